package wasmpack

import (
	"errors"
	"fmt"
	"slices"
)

// GoVersion is the one Go release whose tables this package knows.
const GoVersion = "go1.26.8"

// Errors that [Pack] wraps. On any of them the module can be shipped as it is.
var (
	// ErrModule says that the input is not a module that the Go linker, or
	// wasm-opt after it, could have written.
	ErrModule = errors.New("wasmpack: malformed module")
	// ErrVersion says that another Go release, or none, linked the module.
	ErrVersion = errors.New("wasmpack: unknown Go release")
	// ErrLayout says that the runtime's tables are not laid out as expected.
	ErrLayout = errors.New("wasmpack: unknown table layout")
)

// Report says what [Pack] did. All sizes are bytes.
type Report struct {
	Before, After                 int // the module
	SegmentsBefore, SegmentsAfter int // data segments
	Functions                     int // function records, all of them kept
	Cleared                       int // table bytes that were not zero and now are
}

func (r Report) String() string {
	return fmt.Sprintf("%d → %d bytes, %d → %d data segments, %d functions, %d table bytes cleared",
		r.Before, r.After, r.SegmentsBefore, r.SegmentsAfter, r.Functions, r.Cleared)
}

// Pack rewrites the code and data sections of a linked Go js/wasm module and drops
// its custom sections. The input is not changed. If wasm-opt is used as well, it
// must run first: its memory packing would split the segments again.
func Pack(module []byte) ([]byte, Report, error) {
	sections, err := parseModule(module)
	if err != nil {
		return nil, Report{}, err
	}
	version, err := goVersion(sections)
	if err != nil {
		return nil, Report{}, err
	}
	if version != GoVersion {
		return nil, Report{}, fmt.Errorf("%w: linked by %s, known is %s", ErrVersion, version, GoVersion)
	}
	report := Report{Before: len(module)}
	sections, err = packSections(sections, &report)
	if err != nil {
		return nil, Report{}, err
	}
	out := assemble(sections)
	report.After = len(out)
	return out, report, nil
}

// packSections rewrites the sections in their order: code comes before data, but the
// start function depends on that.
func packSections(sections []section, report *Report) ([]section, error) {
	code, data := place(sections, sectionCode), place(sections, sectionData)
	if data < 0 {
		return nil, fmt.Errorf("%w: no data section", ErrModule)
	}
	img, err := readImage(sections[data].body)
	if err != nil {
		return nil, err
	}
	l, err := packTables(img, report)
	if err != nil {
		return nil, err
	}
	if code < 0 || place(sections, sectionElement) < 0 || place(sections, sectionStart) >= 0 {
		return nil, fmt.Errorf("%w: no code, no table, or a start function already", ErrModule)
	}
	report.SegmentsBefore = img.segments
	sections[data].body, report.SegmentsAfter = img.encode()
	if sections[code].body, err = packCode(sections[code].body); err != nil {
		return nil, err
	}
	if i := place(sections, sectionDataCount); i >= 0 {
		sections[i].body = appendUint32(nil, uint32(report.SegmentsAfter))
	}
	return addStart(sections, restoreBody(l)), nil
}

func packTables(img *image, report *Report) (*layout, error) {
	l, err := findLayout(img)
	if err != nil {
		return nil, err
	}
	all, err := l.functions()
	if err != nil {
		return nil, err
	}
	if err := strip(l, all, report); err != nil {
		return nil, err
	}
	predict(l, all)
	return l, nil
}

// place is the index of a section, or -1.
func place(sections []section, id byte) int {
	return slices.IndexFunc(sections, func(s section) bool { return s.id == id })
}

func assemble(sections []section) []byte {
	out := append([]byte(nil), preamble...)
	for _, s := range sections {
		if s.id != sectionCustom {
			out = appendSection(out, s)
		}
	}
	return out
}
