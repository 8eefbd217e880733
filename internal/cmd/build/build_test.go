package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestBundle(t *testing.T) {
	b := build{root: "../../.."}
	built := modules{"rupt": {"rupt-abc.wasm", "sha384-1"}, "rupt-challenge": {"rupt-challenge-def.wasm", "sha384-2"}}
	for _, tt := range []struct {
		script script
		wants  []string
	}{
		{scripts[0], []string{"rupt-abc.wasm", "rupt-challenge-def.wasm", "window.Rupt", "sha384-1", "sha384-2"}},
		{scripts[1], []string{`new URL("./rupt-abc.wasm",import.meta.url)`, `new URL("./rupt-challenge-def.wasm",import.meta.url)`, "export{", " as attach", " as default"}},
		{scripts[2], []string{"module.exports=", "__esModule"}},
		{scripts[3], []string{`from"./rupt.mjs"`, `from"react"`, " as useAttach"}},
		{scripts[8], []string{`require("./rupt.cjs")`, `require("svelte/store")`}},
	} {
		text, err := b.bundle(tt.script, built)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range tt.wants {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s has no %q", tt.script.name, want)
			}
		}
		if strings.Contains(string(text), "globalThis.") {
			t.Errorf("%s uses the page's global object for itself", tt.script.name)
		}
	}
}

// TestInputs: what is bundled is also what decides whether to bundle again.
func TestInputs(t *testing.T) {
	b := build{root: "../../.."}
	inputs, err := b.inputs()
	if err != nil {
		t.Fatal(err)
	}
	imports, seen := regexp.MustCompile(`(?m)^(?:import|export) .*"(\.[^"]+)"`), 0
	for _, name := range inputs {
		if !strings.HasSuffix(name, ".js") {
			continue
		}
		text, err := os.ReadFile(b.path(name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range imports.FindAllStringSubmatch(string(text), -1) {
			seen++
			if file := path.Join(path.Dir(name), m[1]); !slices.Contains(inputs, file) {
				t.Errorf("%s imports %s, which is no input", name, file)
			}
		}
	}
	for _, s := range scripts {
		if !slices.Contains(inputs, s.entry) {
			t.Errorf("%s is no input", s.entry)
		}
	}
	if seen < 8 {
		t.Errorf("only %d imports were found", seen)
	}
}

func TestManifest(t *testing.T) {
	dist := t.TempDir()
	leftover := filepath.Join(dist, "rupt-old.wasm.br")
	for _, name := range []string{leftover, filepath.Join(dist, ".gitkeep")} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m := &manifest{Inputs: "1", Shrunk: true}
	if err := m.write(dist, []file{{"rupt-1.wasm", []byte(strings.Repeat("wasm", 100))}, {"index.d.ts", []byte("export {}")}}); err != nil {
		t.Fatal(err)
	}
	read := readManifest(dist)
	if !read.upToDate(dist, "1") || read.upToDate(dist, "2") {
		t.Errorf("manifest %+v", read)
	}
	if _, err := os.Stat(leftover); err == nil {
		t.Error("what an earlier build left is still there")
	}
	if _, err := os.Stat(filepath.Join(dist, ".gitkeep")); err != nil {
		t.Error(err)
	}
	if err := os.Remove(filepath.Join(dist, "rupt-1.wasm")); err != nil {
		t.Fatal(err)
	}
	if read.upToDate(dist, "1") || readManifest(t.TempDir()).upToDate(dist, "1") {
		t.Error("up to date without its files")
	}
}

func TestBudget(t *testing.T) {
	path := filepath.Join(t.TempDir(), "budget.json")
	if err := os.WriteFile(path, []byte(`{"rupt.wasm":100,"rupt.js":10}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		m      manifest
		within bool
	}{
		{"within", manifest{Shrunk: true, Files: []entry{{Name: "rupt-1a.wasm", Brotli: 100}, {Name: "rupt.js", Brotli: 1}, {Name: "index.d.ts", Raw: 5}}}, true},
		{"above", manifest{Shrunk: true, Files: []entry{{Name: "rupt-1a.wasm", Brotli: 101}}}, false},
		{"without a budget", manifest{Shrunk: true, Files: []entry{{Name: "more.js", Brotli: 1}}}, false},
		{"not shrunk", manifest{Files: []entry{{Name: "rupt-1a.wasm", Brotli: 1}}}, false},
	} {
		var table strings.Builder
		if err := checkBudget(&table, &tt.m, path); (err == nil) != tt.within {
			t.Errorf("%s: %v\n%s", tt.name, err, table.String())
		}
	}
}
