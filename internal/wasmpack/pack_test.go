package wasmpack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// goModule is a linked module of the toolchain that runs the tests.
var goModule = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "wasmpack-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "module.wasm")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, "./testdata/selftest")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, errors.New(string(text))
	}
	return os.ReadFile(out)
})

func linked(t testing.TB) ([]section, *image) {
	t.Helper()
	module, err := goModule()
	if err != nil {
		t.Fatal(err)
	}
	sections, err := parseModule(module)
	if err != nil {
		t.Fatal(err)
	}
	img, err := readImage(bodyOf(t, sections, sectionData))
	if err != nil {
		t.Fatal(err)
	}
	return sections, img
}

func bodyOf(t testing.TB, sections []section, id byte) []byte {
	t.Helper()
	i := slices.IndexFunc(sections, func(s section) bool { return s.id == id })
	if i < 0 {
		t.Fatalf("no section %d", id)
	}
	return sections[i].body
}

// Of what is there, only the code, the data and custom sections may change, and in the
// image only the tables: every other byte stays at its address. The start function is
// new, and its type.
func TestPackChangesCodeAndTablesOnly(t *testing.T) {
	before, old := linked(t)
	module, _ := goModule()
	untouched := bytes.Clone(module)
	packed, report, err := Pack(module)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(module, untouched) {
		t.Error("the input changed")
	}
	after, err := parseModule(packed)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range before {
		if s.id == sectionType || s.id == sectionFunction {
			if b := bodyOf(t, after, s.id); !bytes.HasPrefix(b[2:], s.body[2:]) {
				t.Errorf("section %d is not the old one with one more entry", s.id)
			}
			continue
		}
		if s.id != sectionCustom && s.id != sectionCode && s.id != sectionData && !bytes.Equal(s.body, bodyOf(t, after, s.id)) {
			t.Errorf("section %d changed", s.id)
		}
	}
	img, err := readImage(bodyOf(t, after, sectionData))
	if err != nil {
		t.Fatal(err)
	}
	header := nextAligned(old.mem, 0)
	at, _ := findModule(old, uint64(header))
	end := int(old.word(at + moduleEnd))
	if !bytes.Equal(old.mem[:header+72], img.mem[:header+72]) || !bytes.Equal(bytes.TrimRight(old.mem[end:], "\x00"), img.mem[end:]) {
		t.Error("memory outside the tables changed")
	}
	if report.Cleared < 100_000 || report.SegmentsAfter*10 > report.SegmentsBefore || report.After != len(packed) {
		t.Errorf("unlikely: %v", report)
	}
}

func TestPackIsDeterministic(t *testing.T) {
	module, err := goModule()
	if err != nil {
		t.Fatal(err)
	}
	one, _, _ := Pack(module)
	two, _, _ := Pack(module)
	if len(one) == 0 || !bytes.Equal(one, two) {
		t.Error("two runs differ")
	}
	if _, _, err := Pack(one); !errors.Is(err, ErrVersion) {
		t.Errorf("packing twice: %v", err)
	}
}

func producers(version string) section {
	body := "\x09producers" + "\x01" + "\x08language" + "\x01" + "\x02Go" + string(rune(len(version))) + version
	return section{sectionCustom, []byte(body)}
}

func module(sections ...section) []byte {
	b := bytes.Clone(preamble)
	for _, s := range sections {
		b = appendSection(b, s)
	}
	return b
}

