package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDocumentsAreFresh(t *testing.T) {
	for path, generate := range documents {
		want, err := generate("../../..")
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("../../..", path))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s is older than its source: run go run ./internal/cmd/gendocs", path)
		}
	}
}
