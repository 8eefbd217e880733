// Command build makes what a browser downloads, in web/dist: the WebAssembly modules
// under names that change with their content, rupt.js and rupt.mjs, each also
// compressed by brotli and gzip, the types, and manifest.json, which says what it
// was made of. It needs Go and nothing else, and does nothing when no input changed.
//
// With -size it prints the sizes and fails where one is above web/size-budget.json.
// With -debug it builds a plain twin, with function names and full tracebacks.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	b := build{root: "."}
	flag.BoolVar(&b.debug, "debug", false, "keep function names and tracebacks, do not shrink")
	flag.BoolVar(&b.force, "force", false, "build even if no input changed")
	size := flag.Bool("size", false, "print the sizes and hold them to web/size-budget.json")
	flag.Parse()
	if err := run(b, *size); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(b build, size bool) error {
	m, err := b.make()
	if err != nil {
		return err
	}
	if !size {
		return nil
	}
	return checkBudget(os.Stdout, m, b.path("web/size-budget.json"))
}

// build is one run in the repository at root.
type build struct {
	root  string
	debug bool
	force bool
}

func (b build) path(name string) string { return filepath.Join(b.root, filepath.FromSlash(name)) }

// make brings web/dist up to date and returns its manifest.
func (b build) make() (*manifest, error) {
	go_, err := findToolchain()
	if err != nil {
		return nil, err
	}
	inputs, err := b.digest(go_)
	if err != nil {
		return nil, err
	}
	dist := b.path("web/dist")
	if m := readManifest(dist); !b.force && m.upToDate(dist, inputs) {
		fmt.Println("web/dist is up to date")
		return m, nil
	}
	files, shrunk, err := b.files(go_)
	if err != nil {
		return nil, err
	}
	m := &manifest{Inputs: inputs, Go: go_.version, Shrunk: shrunk}
	return m, m.write(dist, files)
}

// files makes everything in memory.
func (b build) files(go_ toolchain) (list []file, shrunk bool, err error) {
	modules := modules{}
	shrunk = true
	for _, t := range targets {
		text, small, err := b.module(go_, t)
		if err != nil {
			return nil, false, err
		}
		f := file{hashedName(t.name, text), text}
		modules[t.name], shrunk = module{f.name, shortIntegrity(text)}, shrunk && small
		list = append(list, f)
	}
	for _, s := range scripts {
		text, err := b.bundle(s, modules)
		if err != nil {
			return nil, false, err
		}
		list = append(list, file{s.name, text})
	}
	declarations, err := b.declarations()
	if err != nil {
		return nil, false, err
	}
	list = append(list, declarations...)
	sums, err := integrities(list)
	return append(list, file{integrityName, sums}), shrunk, err
}
