package overlay

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestParseStubs(t *testing.T) {
	got, err := parseStubs("# comment\n\nplain\n  mspan.free = throw(\"x\")\ninternal/cpu:f = return a == b\nread debug.gctrace\nread debug.malloc = false\nconst stackMin = 4 << 10\n")
	want := []stub{
		{function, "runtime", "plain", ""},
		{function, "runtime", "mspan.free", `throw("x")`},
		{function, "internal/cpu", "f", "return a == b"},
		{read, "runtime", "debug.gctrace", ""},
		{read, "runtime", "debug.malloc", "false"},
		{constant, "runtime", "stackMin", "4 << 10"},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"f\nf", "= body", "two words", "(*T).f", "pkg:", "f()"} {
		if got, err := parseStubs(bad); err == nil {
			t.Errorf("%q: %+v", bad, got)
		}
	}
}

const source = `package p

import (
	"a/used"
	"a/gone"
	named "a/other"
	_ "unsafe"
)

type t[E any] struct{}

const (
	small = 1 // byte
	large = small << 10
)

var size = 1

//go:nosplit
func plain(x int) { gone.Call(x); named.Call() }

func one() int { return 1 } // comment

func several() (*int, []string, used.T) {
	panic("}")
}

func called() (n int, err error) { return gone.Two() }

func (t *t[E]) method() bool { return named.Yes }

func kept() bool {
	debug.level = 3
	p := &debug.level
	return debug.level > 1 && *p > debug.other && used.Yes
}

func external()
`

func TestPatchFile(t *testing.T) {
	for _, test := range []struct {
		name  string
		stub  stub
		lines []string // in the result
		not   []string
	}{
		{"empty body", stub{name: "plain"}, []string{"//go:nosplit\nfunc plain(x int) {  }", `"a/gone"`}, []string{"gone.Call"}},
		{"given body", stub{name: "one", body: "return 2"}, []string{"func one() int { return 2 } // comment"}, nil},
		{"throws, then returns", stub{name: "one", body: `throw("one")`}, []string{`{ throw("one"); return *new(int) }`}, nil},
		{"zero results", stub{name: "several"}, []string{"{ return *new(*int), *new([]string), *new(used.T) }"}, nil},
		{"named results", stub{name: "called"}, []string{"func called() (n int, err error) { return }"}, nil},
		{"generic method", stub{name: "t.method"}, []string{"method() bool { return *new(bool) }", `named "a/other"`}, nil},
		{"field", stub{name: "debug.level", kind: read}, []string{"debug.level = 3", "&debug.level", "int32(0) > 1", "debug.other"}, nil},
		{"field, value", stub{name: "debug.level", body: "9", kind: read}, []string{"return 9 > 1"}, nil},
		{"constant", stub{name: "small", body: "2", kind: constant}, []string{"small = 2 // byte\n\tlarge = small << 10", "var size = 1"}, nil},
	} {
		got, names, err := patch{stubs: map[string]stub{test.stub.name: test.stub}}.file([]byte(source))
		if err != nil || len(names) != 1 || names[0] != test.stub.name {
			t.Errorf("%s: found %v, %v", test.name, names, err)
		}
		for _, line := range test.lines {
			if !strings.Contains(string(got), line) {
				t.Errorf("%s: no %q in\n%s", test.name, line, got)
			}
		}
		for _, line := range test.not {
			if strings.Contains(string(got), line) {
				t.Errorf("%s: %q is left in\n%s", test.name, line, got)
			}
		}
	}
}

