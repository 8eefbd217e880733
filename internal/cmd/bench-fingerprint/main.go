// Bench-fingerprint measures how well prints tell devices apart and how honest
// their confidence is, on a population with weeks of simulated drift:
//
//	go run ./internal/cmd/bench-fingerprint -devices devices.jsonl
//
// devices.mjs of package population makes the devices, drift.csv has the rates of
// change. The devices are halved: a calibration is fitted to one half, and both it and
// the shipped model are tested on the other.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/population"
	"github.com/openrupt/openrupt/server/identify/calibrate"
)

func main() {
	devices := flag.String("devices", "devices.jsonl", "population, as devices.mjs writes it")
	weeks := flag.Int("weeks", 8, "weeks between the two prints of a device")
	seed := flag.Uint64("seed", 1, "seed of everything random")
	to := flag.String("json", "", "a file for the figures as JSON")
	flag.Parse()
	results, err := run(os.Stdout, *devices, *weeks, *seed)
	if err == nil && *to != "" {
		err = results.write(*to)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench-fingerprint:", err)
		os.Exit(1)
	}
}

// results are all figures of a run.
type results struct {
	Weeks     int       `json:"weeks"`
	Unchanged float64   `json:"unchanged"`
	Models    []figures `json:"models"`
	Accounts  []account `json:"accounts"`
}

func (r *results) write(path string) error {
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

func run(out io.Writer, path string, weeks int, seed uint64) (*results, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := rand.New(rand.NewPCG(seed, 0))
	devices, err := population.Read(file, r)
	if err != nil {
		return nil, err
	}
	events, err := population.Events()
	if err != nil {
		return nil, err
	}
	r.Shuffle(len(devices), func(i, j int) { devices[i], devices[j] = devices[j], devices[i] })
	pairs := population.Drifted(devices, events, weeks, r)
	train, test := pairs[:len(pairs)/2], pairs[len(pairs)/2:]
	fmt.Fprintf(out, "%d devices, %d weeks; calibrated on %d, tested on the others\n\n", len(pairs), weeks, len(train))

	result := &results{Weeks: weeks, Unchanged: unchanged(test)}
	fmt.Fprint(out, figuresHead)
	add := func(who string, pairs []population.Pair, m *fingerprint.Model) {
		f := measure(who, pairs, m)
		result.Models = append(result.Models, f)
		fmt.Fprint(out, f.row())
	}
	calibration, own, err := fit(train, seed)
	if err != nil {
		return nil, err
	}
	for _, m := range []struct {
		name  string
		model *fingerprint.Model
	}{{"shipped", fingerprint.Shipped()}, {"calibrated", own}} {
		add(m.name, test, m.model)
		for _, b := range browsers {
			if some := b.of(test); len(some) >= 30 { // fewer say nothing
				add(m.name+", "+b.name, some, m.model)
			}
		}
	}
	fmt.Fprintf(out, "\n%.3f of the prints are unchanged, as an exact hash would have to be\n\nReliability, as rupt calibrate prints it for the first half:\n\n", result.Unchanged)
	if err := calibration.Print(out); err != nil {
		return nil, err
	}
	result.Accounts = accounts(out, devices[len(devices)/2:], events, weeks, r)
	return result, nil
}

// fit is what rupt calibrate does.
func fit(pairs []population.Pair, seed uint64) (*calibrate.Calibration, *fingerprint.Model, error) {
	c, err := calibrate.Fit(labelled(pairs), seed)
	if err != nil {
		return nil, nil, err
	}
	m, err := fingerprint.NewModel(c.Rates)
	return c, m, err
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

func (b browser) of(pairs []population.Pair) []population.Pair {
	var some []population.Pair
	for _, p := range pairs {
		if e := p.Before.Environment(); e.Engine == b.engine && e.Platform == b.platform {
			some = append(some, p)
		}
	}
	return some
}
