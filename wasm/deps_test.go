//go:build !js

package main

import (
	"flag"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write deps.txt")

// forbidden are packages that must not be linked into the browser module, with what
// they would add to its download: bytes after brotli, measured with go1.26.
var forbidden = map[string]string{
	"fmt":                         "126,931 bytes; concatenate",
	"encoding/json":               "246,513 bytes; internal/jsonlite has 8,424",
	"regexp":                      "125,378 bytes",
	"time":                        "38,874 bytes for a constant, 56,627 for a timer; jsx.After, wire.Time",
	"os":                          "57,000 bytes, and it writes to the page's global object",
	"log":                         "137,214 bytes; the Console port",
	"context":                     "70,350 bytes; a function that cancels",
	"embed":                       "39,716 bytes; a string constant",
	"encoding/hex":                "59,088 bytes: it links fmt",
	"runtime/debug":               "58,000 bytes; the loader sets GOGC",
	"net/url":                     "167,837 bytes; the browser's URL, attach/query.go",
	"net/http":                    "1,530,123 bytes; the HTTP port",
	"crypto/":                     "96,412 bytes for sha256 alone",
	"text/":                       "templates link reflect's methods, 192,000 bytes",
	"html/":                       "as text/",
	"compress/":                   "nothing is compressed in a page",
	"database/":                   "nothing is stored in a page but strings",
	"net/":                        "166,000 bytes and up",
	"syscall":                     "the Node shims of fs, process and path",
	"syscall/js":                  "15,000 bytes, and crossings that cost ten times as much; internal/jsx",
	"internal/poll":               "there are no files in a page",
	"github.com/mssola/useragent": "139,000 bytes with its regular expressions: the server reads the User-Agent header",
}

const module = "github.com/openrupt/openrupt/"

// imports are who may import whom among our packages in the browser.
var imports = map[string][]string{
	"internal/wire":       {},
	"internal/jsonlite":   {},
	"fingerprint":         {},
	"challengeui":         {"internal/wire"},
	"attach/api":          {"internal/wire", "internal/jsonlite"},
	"attach":              {"attach/api", "fingerprint", "internal/wire", "internal/jsonlite"},
	"internal/jsx":        {},
	"fingerprint/collect": {"fingerprint", "internal/jsx", "internal/jsonlite"},
	"challengeui/dom":     {"challengeui", "internal/jsx", "internal/wire"},
	"wasm/host":           {"attach/api", "internal/jsx", "internal/wire"},
	"wasm":                {"attach", "fingerprint", "fingerprint/collect", "internal/jsx", "internal/wire", "wasm/host"},
	"wasm/challenge":      {"attach/api", "challengeui", "challengeui/dom", "internal/jsx", "internal/wire", "wasm/host"},
}

// modules are the main packages, each with the file of what it links.
var modules = map[string]string{".": "deps.txt", "./challenge": "challenge/deps.txt"}

func list(t *testing.T, pkg, format string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", format, pkg)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

// What is linked is committed, so that a new package shows in review.
func TestClosure(t *testing.T) {
	for pkg, file := range modules {
		deps := list(t, pkg, "{{.ImportPath}}")
		slices.Sort(deps)
		for _, dep := range deps {
			for name, cost := range forbidden {
				if dep == name || strings.HasSuffix(name, "/") && strings.HasPrefix(dep, name) {
					t.Errorf("%s is linked into the browser module %s: %s", dep, pkg, cost)
				}
			}
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.Join(deps, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		compare(t, deps, file)
	}
}

func compare(t *testing.T, deps []string, file string) {
	committed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Fields(string(committed))
	for _, dep := range deps {
		if !slices.Contains(known, dep) {
			t.Errorf("%s is not in %s; if it has to be: go test ./wasm -update", dep, file)
		}
	}
	for _, dep := range known {
		if !slices.Contains(deps, dep) {
			t.Errorf("%s, in %s, is no longer linked; go test ./wasm -update", dep, file)
		}
	}
}

const importsFormat = `{{.ImportPath}},{{range .Imports}}{{.}},{{end}}`

func TestImportDirection(t *testing.T) {
	for _, line := range slices.Concat(list(t, ".", importsFormat), list(t, "./challenge", importsFormat)) {
		fields := strings.Split(strings.TrimSuffix(line, ","), ",")
		importer, ours := strings.CutPrefix(fields[0], module)
		if !ours {
			continue
		}
		allowed, known := imports[importer]
		if !known {
			t.Errorf("%s is linked into the browser module, and no rule names it", importer)
		}
		for _, path := range fields[1:] {
			if imported, ours := strings.CutPrefix(path, module); ours && !slices.Contains(allowed, imported) {
				t.Errorf("%s must not import %s", importer, imported)
			}
		}
	}
}
