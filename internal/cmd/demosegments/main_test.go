package main

import (
	"bytes"
	"os"
	"testing"
)

// The committed module must be the one that the layout gives.
func TestModuleIsCurrent(t *testing.T) {
	committed, err := os.ReadFile("../../../web/demo/app/segments.js")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, module()) {
		t.Error("web/demo/app/segments.js is not what the layout gives: run `make gen`")
	}
}