func TestPackRefuses(t *testing.T) {
	data := section{sectionData, []byte("\x01\x00\x41\x08\x0b\x03abc")}
	for _, test := range []struct {
		name   string
		module []byte
		want   error
	}{
		{"nothing", nil, ErrModule},
		{"something else", []byte("GIF89a.."), ErrModule},
		{"version 2", []byte("\x00asm\x02\x00\x00\x00"), ErrModule},
		{"a cut section", append(module(), 1, 9, 0), ErrModule},
		{"no producers", module(data), ErrVersion},
		{"malformed producers", module(section{sectionCustom, []byte("\x09producers\xff")}, data), ErrVersion},
		{"an older release", module(producers("go1.25.4"), data), ErrVersion},
		{"a newer patch", module(producers(GoVersion+"1"), data), ErrVersion},
		{"no data", module(producers(GoVersion)), ErrModule},
		{"malformed data", module(producers(GoVersion), section{sectionData, []byte{1, 9}}), ErrModule},
		{"no tables", module(producers(GoVersion), data), ErrLayout},
	} {
		out, _, err := Pack(test.module)
		if !errors.Is(err, test.want) || out != nil {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
}

// Every field that strip relies on is damaged in turn: each must be noticed.
func TestStripRefusesDamage(t *testing.T) {
	_, pristine := linked(t)
	header := uint64(nextAligned(pristine.mem, 0))
	at, _ := findModule(pristine, header)
	functions := pristine.word(at + moduleFuncs)
	first := functions + uint64(binary.LittleEndian.Uint32(pristine.mem[functions+4:]))
	for name, place := range map[string]uint64{
		"magic":               header,
		"pointer size":        header + 7,
		"number of functions": header + headerFunctions,
		"names":               at + moduleNames,
		"units":               at + moduleUnits,
		"files":               at + moduleFiles + 8,
		"values":              at + modulePCs + 16,
		"functions":           header + headerNames + 4*8,
		"index":               at + moduleIndex,
		"index length":        at + moduleIndex + 8,
		"first counter":       at + moduleMinPC + 2,
		"function data":       at + moduleData + 3,
		"lookup tables":       at + moduleFind + 3,
		"first entry":         functions,
		"first record":        functions + 6,
		"record's entry":      first + funcEntry,
		"record's name":       first + funcName + 3,
		"record's deltas":     first + funcPCSP + 3,
		"record's tables":     first + funcPCData,
		"record's kind":       first + funcKind,
		"record's data":       first + funcData,
	} {
		img := &image{mem: bytes.Clone(pristine.mem)}
		img.mem[place] ^= 0x55
		if _, err := packTables(img, new(Report)); !errors.Is(err, ErrLayout) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValuesEnd(t *testing.T) {
	for _, test := range []struct {
		name string
		pcs  []byte
		want int
	}{
		{"one pair", []byte{2, 5, 0}, 3},
		{"starts with zero", []byte{0, 5, 2, 1, 0, 9}, 5},
		{"zero as a step", []byte{2, 0, 0}, 3},
		{"long numbers", []byte{0x82, 0x01, 0x85, 0x80, 0x01, 0}, 6},
		{"no end", []byte{2, 5, 4}, 0},
		{"cut number", []byte{2, 0x80}, 0},
	} {
		got, err := valuesEnd(test.pcs, 0)
		if got != test.want || (err != nil) != (test.want == 0) {
			t.Errorf("%s: %d, %v", test.name, got, err)
		}
	}
}

func TestShortName(t *testing.T) {
	wrapper, normal := make(function, funcSize), make(function, funcSize)
	wrapper[funcKind] = kindWrapper
	for _, test := range []struct {
		f          function
		name, want string
	}{
		{normal, "main.main", ""},
		{normal, "main.(*T).Method", ""},
		{wrapper, "main.(*T).Method", "?.(*?).?"},
		{wrapper, "type:.eq.main.T", ""},
		{normal, "runtime.bgsweep", "runtime."},
		{wrapper, "runtime.(*mheap).init.gowrap1", "runtime.(*?).?"},
		{normal, "runtimeextra.f", ""},
		{normal, "reflect.makeFuncStub", "reflect.makeFuncStub"},
	} {
		if got := shortName(test.f, test.name); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func FuzzPack(f *testing.F) {
	f.Add(module(producers(GoVersion), section{sectionData, []byte("\x01\x00\x41\x08\x0b\x03abc")}))
	header := append(bytes.Clone(pcHeaderMagic), make([]byte, 400)...)
	data := append([]byte("\x01\x00\x41\x08\x0b\x98\x03"), header...)
	f.Add(module(producers(GoVersion), section{sectionData, data}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if out, _, err := Pack(b); (out == nil) != (err != nil) {
			t.Fatal(err)
		}
	})
}
