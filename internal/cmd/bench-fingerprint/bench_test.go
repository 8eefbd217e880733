package main

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/population"
)

func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "devices.jsonl")
	var lines strings.Builder
	for _, d := range population.Synthetic(1700, rand.New(rand.NewPCG(1, 1))) {
		d["fonts"] = d["font.b1"] // as devices.mjs has them: in one list
		if err := json.NewEncoder(&lines).Encode(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	result, err := run(&out, path, 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1700 devices, 2 weeks", "| shipped | 850 | ", "| calibrated | 850 | ", "| calibrated, Chromium on Windows | ", "| default | ", "ECE"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if m := result.Models[0]; m.Rank1 < 0.9 || m.TPR > m.Ceiling || m.Ceiling < 0.9 || len(result.Accounts) != 3 {
		t.Errorf("%+v", result)
	}
}

// TestCeiling: of five devices two are alike, so nobody can tell more than three.
func TestCeiling(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	var pairs []population.Pair
	for _, d := range population.Synthetic(5, r) {
		pairs = append(pairs, population.Pair{Before: d.Print()})
	}
	if got := ceiling(pairs); got != 1 {
		t.Errorf("%v of devices that all differ", got)
	}
	pairs[4] = pairs[0]
	if got := ceiling(pairs); got != 0.6 {
		t.Errorf("%v with a pair of twins", got)
	}
}
