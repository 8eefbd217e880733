package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

// file is one file to be written.
type file struct {
	name string
	text []byte
}

// manifest describes web/dist.
type manifest struct {
	// Inputs is the digest of everything that the files were made of.
	Inputs string `json:"inputs"`
	// Go is the version of the toolchain.
	Go string `json:"go"`
	// Shrunk says that the runtime was slimmed and the module packed.
	Shrunk bool    `json:"shrunk"`
	Files  []entry `json:"files"`
}

// entry is one file with its sizes in bytes.
type entry struct {
	Name   string `json:"name"`
	Raw    int    `json:"raw"`
	Gzip   int    `json:"gzip,omitempty"`
	Brotli int    `json:"brotli,omitempty"`
}

const manifestName = "manifest.json"

func readManifest(dist string) *manifest {
	m := new(manifest)
	text, err := os.ReadFile(filepath.Join(dist, manifestName))
	if err != nil || json.Unmarshal(text, m) != nil {
		return nil
	}
	return m
}

// upToDate says whether dist has what inputs would make.
func (m *manifest) upToDate(dist, inputs string) bool {
	if m == nil || m.Inputs != inputs {
		return false
	}
	for _, e := range m.Files {
		if info, err := os.Stat(filepath.Join(dist, e.Name)); err != nil || info.Size() != int64(e.Raw) {
			return false
		}
	}
	return true
}

// write puts files, their compressed twins and, last, the manifest into dist, and
// removes what an earlier build has left.
func (m *manifest) write(dist string, files []file) error {
	var all []file
	for _, f := range files {
		e := entry{Name: f.name, Raw: len(f.text)}
		all = append(all, f)
		if !isTypes(f.name) && f.name != integrityName {
			br, gz := brotlied(f.text), gzipped(f.text)
			e.Brotli, e.Gzip = len(br), len(gz)
			all = append(all, file{f.name + ".br", br}, file{f.name + ".gz", gz})
		}
		m.Files = append(m.Files, e)
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	all = append(all, file{manifestName, append(text, '\n')})
	for _, f := range all {
		if err := replace(filepath.Join(dist, f.name), f.text); err != nil {
			return err
		}
	}
	return removeOthers(dist, all)
}

// replace writes a file that a running server may be reading.
func replace(name string, text []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), ".build-")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	if _, err := temporary.Write(text); err != nil {
		return err
	}
	if err := temporary.Chmod(0o644); err != nil {
		return err
	}
	if err := temporary.Close(); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), name)
}

func removeOthers(dist string, keep []file) error {
	names := map[string]bool{}
	for _, f := range keep {
		names[f.name] = true
	}
	entries, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !names[e.Name()] && !strings.HasPrefix(e.Name(), ".") {
			if err := os.Remove(filepath.Join(dist, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func brotlied(text []byte) []byte {
	var b bytes.Buffer
	compress(brotli.NewWriterLevel(&b, brotli.BestCompression), text)
	return b.Bytes()
}

func gzipped(text []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is known
	compress(w, text)
	return b.Bytes()
}

// compress cannot fail: w writes into a bytes.Buffer.
func compress(w io.WriteCloser, text []byte) {
	_, _ = w.Write(text)
	_ = w.Close()
}
