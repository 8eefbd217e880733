package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/openrupt/openrupt/internal/overlay"
	"github.com/openrupt/openrupt/internal/wasmpack"
)

// target is one WebAssembly module: its package and the name that budgets know it by.
type target struct{ name, pkg string }

// targets are the modules. A page that attaches downloads the first, and only who is
// challenged the second.
var targets = []target{{"rupt", "./wasm"}, {"rupt-challenge", "./wasm/challenge"}}

// module is a built WebAssembly module: the name of its file, and its integrity.
type module struct{ file, integrity string }

// modules are by the names of their targets.
type modules map[string]module

// module compiles a target. The overlay and the packer know one Go release; with
// another one the module is built without them, works the same, and is larger.
func (b build) module(go_ toolchain, t target) (text []byte, shrunk bool, err error) {
	if b.debug {
		text, err = b.compile(nil, t.pkg, "-trimpath")
		return text, false, err
	}
	dir, err := os.MkdirTemp("", "rupt-overlay-")
	if err != nil {
		return nil, false, err
	}
	defer os.RemoveAll(dir)
	// Inlined code of ours costs more bytes than the calls cost time.
	strip := []string{"-trimpath", "-ldflags=-s -w -buildid=", "-gcflags=" + modulePath + "/...=-l"}
	file, err := overlay.Write(dir, go_.root, go_.version)
	switch {
	case errors.Is(err, overlay.ErrVersion):
		warn("the Go runtime is not slimmed", err)
		text, err = b.compile(nil, t.pkg, strip...)
	case err == nil:
		// Nothing of ours has a map, so none is linked, unless package unicode makes its
		// own at start instead of when one is used.
		lazy := "-gcflags=unicode=-d=wrapglobalmapctl=2"
		text, err = b.compile(overlay.Environment, t.pkg, append(strip, "-overlay="+file, lazy)...)
		shrunk = true
	}
	if err != nil {
		return nil, false, err
	}
	packed, _, err := wasmpack.Pack(text)
	if errors.Is(err, wasmpack.ErrVersion) {
		warn("the module is not packed", err)
		return text, false, nil
	}
	return packed, shrunk, err
}

func warn(what string, why error) {
	fmt.Fprintf(os.Stderr, "\n*** build: %s: %v\n*** The SDK works, but is larger than it needs to be.\n\n", what, why)
}

func (b build) compile(env []string, pkg string, flags ...string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "rupt-wasm-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "rupt.wasm")
	args := append([]string{"build", "-o", out}, flags...)
	if _, err := b.command(env, append(args, pkg)...).Output(); err != nil {
		return nil, explain(err)
	}
	return os.ReadFile(out)
}

// hashedName lets browsers keep a module for ever.
func hashedName(name string, text []byte) string {
	sum := sha256.Sum256(text)
	return name + "-" + hex.EncodeToString(sum[:6]) + ".wasm"
}
