// Command overlay writes the overlay of the Go runtime into a directory and
// prints the path of the file for go build -overlay; see package overlay. Files
// named behind the directory are lists to use instead of the committed ones.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/openrupt/openrupt/internal/overlay"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: overlay DIR [LIST...]")
		os.Exit(2)
	}
	path, err := run(os.Args[1], os.Args[2:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(path)
}

func run(dir string, files []string) (string, error) {
	var lists []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		lists = append(lists, string(text))
	}
	out, err := exec.Command("go", "env", "GOROOT", "GOVERSION").Output()
	if err != nil {
		return "", fmt.Errorf("overlay: go env: %w", err)
	}
	lines := strings.Split(string(out), "\n")
	return overlay.Write(dir, lines[0], lines[1], lists...)
}
