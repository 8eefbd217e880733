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

// module compiles ./wasm. The overlay and the packer know one Go release; with
// another one the module is built without them, works the same, and is larger.
func (b build) module(go_ toolchain) (module []byte, shrunk bool, err error) {
	if b.debug {
		module, err = b.compile(nil, "-trimpath")
		return module, false, err
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
		module, err = b.compile(nil, strip...)
	case err == nil:
		module, err = b.compile(overlay.Environment, append(strip, "-overlay="+file)...)
		shrunk = true
	}
	if err != nil {
		return nil, false, err
	}
	packed, _, err := wasmpack.Pack(module)
	if errors.Is(err, wasmpack.ErrVersion) {
		warn("the module is not packed", err)
		return module, false, nil
	}
	return packed, shrunk, err
}

func warn(what string, why error) {
	fmt.Fprintf(os.Stderr, "\n*** build: %s: %v\n*** The SDK works, but is larger than it needs to be.\n\n", what, why)
}

func (b build) compile(env []string, flags ...string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "rupt-wasm-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "rupt.wasm")
	args := append([]string{"build", "-o", out}, flags...)
	if _, err := b.command(env, append(args, "./wasm")...).Output(); err != nil {
		return nil, explain(err)
	}
	return os.ReadFile(out)
}

// hashedName lets browsers keep the module for ever.
func hashedName(module []byte) string {
	sum := sha256.Sum256(module)
	return "rupt-" + hex.EncodeToString(sum[:6]) + ".wasm"
}
