package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/openrupt/openrupt/internal/population"
)

// TestRun: equal devices give equal rates, as a Go file that is formatted.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	devices := filepath.Join(dir, "devices.jsonl")
	var lines bytes.Buffer
	for _, d := range population.Synthetic(1000, rand.New(rand.NewPCG(1, 1))) {
		if err := json.NewEncoder(&lines).Encode(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(devices, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var texts [2][]byte
	for i := range texts {
		to := filepath.Join(dir, "shipped.go")
		if err := run(devices, to, 8, 1); err != nil {
			t.Fatal(err)
		}
		var err error
		if texts[i], err = os.ReadFile(to); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(texts[0], texts[1]) {
		t.Error("two runs differ")
	}
	for _, want := range []string{"DO NOT EDIT", `{"b", "w", `, `{"gpu.model", `, `{"mem.class/2", `, "shippedTemperature = "} {
		if !bytes.Contains(texts[0], []byte(want)) {
			t.Errorf("no %q in\n%s", want, texts[0])
		}
	}
	if err := run(filepath.Join(dir, "none"), devices, 8, 1); err == nil {
		t.Error("devices that are not there were read")
	}
}
