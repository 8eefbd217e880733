package wasmpack

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// strip clears what only tracebacks, runtime.Callers and runtime.FuncForPC
// read: lines, files, start lines, most names, most inline trees, argument
// layouts and liveness, wrapper targets. Those functions then say "?:0". Unsafe
// points go too: nothing interrupts a function on js/wasm.
//
// Kept, and read by: stack deltas, stack maps, stack objects (unwinder and
// garbage collector), panic bounds and open-coded defers
// (panics), every function record, the inline trees of wrappers (recover,
// see keepInlined) and the names that steer the runtime (see shortName).
func strip(l *layout, all []function, report *Report) error {
	before, pieces := l.used(), dataPieces(all)
	report.Functions = len(all)
	stripNames(l, all)
	for _, f := range all {
		stripRecord(f)
	}
	if err := clearValues(l, all); err != nil {
		return err
	}
	clearData(l, pieces, all)
	clear(l.units)
	clear(l.files)
	report.Cleared = before - l.used()
	return nil
}

// used counts the bytes that are not zero.
func (l *layout) used() int {
	n := 0
	for _, t := range [][]byte{l.names, l.units, l.files, l.pcs, l.funcs, l.data} {
		n += len(t) - bytes.Count(t, []byte{0})
	}
	return n
}

// stripRecord takes the references to cleared tables out of f.
func stripRecord(f function) {
	for _, p := range []int{funcPCFile, funcPCLine, funcUnit, funcStartLine} {
		f.set(p, 0)
	}
	keep := keepInlined(f)
	for kind, p := range f.pcdata() {
		if kind == pcdataUnsafe || kind == pcdataArgLive || kind == pcdataInlined && !keep {
			f.set(p, 0)
		}
	}
	for kind, p := range f.data() {
		if kind == dataArgs || kind == dataArgLive || kind == dataWrapped || kind == dataInlined && !keep {
			f.set(p, noData)
		}
	}
}

// keepInlined says whether recover needs f's inline tree. It counts the logical
// frames between itself and the panic that are not wrappers and wants exactly
// one. A function that calls recover is never inlined and counts as one with
// or without its tree, and a second physical function ends the count; only a
// wrapper hides a function that was inlined into it.
func keepInlined(f function) bool { return f.kind() == kindWrapper && f.inlines() }

// shortName gives what must remain of a function's name, because the runtime
// decides something by it:
//   - it tells its own goroutines from others by the prefix "runtime.";
//   - panicwrap builds its message from the name of the method wrapper that
//     called it, and throws if it cannot parse it;
//   - the garbage collector knows two stubs of package reflect by name.
func shortName(f function, name string) string {
	method := f.kind() == kindWrapper && strings.Contains(name, ".(*")
	switch ours := strings.HasPrefix(name, "runtime."); {
	case ours && method:
		return "runtime.(*?).?"
	case ours:
		return "runtime."
	case method:
		return "?.(*?).?"
	case name == "reflect.makeFuncStub", name == "reflect.methodValueCall":
		return name
	}
	return ""
}

// stripNames rewrites the table of names, within its old bounds, with the few
// short ones. Offset 0 is the empty name.
func stripNames(l *layout, all []function) {
	fresh, offsets := []byte{0}, map[string]uint32{"": 0}
	for _, f := range all {
		name := shortName(f, l.name(f))
		at, ok := offsets[name]
		if !ok {
			at = uint32(len(fresh))
			offsets[name] = at
			fresh = append(append(fresh, name...), 0)
		}
		f.set(funcName, at)
	}
	clear(l.names)
	copy(l.names, fresh)
}

// clearValues zeroes the parts of pctab that no record refers to any more.
// The linker shares equal tables, so what is still in use is marked first.
func clearValues(l *layout, all []function) error {
	keep := make([]bool, len(l.pcs))
	for _, f := range all {
		for _, p := range append(f.pcdata(), funcPCSP) {
			start := int(f.word(p))
			if start == 0 || keep[start] {
				continue
			}
			end, err := valuesEnd(l.pcs, start)
			if err != nil {
				return err
			}
			for i := start; i < end; i++ {
				keep[i] = true
			}
		}
	}
	for i := range l.pcs {
		if !keep[i] {
			l.pcs[i] = 0
		}
	}
	return nil
}

// valuesEnd finds the end of the table of values at start: pairs of variable
// length numbers up to a zero, which as the very first number is a value.
func valuesEnd(pcs []byte, start int) (int, error) {
	at := start
	for at < len(pcs) {
		if pcs[at] == 0 && at > start {
			return at + 1, nil
		}
		for range 2 {
			for at < len(pcs) && pcs[at]&0x80 != 0 {
				at++
			}
			at++
		}
	}
	return 0, fmt.Errorf("%w: values at %#x have no end", ErrLayout, start)
}

// dataPieces gives the offsets of all pieces of function data, ascending.
// A piece does not say how long it is: it reaches up to the next one.
func dataPieces(all []function) []uint32 {
	var pieces []uint32
	for _, f := range all {
		for _, p := range f.data() {
			if v := f.word(p); v != noData {
				pieces = append(pieces, v)
			}
		}
	}
	slices.Sort(pieces)
	return slices.Compact(pieces)
}

// clearData zeroes those of the pieces that no record refers to any more, and
// names and lines in the inline trees that stay.
func clearData(l *layout, pieces []uint32, all []function) {
	kept := dataPieces(all)
	trees := make(map[uint32]bool)
	for _, f := range all {
		if f.inlines() {
			trees[f.word(f.data()[dataInlined])] = true
		}
	}
	for i, start := range pieces {
		piece := l.data[start:]
		if i+1 < len(pieces) {
			piece = l.data[start:pieces[i+1]]
		}
		if _, ok := slices.BinarySearch(kept, start); !ok {
			clear(piece)
		} else if trees[start] {
			stripTree(piece)
		}
	}
}

// stripTree clears name and start line in an array of runtime.inlinedCall:
// kind, name, parent and start line, 4 bytes each.
func stripTree(tree []byte) {
	for ; len(tree) >= 16; tree = tree[16:] {
		clear(tree[4:8])
		clear(tree[12:16])
	}
}
