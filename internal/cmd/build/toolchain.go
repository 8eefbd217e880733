package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// toolchain is the Go that builds the module.
type toolchain struct{ root, version string }

func findToolchain() (toolchain, error) {
	out, err := exec.Command("go", "env", "GOROOT", "GOVERSION").Output()
	if err != nil {
		return toolchain{}, explain(err)
	}
	root, version, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return toolchain{root, version}, nil
}

// command is a go command for the browser.
func (b build) command(extra []string, args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	cmd.Env = append(cmd.Env, extra...)
	return cmd
}

// explain adds what a command said to the error.
func explain(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return fmt.Errorf("%w\n%s", err, exit.Stderr)
	}
	return err
}
