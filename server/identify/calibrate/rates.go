package calibrate

import (
	"math"

	"github.com/openrupt/openrupt/fingerprint"
)

const (
	// trust is how many comparisons what was known before is worth.
	trust = 30
	// ownTable is from how many devices on a kind of browsers has rates of its own.
	ownTable = 100
	// leastShare bounds what being of a rare kind is worth, to three nats: browsers that
	// hide everything are alike and rare.
	leastShare = 0.2
)

// unitFit is how the rates of a unit are fitted, and from which age on they hold.
type unitFit struct {
	youngest float64
	fit      func(c *counts, unit int, before fingerprint.Rate) fingerprint.Rate
}

// starts and keeps are what is tried for [fingerprint.Rate].
var (
	starts = []float64{0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.998, 1}
	keeps  = []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.998, 1}
)

// fitUnits fits the rates of all units; before are those to start from.
func (c *counts) fitUnits(how unitFit, before func(unit int) fingerprint.Rate) map[string]fingerprint.Rate {
	units := map[string]fingerprint.Rate{}
	for i, name := range fingerprint.UnitNames() {
		units[name] = how.fit(c, i, before(i))
	}
	return units
}

// chance is how often two devices agree in unit i.
func (c *counts) chance(i int, before fingerprint.Rate) float64 {
	d := c.different[i]
	return clamp((d.agree + trust*before.U) / (d.all + trust))
}

// fitUnit fits everything but the discount.
func (c *counts) fitUnit(i int, before fingerprint.Rate) fingerprint.Rate {
	u := c.chance(i, before)
	best, least := fingerprint.Rate{Start: max(before.Start, u), Keep: before.Keep, U: u, Discount: before.Discount}, math.Inf(1)
	for _, start := range append(starts, u) {
		for _, keep := range keeps {
			r := fingerprint.Rate{Start: start, Keep: keep, U: u, Discount: before.Discount}
			if start < u {
				continue
			}
			if loss := c.loss(i, r, before); loss < least {
				best, least = r, loss
			}
		}
	}
	return best
}

// loss is minus the logarithm of how probable the counts are, with what was known
// before at one and at six months.
func (c *counts) loss(i int, r, before fingerprint.Rate) float64 {
	sum := 0.0
	for age, t := range c.same[i] {
		if t.all > 0 {
			sum += cross(t.agree, t.all, r.M(c.days[age].agree/c.days[age].all))
		}
	}
	for _, days := range []float64{30, 180} {
		sum += cross(trust/2*before.M(days), trust/2, r.M(days))
	}
	return sum
}

func cross(agree, all, p float64) float64 {
	p = clamp(p)
	return -agree*math.Log(p) - (all-agree)*math.Log(1-p)
}

// clamp keeps a probability off certainty.
func clamp(p float64) float64 { return min(max(p, 1e-4), 1-1e-4) }
