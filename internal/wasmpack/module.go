package wasmpack

import (
	"bytes"
	"fmt"
)

// Section identifiers of the WebAssembly binary format.
const (
	sectionCustom    = 0
	sectionType      = 1
	sectionImport    = 2
	sectionFunction  = 3
	sectionStart     = 8
	sectionElement   = 9
	sectionCode      = 10
	sectionData      = 11
	sectionDataCount = 12
)

var preamble = []byte("\x00asm\x01\x00\x00\x00")

type section struct {
	id   byte
	body []byte
}

func parseModule(module []byte) ([]section, error) {
	if !bytes.HasPrefix(module, preamble) {
		return nil, fmt.Errorf("%w: not a WebAssembly 1 module", ErrModule)
	}
	var sections []section
	r := reader{b: module[len(preamble):]}
	for len(r.b) > 0 {
		id := r.byte()
		sections = append(sections, section{id, r.bytes(r.uint32())})
	}
	if r.err != nil {
		return nil, fmt.Errorf("%w: section %d: %w", ErrModule, len(sections), r.err)
	}
	return sections, nil
}

func appendSection(b []byte, s section) []byte {
	b = append(b, s.id)
	b = appendUint32(b, uint32(len(s.body)))
	return append(b, s.body...)
}

// goVersion reads the release that the Go linker notes in the producers
// section, as "go1.26.8".
func goVersion(sections []section) (string, error) {
	for _, s := range sections {
		if s.id != sectionCustom {
			continue
		}
		r := reader{b: s.body}
		if r.name() != "producers" {
			continue
		}
		if v := producerGo(&r); v != "" && r.err == nil {
			return v, nil
		}
	}
	return "", fmt.Errorf("%w: the module does not say which Go release linked it", ErrVersion)
}

func producerGo(r *reader) string {
	version := ""
	for fields := r.uint32(); fields > 0 && r.err == nil; fields-- {
		field := r.name()
		for values := r.uint32(); values > 0 && r.err == nil; values-- {
			name, v := r.name(), r.name()
			if field == "language" && name == "Go" {
				version = v
			}
		}
	}
	return version
}
