//go:build !js

package jsx_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// The bridge has two halves, which only work together: a program tries all of it in
// Node.
func TestBridge(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	module := filepath.Join(t.TempDir(), "selftest.wasm")
	build := exec.CommandContext(ctx, "go", "build", "-o", module, "./testdata/selftest")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.CommandContext(ctx, "node", "testdata/run.mjs", module, "bridge.js").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
