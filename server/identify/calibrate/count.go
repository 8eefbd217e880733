package calibrate

import (
	"math"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

// ages are the upper ends of the spans of days by which agreement is counted.
var ages = []float64{1, 2, 4, 8, 16, 32, 64, 128, 256, math.Inf(1)}

func ageOf(days float64) int {
	i := 0
	for days > ages[i] {
		i++
	}
	return i
}

// tally counts comparisons of a unit.
type tally struct{ agree, all float64 }

// counts are what is counted for one kind of browsers.
type counts struct {
	// same is by unit and age, days the sum of the ages there.
	same [][]tally
	days []tally // agree is the sum of the days here, all how many
	// different is by unit.
	different []tally
	devices   float64
	// compatible counts which strangers of the same kind could be taken for each other.
	compatible tally
}

func newCounts() *counts {
	n := len(fingerprint.UnitNames())
	c := &counts{same: make([][]tally, n), days: make([]tally, len(ages)), different: make([]tally, n)}
	for i := range n {
		c.same[i] = make([]tally, len(ages))
	}
	return c
}

// add counts unit i of two prints. What is absent in both is no agreement.
func (t *tally) add(a, b fingerprint.Print, i int, weight float64) {
	x, y := a.Unit(i), b.Unit(i)
	if skipped(x) || skipped(y) || x == y && x[0] == byte(fingerprint.Absent) {
		return
	}
	t.all += weight
	if x == y {
		t.agree += weight
	}
}

func skipped(unit string) bool {
	return unit[0] == byte(fingerprint.Muted) || unit[0] == byte(fingerprint.Failed)
}

// device counts the pairs of one device, each as a part of one.
func (c *counts) device(pairs []Pair) {
	c.devices++
	weight := 1 / float64(len(pairs))
	for _, p := range pairs {
		if !p.compatible() {
			continue
		}
		age := ageOf(p.Days)
		c.days[age].agree += weight * p.Days
		c.days[age].all += weight
		for i := range c.same {
			c.same[i][age].add(p.Current, p.Last, i, weight)
		}
	}
}

// stranger counts two devices, if they could be taken for each other.
func (c *counts) stranger(a, b fingerprint.Print) {
	c.compatible.all++
	if !identify.Compatible(a, b) {
		return
	}
	c.compatible.agree++
	for i := range c.different {
		c.different[i].add(a, b, i, 1)
	}
}

// strangersEach is with how many others each device is compared.
const strangersEach = 60

// count counts devices, all of them and by kind.
func count(devices [][]Pair) (all *counts, kinds map[kind]*counts) {
	all, kinds = newCounts(), map[kind]*counts{}
	members := map[kind][][]Pair{}
	for _, pairs := range devices {
		k := kindOf(pairs[0].Last)
		if kinds[k] == nil {
			kinds[k] = newCounts()
		}
		all.device(pairs)
		kinds[k].device(pairs)
		members[k] = append(members[k], pairs)
	}
	for k, list := range members {
		for i, pairs := range list {
			for step := 1; step <= min(strangersEach, len(list)-1); step++ {
				other := list[(i+step)%len(list)][0].Last // the order is random
				all.stranger(pairs[0].Current, other)
				kinds[k].stranger(pairs[0].Current, other)
			}
		}
	}
	return all, kinds
}
