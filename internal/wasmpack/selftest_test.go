package wasmpack_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/overlay"
	"github.com/openrupt/openrupt/internal/wasmpack"
)

// The program in testdata/selftest prints the same lines however it is built
// and wherever it runs.
func TestSelfTest(t *testing.T) {
	if v := runtime.Version(); !strings.HasPrefix(v, wasmpack.GoVersion) {
		t.Fatalf("this is %s, wasmpack and overlay know %s: compare the tables, try the stubs, then move GoVersion", v, wasmpack.GoVersion)
	}
	plain := build(t)
	small := build(t, "-overlay", writeOverlay(t))
	modules := []struct {
		name   string
		module []byte
	}{
		{"plain", plain},
		{"packed", pack(t, plain)},
		{"overlay", small},
		{"overlay, packed", pack(t, small)},
	}
	want := inNode(t, plain)
	if !strings.HasSuffix(want, "\ndone\n") {
		t.Fatalf("the plain module did not finish:\n%s", want)
	}
	for _, m := range modules {
		t.Run(m.name, func(t *testing.T) {
			compare(t, "node", inNode(t, m.module), want)
			compare(t, "Chromium", inChromium(t, m.module), want)
		})
	}
}

func compare(t *testing.T, where, got, want string) {
	t.Helper()
	gots, wants := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i, line := range wants {
		if i >= len(gots) || gots[i] != line {
			t.Fatalf("%s: line %d is not %q, all output:\n%s", where, i+1, line, got)
		}
	}
}

func writeOverlay(t *testing.T) string {
	t.Helper()
	path, err := overlay.Write(t.TempDir(), goroot(t), runtime.Version())
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func goroot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func build(t *testing.T, flags ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "selftest.wasm")
	args := append([]string{"build", "-trimpath", "-ldflags=-s -w -buildid=", "-o", out}, flags...)
	cmd := exec.Command("go", append(args, "./testdata/selftest")...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if len(flags) > 0 {
		cmd.Env = append(cmd.Env, overlay.Environment...)
	}
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	module, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return module
}

func pack(t *testing.T, module []byte) []byte {
	t.Helper()
	packed, report, err := wasmpack.Pack(module)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(report)
	return packed
}
