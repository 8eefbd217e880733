package main

import (
	"encoding/json"
	"errors"
	"maps"
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
	result, err := run(&out, []string{path}, 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1700 devices in the first of 1 populations, 2 weeks", "| shipped, population 1 | 1700 | ", "| calibrated on the other half | 850 | ", "| shipped, 1, Chromium on Windows | ", "| default | ", "ECE", "| clientjs | "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if m := result.Models[0]; m.Rank1 < 0.9 || m.TPR > m.Ceiling || m.Ceiling < 0.9 || len(result.Accounts) != 3 {
		t.Errorf("%+v", result)
	}
	if len(result.Peers) != 5 || result.Peers[1].ECE < 0 || result.Peers[2].ECE != -1 {
		t.Errorf("%+v", result.Peers)
	}
	if err := errors.Join(result.write(path+".json"), result.add("again="+path+".json")); err != nil || len(result.Parts) != 1 {
		t.Errorf("%v, %d parts", err, len(result.Parts))
	}
	for _, parts := range []string{"devices", "devices=" + path, "none=" + path + ".none"} {
		if err := result.add(parts); err == nil {
			t.Errorf("%s was added", parts)
		}
	}
}

// TestPeers: an exact hash outlives what it does not read, and nothing else; a fuzzy one
// is as near as the parts that are equal are wide.
func TestPeers(t *testing.T) {
	d := population.Synthetic(3, rand.New(rand.NewPCG(3, 3)))
	for _, p := range peers {
		for _, key := range []string{"keyboard", "ua.major", "tz.zone", "gpu.model"} {
			after := maps.Clone(d[0])
			after[key] += "0"
			reads := false
			for _, part := range p.parts {
				reads = reads || part.read(after) != part.read(d[0])
			}
			r := newReading(p, []population.Life{{Before: d[0], After: after}, {Before: d[1], After: d[1]}})
			switch own, other := r.similarity(0, 0), r.similarity(0, 1); {
			case reads != (own < 1), p.least == 1 && own != 0 && own != 1, p.least < 1 && (own < 0.9 || own <= other):
				t.Errorf("%s after another %s: %v, and %v with another device", p.name, key, own, other)
			}
		}
	}
	twins := newReading(peers[0], []population.Life{{Before: d[0], After: d[0]}, {Before: d[0], After: d[0]}, {Before: d[1], After: d[1]}, {Before: d[2], After: d[2]}})
	if row := twins.row(); row.Rank1 != 0.75 || row.FalseIDs != 0.25 || row.Missed != 0 {
		t.Errorf("%+v of two pairs, one of them twins", row)
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
