// Gendocs writes the documents that say what code says: run it from the root of the
// module as
//
//	go run ./internal/cmd/gendocs
//
// A test fails while a document is older than its source.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// documents are the generated files, by path from the root of the module, which their
// generators are given.
var documents = map[string]func(root string) ([]byte, error){
	"docs/fingerprint.md": fingerprintDocument,
	"docs/policy.md":      policyDocument,
}

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "gendocs:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	for path, generate := range documents {
		text, err := generate(root)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := os.WriteFile(filepath.Join(root, path), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
