// Bench-fingerprint measures how well prints tell devices apart and how honest
// their confidence is, on a population with weeks of simulated drift:
//
//	go run ./internal/cmd/bench-fingerprint -devices devices.jsonl
//
// devices.mjs makes the population, drift.csv has the rates of change. The devices
// are halved: weights and temperature are fitted on one half and tested on the other.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"github.com/openrupt/openrupt/fingerprint"
)

func main() {
	devices := flag.String("devices", "devices.jsonl", "population, as devices.mjs writes it")
	weeks := flag.Int("weeks", 8, "weeks between the two prints of a device")
	seed := flag.Uint64("seed", 1, "seed of everything random")
	flag.Parse()
	if err := run(os.Stdout, *devices, *weeks, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "bench-fingerprint:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, path string, weeks int, seed uint64) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	r := rand.New(rand.NewPCG(seed, 0))
	devices, err := readPopulation(file, r)
	if err != nil {
		return err
	}
	events, err := readEvents()
	if err != nil {
		return err
	}
	r.Shuffle(len(devices), func(i, j int) { devices[i], devices[j] = devices[j], devices[i] })
	pairs := drifted(devices, events, weeks, r)
	train, test := pairs[:len(pairs)/2], pairs[len(pairs)/2:]

	fmt.Fprintf(out, "%d devices, %d weeks; fitted on %d, tested on the others\n\n", len(pairs), weeks, len(train))
	fmt.Fprintf(out, "| weights | temperature | rank-1 | rank-1, not identical at first | TPR at FPR 1e-4 | ECE | false ids a device | missed |\n|---|---|---|---|---|---|---|---|\n")
	for _, s := range []scorer{shipped{}, fit(train)} {
		t := fitTemperature(train, s)
		for _, temperature := range []float64{1, t} {
			fmt.Fprintln(out, measure(test, s, temperature).row(s.name(), temperature))
		}
	}
	t := fitTemperature(train, shipped{})
	for _, g := range browsers {
		some := g.of(test)
		if len(some) < 30 {
			continue // too few to say anything
		}
		fmt.Fprintln(out, measure(some, shipped{}, t).row(fmt.Sprintf("shipped, %d × %s", len(some), g.name), t))
	}
	fmt.Fprintf(out, "\n%.3f of the prints are unchanged, as an exact hash would have to be\n\n", unchanged(test))
	fmt.Fprint(out, reliability(test, shipped{}, t))
	accounts(out, devices[len(devices)/2:], events, weeks, r)
	return nil
}

// browsers are groups in which other signals are muted.
var browsers = []browser{
	{"Chromium on Windows", fingerprint.Blink, fingerprint.Windows},
	{"Chromium on macOS", fingerprint.Blink, fingerprint.MacOS},
	{"Chromium on Android", fingerprint.Blink, fingerprint.Android},
	{"Safari on macOS", fingerprint.WebKit, fingerprint.MacOS},
	{"Safari on iOS", fingerprint.WebKit, fingerprint.IOS},
}

type browser struct {
	name     string
	engine   fingerprint.Engine
	platform fingerprint.Platform
}

func (b browser) of(pairs []pair) []pair {
	var some []pair
	for _, p := range pairs {
		if e := p.before.Environment(); e.Engine == b.engine && e.Platform == b.platform {
			some = append(some, p)
		}
	}
	return some
}
