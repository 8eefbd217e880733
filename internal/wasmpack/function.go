package wasmpack

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// Offsets in a function record, runtime._func. Two arrays of 32-bit words
// follow it: offsets in pctab, then offsets in the function data.
const (
	funcEntry     = 0
	funcName      = 4
	funcPCSP      = 16
	funcPCFile    = 20
	funcPCLine    = 24
	funcPCData    = 28 // number of pctab offsets
	funcUnit      = 32
	funcStartLine = 36
	funcKind      = 40
	funcData      = 43 // number of data offsets, one byte
	funcSize      = 44
)

// Function kinds, abi.FuncID.
const (
	kindGoexit    = 8
	kindPanic     = 10
	kindPanicwrap = 15
	kindWrapper   = 23 // the highest
)

// Tables by program counter, abi.PCDATA_…
const (
	pcdataUnsafe  = 0
	pcdataInlined = 2
	pcdataArgLive = 3
	pcdataKinds   = 5
)

// Function data, abi.FUNCDATA_…
const (
	dataInlined = 3
	dataArgs    = 5
	dataArgLive = 6
	dataWrapped = 7
	dataKinds   = 8
)

// noData marks an absent data offset.
const noData = ^uint32(0)

// function is a view of one record with its arrays.
type function []byte

func (f function) word(offset int) uint32 { return binary.LittleEndian.Uint32(f[offset:]) }

func (f function) set(offset int, v uint32) { binary.LittleEndian.PutUint32(f[offset:], v) }

func (f function) kind() byte { return f[funcKind] }

// pcdata and data give the places of the two arrays' entries.
func (f function) pcdata() []int { return places(funcSize, int(f.word(funcPCData))) }

func (f function) data() []int {
	return places(funcSize+4*int(f.word(funcPCData)), int(f[funcData]))
}

func places(start, n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = start + 4*i
	}
	return p
}

func (f function) inlines() bool {
	p := f.data()
	return len(p) > dataInlined && f.word(p[dataInlined]) != noData
}

// functions reads and checks every record that the index names.
func (l *layout) functions() ([]function, error) {
	all := make([]function, l.indexed)
	for i := range all {
		entry := binary.LittleEndian.Uint32(l.funcs[8*i:])
		f, err := l.function(binary.LittleEndian.Uint32(l.funcs[8*i+4:]))
		if err != nil {
			return nil, err
		}
		if f.word(funcEntry) != entry || i > 0 && all[i-1].word(funcEntry) >= entry {
			return nil, fmt.Errorf("%w: function %d is out of order", ErrLayout, i)
		}
		all[i] = f
	}
	return all, l.checkKinds(all)
}

func (l *layout) function(offset uint32) (function, error) {
	if uint64(offset)+funcSize > uint64(len(l.funcs)) {
		return nil, fmt.Errorf("%w: function record at %#x", ErrLayout, offset)
	}
	f := function(l.funcs[offset:])
	npc, ndata := uint64(f.word(funcPCData)), uint64(f[funcData])
	end := funcSize + 4*(npc+ndata)
	if npc > pcdataKinds || ndata > dataKinds || end > uint64(len(f)) || f.kind() > kindWrapper || f[42] != 0 {
		return nil, fmt.Errorf("%w: function record at %#x", ErrLayout, offset)
	}
	f = f[:end:end]
	return f, l.checkFunction(f)
}

func (l *layout) checkFunction(f function) error {
	if int(f.word(funcName)) >= len(l.names) {
		return fmt.Errorf("%w: function name at %#x", ErrLayout, f.word(funcName))
	}
	for _, p := range append(f.pcdata(), funcPCSP, funcPCFile, funcPCLine) {
		if int(f.word(p)) >= len(l.pcs) {
			return fmt.Errorf("%w: %s: values at %#x", ErrLayout, l.name(f), f.word(p))
		}
	}
	for _, p := range f.data() {
		if v := f.word(p); v != noData && int(v) >= len(l.data) {
			return fmt.Errorf("%w: %s: data at %#x", ErrLayout, l.name(f), v)
		}
	}
	return nil
}

// checkKinds finds functions of known kind by name: the two would disagree if
// either field had moved or kinds had been renumbered.
func (l *layout) checkKinds(all []function) error {
	known := map[string]byte{
		"runtime.goexit":    kindGoexit,
		"runtime.gopanic":   kindPanic,
		"runtime.panicwrap": kindPanicwrap,
	}
	for name, kind := range known {
		i := slices.IndexFunc(all, func(f function) bool { return l.name(f) == name })
		if i < 0 && kind == kindPanicwrap {
			continue // linked only if some wrapper needs it
		}
		if i < 0 || all[i].kind() != kind {
			return fmt.Errorf("%w: %s is not where it should be", ErrLayout, name)
		}
	}
	return nil
}

func (l *layout) name(f function) string {
	b := l.names[f.word(funcName):]
	if n := bytes.IndexByte(b, 0); n >= 0 {
		b = b[:n]
	}
	return string(b)
}
