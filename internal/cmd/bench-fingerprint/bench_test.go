package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/fingerprint"
)

func TestEventsNameSegments(t *testing.T) {
	events, err := readEvents()
	if err != nil || len(events) < 20 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	for _, e := range events {
		if e.weekly <= 0 || e.weekly > 0.5 || !slices.Contains([]string{"next", "novel", "donor", "flip"}, e.how) {
			t.Errorf("%s: %v a week, %q", e.name, e.weekly, e.how)
		}
		for _, key := range e.segments {
			if _, ok := fingerprint.SegmentIndex(key); !ok {
				t.Errorf("%s: no segment %q", e.name, key)
			}
		}
	}
}

// Everything that the benchmark makes up has to be understood by the encoders.
func TestMadeUpValuesAreUnderstood(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	devices, err := readPopulation(strings.NewReader(population(t, 50)), r)
	if err != nil {
		t.Fatal(err)
	}
	events, err := readEvents()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range drifted(devices, events, 50, r) {
		for i := range fingerprint.Segments {
			if p.before.State(i) == fingerprint.Failed || p.after.State(i) == fingerprint.Failed {
				t.Fatalf("%s failed", fingerprint.Segments[i].Key)
			}
		}
	}
}

// population writes devices in the form of devices.mjs.
func population(t *testing.T, n int) string {
	r := rand.New(rand.NewPCG(2, 2))
	var b strings.Builder
	for range n {
		gpu := fmt.Sprintf("ANGLE (NVIDIA, NVIDIA GeForce RTX %d Direct3D11 vs_5_0 ps_5_0, D3D11)", 3000+r.IntN(90))
		line, err := json.Marshal(map[string]string{
			"ua.engine": "blink", "ua.brand": "Google Chrome", "ua.major": "147", "os.release": "Windows|15.0.0",
			"gpu.model": gpu, "gpu.vendor": "|" + gpu, "gpu.api": "webgl2|" + gpu, "cpu.cores": "8", "mem.class": "8",
			"screen.size": fmt.Sprintf("%dx1080@1", 1920+16*r.IntN(20)), "screen.dpr": "1", "input.pointer": "fine,hover",
			"fonts": "Century Gothic,MS Outlook",
		})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.String()
}

func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "devices.jsonl")
	if err := os.WriteFile(path, []byte(population(t, 80)), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run(&out, path, 2, 1); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"80 devices, 2 weeks", "| shipped | 1.00 | ", "| fitted | ", "Reliability", "| default | "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
