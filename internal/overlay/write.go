package overlay

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// GoVersion is the one Go release whose runtime the lists of stubs fit.
const GoVersion = "go1.26.8"

// ErrVersion says that the stubs were not tried with this Go release.
var ErrVersion = errors.New("overlay: unknown Go release")

// Environment is what to add to the environment of the go command. The garbage
// collector that was the default up to Go 1.25 is smaller and, on one thread
// with a heap of a few megabytes, not slower.
var Environment = []string{"GOEXPERIMENT=nogreenteagc"}

// Write makes the overlay in dir, which it creates, and gives the path of the
// file for go build -overlay. The version is that of the toolchain in goroot,
// as in go env GOVERSION; it must be [GoVersion], or the error is [ErrVersion].
// Texts of lists, if any, take the place of the committed ones, to try them.
func Write(dir, goroot, version string, lists ...string) (string, error) {
	if version, _, _ = strings.Cut(version, " "); version != GoVersion {
		return "", fmt.Errorf("%w: have %s, known is %s", ErrVersion, version, GoVersion)
	}
	if len(lists) == 0 {
		lists = []string{stubsA, stubsB, stubsC}
	}
	stubs, err := parseStubs(strings.Join(lists, "\n"))
	if err != nil {
		return "", err
	}
	return write(dir, filepath.Join(goroot, "src"), stubs)
}

func write(dir, src string, stubs []stub) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	replace := make(map[string]string)
	for _, pkg := range packages(stubs) {
		files, err := patchPackage(filepath.Join(src, filepath.FromSlash(pkg)), of(stubs, pkg))
		if err != nil {
			return "", fmt.Errorf("overlay: package %s: %w", pkg, err)
		}
		for path, text := range files {
			name := strings.ReplaceAll(pkg, "/", "_") + "_" + filepath.Base(path)
			replace[path] = filepath.Join(dir, name)
			if err := writeChanged(replace[path], text); err != nil {
				return "", err
			}
		}
	}
	text, err := json.MarshalIndent(map[string]any{"Replace": replace}, "", "\t")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "overlay.json")
	return path, writeChanged(path, text)
}

func packages(stubs []stub) []string {
	var all []string
	for _, s := range stubs {
		all = append(all, s.pkg)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func of(stubs []stub, pkg string) map[string]stub {
	byName := make(map[string]stub)
	for _, s := range stubs {
		if s.pkg == pkg {
			byName[s.name] = s
		}
	}
	return byName
}

// writeChanged leaves a file alone that is right already, so that two builds
// at a time do not see each other's half-written files.
func writeChanged(path string, text []byte) error {
	if old, err := os.ReadFile(path); err == nil && string(old) == string(text) {
		return nil
	}
	fresh, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = fresh.Write(text)
	if err = errors.Join(err, fresh.Close()); err == nil {
		err = os.Rename(fresh.Name(), path)
	}
	if err != nil {
		os.Remove(fresh.Name())
	}
	return err
}
