package web_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLicences: npm packs the folder web alone, so what the licences of the parts ask
// for has to be in it.
func TestLicences(t *testing.T) {
	if read(t, "LICENSE") != read(t, "../LICENSE") {
		t.Error("web/LICENSE is not the repository's")
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", "../wasm", "../wasm/challenge")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	notice := read(t, "NOTICE.txt")
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		module, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
		if module == "" || seen[module] {
			continue
		}
		seen[module] = true
		if !strings.Contains(notice, licence(t, dir)) || !strings.Contains(notice, module+"\n") {
			t.Errorf("NOTICE.txt lacks the licence of %s", module)
		}
	}
	if len(seen) == 0 {
		t.Error("go list names no modules")
	}
	if !strings.Contains(notice, "The Go Authors") {
		t.Error("NOTICE.txt lacks the licence of Go")
	}
}

func licence(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(strings.ToLower(e.Name()), "licen") {
			return strings.TrimSpace(read(t, filepath.Join(dir, e.Name())))
		}
	}
	t.Fatalf("%s has no licence", dir)
	return ""
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
