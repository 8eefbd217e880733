package wasmpack

import (
	"errors"
	"fmt"
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
	data, err := packData(sections, &report)
	if err != nil {
		return nil, Report{}, err
	}
	for i, s := range sections {
		if s.id == sectionCode {
			if sections[i].body, err = packCode(s.body); err != nil {
				return nil, Report{}, err
			}
		}
	}
	out := assemble(sections, data, report.SegmentsAfter)
	report.After = len(out)
	return out, report, nil
}

func packData(sections []section, report *Report) ([]byte, error) {
	for _, s := range sections {
		if s.id != sectionData {
			continue
		}
		img, err := readImage(s.body)
		if err != nil {
			return nil, err
		}
		if err := strip(img, report); err != nil {
			return nil, err
		}
		report.SegmentsBefore = img.segments
		data, n := img.encode()
		report.SegmentsAfter = n
		return data, nil
	}
	return nil, fmt.Errorf("%w: no data section", ErrModule)
}

func assemble(sections []section, data []byte, segments int) []byte {
	out := append([]byte(nil), preamble...)
	for _, s := range sections {
		switch s.id {
		case sectionCustom:
			continue
		case sectionDataCount:
			s.body = appendUint32(nil, uint32(segments))
		case sectionData:
			s.body = data
		}
		out = appendSection(out, s)
	}
	return out
}
