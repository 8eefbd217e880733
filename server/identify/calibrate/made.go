package calibrate

import (
	"math/rand/v2"

	"github.com/openrupt/openrupt/fingerprint"
)

// Made fits the rates that are shipped, from devices that are made up. What only real
// devices can tell stays that of [fingerprint.Segments]: how long a signal lasts, and how
// often two devices agree where the made-up ones agree less. What is fitted is how much
// more often two devices agree that are of one kind, which is what a device is mistaken
// for, what groups of segments say twice, and what a confidence is worth.
func Made(pairs []Pair, seed uint64) (fingerprint.Rates, error) {
	devices := byDevice(pairs, rand.New(rand.NewPCG(seed, 0)))
	if len(devices) < leastDevices {
		return fingerprint.Rates{}, &TooFew{len(pairs), len(devices)}
	}
	return fitAll(devices, unitFit{youngest: 30, fit: (*counts).onlyChance})
}

// onlyChance keeps how probable it is after a month that one device agrees, and raises
// U: so far that other devices differ twice as often as one does from itself. That one of
// them differs says something even where all made-up devices agree.
func (c *counts) onlyChance(i int, before fingerprint.Rate) fingerprint.Rate {
	table := fingerprint.SegmentRate(i)
	return table.RaisedTo(min(c.chance(i, before), 1-2*(1-table.M(30))))
}
