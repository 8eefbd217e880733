package population

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

// Event is something that happens to a device.
type Event struct {
	Name string
	// Weekly is the probability that it happens within a week.
	Weekly float64
	// How says where the new value comes from: next, novel, donor or flip.
	How      string
	Segments []string
}

// Events are those of drift.csv, which says where each rate comes from.
func Events() ([]Event, error) {
	rows, err := csv.NewReader(strings.NewReader(eventFile)).ReadAll()
	if err != nil {
		return nil, err
	}
	var events []Event
	for _, row := range rows[1:] {
		weekly, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", row[0], err)
		}
		events = append(events, Event{row[0], weekly, row[2], strings.Fields(row[3])})
	}
	return events, nil
}

// Life is a device before and after.
type Life struct {
	Before, After Device
	Days          float64
}

// Pair is the print of a device before and after.
type Pair struct {
	Before, After fingerprint.Print
	Days          float64
}

// Drifted lets weeks pass for each device.
func Drifted(devices []Device, events []Event, weeks int, r *rand.Rand) []Pair {
	return Drift(devices, events, r, func() int { return weeks })
}

// Drift is [Lives] for whom prints are enough.
func Drift(devices []Device, events []Event, r *rand.Rand, weeks func() int) []Pair {
	lives := Lives(devices, events, r, weeks)
	pairs := make([]Pair, len(lives))
	for i, l := range lives {
		pairs[i] = l.Pair()
	}
	return pairs
}

// Pair is the prints of l.
func (l Life) Pair() Pair { return Pair{l.Before.Print(), l.After.Print(), l.Days} }

// Lives lets as many weeks pass for each device as weeks says. Some devices lead a
// livelier life than others, by a log-normal factor with mean 1: in the FP-Stalker
// corpus a tenth of the browsers changed ten times as often as the median.
func Lives(devices []Device, events []Event, r *rand.Rand, weeks func() int) []Life {
	kin := map[string][]Device{}
	for _, d := range devices {
		kin[d.kind()] = append(kin[d.kind()], d)
	}
	lives := make([]Life, len(devices))
	for i, d := range devices {
		now, n := maps.Clone(d), weeks()
		pace := math.Exp(r.NormFloat64() - 0.5)
		for range n {
			now.week(events, pace, kin[d.kind()], r)
		}
		lives[i] = Life{d, now, float64(7 * n)}
	}
	return lives
}

// week lets a week pass.
func (d Device) week(events []Event, pace float64, kin []Device, r *rand.Rand) {
	for _, e := range events {
		chance := e.Weekly
		if e.How != "next" {
			chance *= pace
		}
		if r.Float64() < chance {
			e.happen(d, kin, r)
		}
	}
}

// kind is what a device shares with those that it can get values from.
func (d Device) kind() string { return d["ua.engine"] + d.family() + d["ua.brand"] }

// happen changes d. A muted or absent signal has nothing to change.
func (e Event) happen(d Device, kin []Device, r *rand.Rand) {
	donor := kin[r.IntN(len(kin))]
	for _, key := range e.Segments {
		if d[key] == muted || d[key] == "" && e.How != "donor" {
			continue
		}
		switch e.How {
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
