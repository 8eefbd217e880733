package wasmpack

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// pcHeaderMagic opens the runtime.pcheader symbol: the magic number of the
// tables since Go 1.20, padding, instruction quantum 1, pointer size 8.
var pcHeaderMagic = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// Offsets in runtime.pcHeader.
const (
	headerFunctions = 8
	headerNames     = 32 // five table offsets from the header follow one another
)

// Offsets in runtime.moduledata. A slice is pointer, length, capacity.
const (
	moduleHeader = 0
	moduleNames  = 8
	moduleUnits  = 32
	moduleFiles  = 56
	modulePCs    = 80
	moduleFuncs  = 104
	moduleIndex  = 128
	moduleFind   = 152
	moduleMinPC  = 160
	moduleMaxPC  = 168
	moduleText   = 176
	moduleData   = 320
	moduleEnd    = 328
)

// layout is the runtime's symbol tables, as views of one image.
type layout struct {
	names   []byte // funcnametab: NUL-terminated names
	units   []byte // cutab: file numbers of compilation units
	files   []byte // filetab: NUL-terminated file names
	pcs     []byte // pctab: values by program counter
	funcs   []byte // pclntable: the index, then function records
	data    []byte // go:func.*: the function records' further data
	find    []byte // findfunctab: buckets that lead to the index
	indexed int    // functions in the index

	funcsAt, findAt uint64 // addresses
}

// findLayout looks for the one pair of header and module data that point at
// each other and agree on every table.
func findLayout(img *image) (*layout, error) {
	var found *layout
	for header := uint64(0); ; header += 8 {
		next := nextAligned(img.mem, header)
		if next < 0 {
			break
		}
		header = uint64(next)
		module, ok := findModule(img, header)
		if !ok {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("%w: two sets of tables", ErrLayout)
		}
		l, err := readLayout(img, header, module)
		if err != nil {
			return nil, err
		}
		found = l
	}
	if found == nil {
		return nil, fmt.Errorf("%w: no pcHeader with its module data", ErrLayout)
	}
	return found, nil
}

// nextAligned finds pcHeaderMagic on a pointer boundary at or after from.
func nextAligned(mem []byte, from uint64) int {
	for from < uint64(len(mem)) {
		i := bytes.Index(mem[from:], pcHeaderMagic)
		if i < 0 {
			break
		}
		at := from + uint64(i)
		if at%8 == 0 {
			return int(at)
		}
		from = at + 1
	}
	return -1
}

// findModule finds the module data by its first two words: the addresses of
// the header and of the names.
func findModule(img *image, header uint64) (uint64, bool) {
	names := header + img.word(header+headerNames)
	for at := uint64(0); at+16 <= uint64(len(img.mem)); at += 8 {
		if img.word(at+moduleHeader) == header && img.word(at+moduleNames) == names {
			return at, true
		}
	}
	return 0, false
}

func readLayout(img *image, header, module uint64) (*layout, error) {
	l := &layout{indexed: int(img.word(header + headerFunctions))}
	tables := []struct {
		field, size uint64
		view        *[]byte
	}{
		{moduleNames, 1, &l.names},
		{moduleUnits, 4, &l.units},
		{moduleFiles, 1, &l.files},
		{modulePCs, 1, &l.pcs},
		{moduleFuncs, 1, &l.funcs},
	}
	end := header + headerNames + 5*8
	for i, t := range tables {
		addr, length := img.word(module+t.field), img.word(module+t.field+8)
		want := header + img.word(header+headerNames+uint64(i)*8)
		if addr != want || addr < end || length != img.word(module+t.field+16) || length > maxImage {
			return nil, fmt.Errorf("%w: table %d is at %#x, its header says %#x", ErrLayout, i, addr, want)
		}
		view, err := img.slice(addr, length*t.size)
		if err != nil {
			return nil, err
		}
		*t.view, end = view, addr+length*t.size
	}
	if err := checkModule(img, module, l, end); err != nil {
		return nil, err
	}
	data, find := img.word(module+moduleData), img.word(module+moduleFind)
	l.funcsAt, l.findAt = img.word(module+moduleFuncs), find
	var err error
	if l.data, err = img.slice(data, find-data); err == nil {
		l.find, err = img.slice(find, bucketSize*findBuckets(img, module))
	}
	return l, err
}

// findBuckets is how many buckets the table has that finds functions: one for every
// 4096 program counters, in bytes of the text's range.
func findBuckets(img *image, module uint64) uint64 {
	text := img.word(module+moduleMaxPC) - img.word(module+moduleMinPC)
	return (text + 4095) / 4096
}

// checkModule compares fields between and behind the tables that a changed
// structure would move. The tables that find a function by its program counter
// lie between the function data and the end.
func checkModule(img *image, module uint64, l *layout, end uint64) error {
	field := func(offset uint64) uint64 { return img.word(module + offset) }
	switch {
	case l.indexed <= 0, l.indexed >= len(l.funcs)/8,
		field(moduleIndex) != field(moduleFuncs),
		field(moduleIndex+8) != uint64(l.indexed)+1:
		return fmt.Errorf("%w: the function index is not where it was", ErrLayout)
	case field(moduleMinPC) != field(moduleText)+uint64(binary.LittleEndian.Uint32(l.funcs))<<16:
		return fmt.Errorf("%w: the first function is not where the code starts", ErrLayout)
	case field(moduleData) < end, field(moduleFind) < field(moduleData), field(moduleEnd) < field(moduleFind):
		return fmt.Errorf("%w: function data is not behind the function table", ErrLayout)
	}
	return nil
}
