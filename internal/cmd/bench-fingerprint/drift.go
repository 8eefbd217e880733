package main

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

//go:embed drift.csv
var eventFile string

// event is something that happens to a device in a week, with a probability.
type event struct {
	name     string
	weekly   float64
	how      string // next, novel, donor or flip
	segments []string
}

func readEvents() ([]event, error) {
	rows, err := csv.NewReader(strings.NewReader(eventFile)).ReadAll()
	if err != nil {
		return nil, err
	}
	var events []event
	for _, row := range rows[1:] {
		weekly, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", row[0], err)
		}
		events = append(events, event{row[0], weekly, row[2], strings.Fields(row[3])})
	}
	return events, nil
}

// pair is the print of a device before and after.
type pair struct{ before, after fingerprint.Print }

// drifted lets weeks pass for each device. Some lead a livelier life than others,
// by a log-normal factor with mean 1: in the FP-Stalker corpus a tenth of the
// browsers changed ten times as often as the median.
func drifted(devices []device, events []event, weeks int, r *rand.Rand) []pair {
	kin := map[string][]device{}
	for _, d := range devices {
		kin[d.kind()] = append(kin[d.kind()], d)
	}
	pairs := make([]pair, len(devices))
	for i, d := range devices {
		now := maps.Clone(d)
		pace := math.Exp(r.NormFloat64() - 0.5)
		for range weeks {
			for _, e := range events {
				chance := e.weekly
				if e.how != "next" {
					chance *= pace
				}
				if r.Float64() < chance {
					e.happen(now, kin[d.kind()], r)
				}
			}
		}
		pairs[i] = pair{d.print(), now.print()}
	}
	return pairs
}

// kind is what a device shares with those that it can get values from.
func (d device) kind() string { return d["ua.engine"] + d.family() + d["ua.brand"] }

// happen changes d. A muted or absent signal has nothing to change.
func (e event) happen(d device, kin []device, r *rand.Rand) {
	donor := kin[r.IntN(len(kin))]
	for _, key := range e.segments {
		if d[key] == muted || d[key] == "" && e.how != "donor" {
			continue
		}
		switch e.how {
		case "next":
			major, _ := strconv.Atoi(d[key])
			d[key] = strconv.Itoa(major + 1)
		case "flip":
			d[key] = map[string]string{"dark": "light", "light": "dark"}[d[key]]
		case "donor":
			d[key] = donor[key]
		default:
			d[key] = novel(key, r)
		}
	}
}

// novel is a value that no device had before, in the form of the segment.
func novel(key string, r *rand.Rand) string {
	number := strconv.FormatUint(r.Uint64()%100_000, 10)
	switch key {
	case "canvas.text":
		return digest(key, number) + "|" + digest(key, "small", number)
	case "canvas.emoji", "gpu.render":
		return digest(key, number)
	case "voices":
		return "\n" + number
	}
	return number
}