// An import that only the old bodies used would not compile.
func TestPatchFileImports(t *testing.T) {
	stubs := make(map[string]stub)
	for _, name := range []string{"plain", "called", "t.method"} {
		stubs[name] = stub{name: name}
	}
	got, _, err := patch{stubs: stubs}.file([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	want := "import (\n\t\"a/used\"\n\t_ \"a/gone\"\n\t_ \"a/other\"\n\t_ \"unsafe\"\n)"
	if !strings.Contains(string(got), want) {
		t.Errorf("imports:\n%s", got)
	}
}

func TestPatchFileErrors(t *testing.T) {
	if _, _, err := (patch{stubs: map[string]stub{"external": {name: "external"}}}).file([]byte(source)); err == nil {
		t.Error("a function without a body was replaced")
	}
	if _, _, err := (patch{}).file([]byte("package")); err == nil {
		t.Error("broken source was accepted")
	}
	got, names, err := patch{stubs: map[string]stub{"absent": {name: "absent"}, "size": {name: "size", kind: constant}}}.file([]byte(source))
	if string(got) != source || names != nil || err != nil {
		t.Errorf("a file without listed functions changed: %v, %v", names, err)
	}
}

func TestSilence(t *testing.T) {
	const before = `package runtime

func f(p *int) {
	if p == nil {
		println("p is", p, debug.level)
		throw("f: no p")
	}
	throw("out of memory")
	print("x"); throw(text)
	fatal("concurrent map writes")
}
`
	const want = `package runtime

func f(p *int) {
	if p == nil {
		if false { println("p is", p, int32(0)) }
		throw("")
	}
	throw("out of memory")
	if false { print("x") }; throw(text)
	fatal("concurrent map writes")
}
`
	stubs := map[string]stub{"debug.level": {name: "debug.level", kind: read}}
	got, names, err := patch{stubs: stubs, silent: true}.file([]byte(before))
	if err != nil || string(got) != want || !slices.Equal(names, []string{"debug.level"}) {
		t.Errorf("%v, %v:\n%s", names, err, got)
	}
	for _, tt := range []struct {
		dir, file string
		want      bool
	}{{"go/src/runtime", "mheap.go", true}, {"go/src/runtime", "panic.go", false}, {"go/src/internal/runtime", "x.go", false}, {"go/src/slices", "sort.go", false}} {
		if got := silenced(tt.dir, tt.file); got != tt.want {
			t.Errorf("%s/%s: %v", tt.dir, tt.file, got)
		}
	}
}

// tree writes a package of a made-up GOROOT and gives its src.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	src := t.TempDir()
	if err := os.Mkdir(filepath.Join(src, "runtime"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(src, "runtime", name), []byte("package runtime\n"+text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return src
}

func TestWriteChoosesFiles(t *testing.T) {
	src := tree(t, map[string]string{
		"all.go":      "func f() { println() }",
		"os_js.go":    "func g() { println() }",
		"os_linux.go": "func f() { println(1) }",
		"one.go":      "//go:build goexperiment.greenteagc\n",
		"all_test.go": "func f() { println(2) }",
		"asm.s":       "",
	})
	path, err := write(t.TempDir(), src, []stub{{pkg: "runtime", name: "f"}, {pkg: "runtime", name: "g"}})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var overlay struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &overlay); err != nil {
		t.Fatal(err)
	}
	want := []string{filepath.Join(src, "runtime/all.go"), filepath.Join(src, "runtime/os_js.go")}
	if got := slices.Sorted(maps.Keys(overlay.Replace)); !slices.Equal(got, want) {
		t.Errorf("replaces %v, want %v", got, want)
	}
	for _, file := range overlay.Replace {
		if text, err := os.ReadFile(file); err != nil || strings.Contains(string(text), "println") {
			t.Errorf("%s, %v", text, err)
		}
	}
}

func TestWriteErrors(t *testing.T) {
	src := tree(t, map[string]string{"all.go": "func f() {}", "os_linux.go": "func g() {}"})
	for _, name := range []string{"absent", "g", "T.f"} {
		if path, err := write(t.TempDir(), src, []stub{{pkg: "runtime", name: name}}); err == nil || !strings.Contains(err.Error(), name+" not found") {
			t.Errorf("%s: %q, %v", name, path, err)
		}
	}
	if _, err := write(t.TempDir(), src, []stub{{pkg: "internal/cpu", name: "f"}}); err == nil {
		t.Error("a missing package was accepted")
	}
	for _, version := range []string{"", "go1.26.7", "go1.26.80", "go1.27", "devel go1.27-abc"} {
		if _, err := Write(t.TempDir(), src, version); !errors.Is(err, ErrVersion) {
			t.Errorf("%q: %v", version, err)
		}
	}
}

// The committed lists fit the toolchain, and writing them again changes nothing.
func TestWrite(t *testing.T) {
	if v := runtime.Version(); !strings.HasPrefix(v, GoVersion) {
		t.Fatalf("this is %s, the lists were tried with %s: try them, then move GoVersion", v, GoVersion)
	}
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir, goroot := t.TempDir(), strings.TrimSpace(string(out))
	path, err := Write(dir, goroot, GoVersion+" X:nogreenteagc")
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Write(dir, goroot, GoVersion); again != path || err != nil {
		t.Fatal(again, err)
	}
	after, err := os.Stat(path)
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("the overlay was written anew: %v", err)
	}
}
