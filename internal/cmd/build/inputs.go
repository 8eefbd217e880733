package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

const modulePath = "github.com/openrupt/openrupt"

// digest is of everything that web/dist is made of: our sources, the versions of the
// others, the toolchain and the flags.
func (b build) digest(go_ toolchain) (string, error) {
	names, err := b.inputs()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, go_.version, b.debug)
	for _, name := range names {
		text, err := os.ReadFile(b.path(name))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(text))
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// inputs are the files of ours, relative to the root, in order.
func (b build) inputs() ([]string, error) {
	names := append([]string{"go.mod", "go.sum"}, types...)
	list := []string{"list", "-deps", "-json=Dir,ImportPath,GoFiles"}
	for _, t := range targets {
		list = append(list, t.pkg)
	}
	linked, err := b.sources(b.command(nil, list...).Output())
	if err != nil {
		return nil, err
	}
	names = append(names, linked...)
	for _, pattern := range []string{
		"web/*.js", "web/bindings/*.js", "fingerprint/collect/*.js", "internal/jsx/*.js",
		"internal/cmd/build/*", "internal/overlay/*", "internal/wasmpack/*",
	} {
		found, err := filepath.Glob(b.path(pattern))
		if err != nil {
			return nil, err
		}
		for _, name := range found {
			if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && !strings.HasSuffix(name, "_test.go") {
				names = append(names, path.Join(path.Dir(pattern), filepath.Base(name)))
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// sources reads what go list says of our packages.
func (b build) sources(list []byte, err error) (names []string, _ error) {
	if err != nil {
		return nil, explain(err)
	}
	root, err := filepath.Abs(b.root)
	if err != nil {
		return nil, err
	}
	for decoder := json.NewDecoder(strings.NewReader(string(list))); ; {
		var p struct {
			Dir, ImportPath string
			GoFiles         []string
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return names, nil
		} else if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(p.ImportPath, modulePath+"/") {
			continue
		}
		dir, err := filepath.Rel(root, p.Dir)
		if err != nil {
			return nil, err
		}
		for _, name := range p.GoFiles {
			names = append(names, filepath.ToSlash(filepath.Join(dir, name)))
		}
	}
}
