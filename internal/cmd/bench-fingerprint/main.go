// Bench-fingerprint measures how well prints tell devices apart and how honest
// their confidence is, on populations with weeks of simulated drift:
//
//	go run ./internal/cmd/bench-fingerprint devices-1.jsonl devices-2.jsonl
//
// devices.mjs of package population makes the devices, drift.csv has the rates of
// change. The shipped model is tested on all devices of each file, which are of other seeds
// than those that fit-rates learnt from. Those of the first are also halved: a calibration
// is fitted to one half and tested on the other. Beside it stand the peers, on the same
// devices and changes.
package main

import (
	"encoding/json"
	"errors"
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
	weeks := flag.Int("weeks", 8, "weeks between the two prints of a device")
	seed := flag.Uint64("seed", 1, "seed of everything random, one more with each file")
	to := flag.String("json", "", "a file for the figures as JSON")
	parts := flag.String("parts", "", "JSON files of other benchmarks to add: NAME=FILE, by spaces")
	flag.Parse()
	results, err := run(os.Stdout, flag.Args(), *weeks, *seed)
	if err == nil {
		err = results.add(*parts)
	}
	if err == nil && *to != "" {
		err = results.write(*to)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench-fingerprint:", err)
		os.Exit(1)
	}
}

// life is what became of the devices of a file.
type life struct {
	devices []population.Device
	events  []population.Event
	lives   []population.Life
	pairs   []population.Pair
	random  *rand.Rand
}

func newLife(path string, weeks int, seed uint64) (*life, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	l := &life{random: rand.New(rand.NewPCG(seed, 0))}
	if l.devices, err = population.Read(file, l.random); err != nil {
		return nil, err
	}
	if l.events, err = population.Events(); err != nil {
		return nil, err
	}
	l.random.Shuffle(len(l.devices), func(i, j int) { l.devices[i], l.devices[j] = l.devices[j], l.devices[i] })
	l.lives = population.Lives(l.devices, l.events, l.random, func() int { return weeks })
	for _, one := range l.lives {
		l.pairs = append(l.pairs, one.Pair())
	}
	return l, nil
}

func run(out io.Writer, paths []string, weeks int, seed uint64) (*results, error) {
	if len(paths) == 0 {
		return nil, errors.New("want files of devices")
	}
	var first *life
	result := &results{Weeks: weeks}
	for i, path := range paths {
		l, err := newLife(path, weeks, seed+uint64(i))
		if err != nil {
			return nil, err
		}
		if i == 0 {
			first = l
			fmt.Fprintf(out, "%d devices in the first of %d populations, %d weeks\n\n%s", len(l.pairs), len(paths), weeks, figuresHead)
		}
		result.model(out, fmt.Sprintf("shipped, population %d", i+1), l.pairs, fingerprint.Shipped())
	}
	if err := result.calibrated(out, first, seed); err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "\nThe first population, by the peers:\n\n")
	result.Peers = comparePeers(out, first, result.Models[0])
	result.Unchanged = unchanged(first.pairs)
	fmt.Fprintf(out, "\n%.3f of the prints are unchanged, as an exact hash would have to be\n", result.Unchanged)
	result.Accounts = accounts(out, first, weeks)
	return result, nil
}

// model measures a model and prints its row.
func (r *results) model(out io.Writer, who string, pairs []population.Pair, m *fingerprint.Model) {
	f := measure(who, pairs, m)
	r.Models = append(r.Models, f)
	fmt.Fprint(out, f.row())
}

// calibrated adds kinds of browsers, and what a calibration makes of half of the devices.
func (r *results) calibrated(out io.Writer, l *life, seed uint64) error {
	train, test := l.pairs[:len(l.pairs)/2], l.pairs[len(l.pairs)/2:]
	calibration, own, err := fit(train, seed)
	if err != nil {
		return err
	}
	for _, b := range browsers {
		if some := b.of(l.pairs); len(some) >= 30 { // fewer say nothing
			r.model(out, "shipped, 1, "+b.name, some, fingerprint.Shipped())
		}
	}
	r.model(out, "shipped, half of 1", test, fingerprint.Shipped())
	r.model(out, "calibrated on the other half", test, own)
	fmt.Fprintf(out, "\nReliability, as rupt calibrate prints it for half of the first population:\n\n")
	return calibration.Print(out)
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

// results are all figures of a run.
type results struct {
	Weeks     int       `json:"weeks"`
	Unchanged float64   `json:"unchanged"`
	Models    []figures `json:"models"`
	Peers     []peerRow `json:"peers"`
	Accounts  []account `json:"accounts"`
	// Parts are what other benchmarks wrote, by name.
	Parts map[string]json.RawMessage `json:"parts,omitempty"`
}

func (r *results) write(path string) error {
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}
