package calibrate

import (
	"math"
	"slices"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

const (
	// learners is how many devices at most discounts are learnt from.
	learners = 3000
	// rivals is with how many strangers each of them is compared.
	rivals = 60
	// inertia is how strongly a discount is held to what it was, and sweeps how often all
	// are gone through; they hardly move after ten.
	inertia = 3
	sweeps  = 15
	// maxDiscount bounds what one unit can come to count.
	maxDiscount = 2
)

// example is the evidence of one comparison, by unit and before discounts.
type example struct {
	evidence []float64
	same     bool
}

// discounts finds by how much less each unit counts, because others say the same: a
// logistic regression of being one device on the evidence of all units, which counting
// unit by unit knows nothing of.
func discounts(rates fingerprint.Rates, devices [][]Pair) ([]float64, error) {
	full := rates
	full.Tables = nil
	for _, t := range rates.Tables {
		full.Tables = append(full.Tables, undiscounted(t))
	}
	m, err := fingerprint.NewModel(full)
	if err != nil {
		return nil, err
	}
	list := examples(devices[:min(len(devices), learners)], m)
	d := make([]float64, len(fingerprint.UnitNames()))
	for i := range d {
		d[i] = fingerprint.ShippedRate(i).Discount
	}
	learn(d, list)
	return d, nil
}

func undiscounted(t fingerprint.Table) fingerprint.Table {
	units := map[string]fingerprint.Rate{}
	for name, r := range t.Units {
		r.Discount = 1
		units[name] = r
	}
	t.Units = units
	return t
}

func examples(devices [][]Pair, m *fingerprint.Model) (list []example) {
	members := map[kind][][]Pair{}
	for _, pairs := range devices {
		k := kindOf(pairs[0].Current)
		members[k] = append(members[k], pairs)
	}
	for _, k := range kindsOf(members) {
		for i, pairs := range members[k] {
			p := pairs[0]
			if p.compatible() {
				list = append(list, example{m.Evidence(p.Current, p.Last, p.Days), true})
			}
			for step := 1; step <= min(rivals, len(members[k])-1); step++ {
				other := members[k][(i+step)%len(members[k])][0].Last
				if identify.Compatible(p.Current, other) {
					list = append(list, example{m.Evidence(p.Current, other, p.Days), false})
				}
			}
		}
	}
	return list
}

// regression is the state of learning: the log-odds that it gives each example.
type regression struct {
	discounts, start []float64
	examples         []example
	odds             []float64
}

// learn moves discounts by Newton's method, one at a time, to where the examples are
// most probable.
func learn(d []float64, list []example) {
	same := 0.0
	for _, e := range list {
		if e.same {
			same++
		}
	}
	r := regression{d, slices.Clone(d), list, make([]float64, len(list))}
	for n, e := range list {
		r.odds[n] = math.Log(same / (float64(len(list)) - same)) // what the shares of examples say
		for i, x := range e.evidence {
			r.odds[n] += d[i] * x
		}
	}
	for range sweeps {
		for i := range d {
			slope, curvature := r.slope(i)
			r.move(i, min(max(d[i]-slope/curvature, 0), maxDiscount)-d[i])
		}
	}
}

// slope is the first and second derivative of the loss by discount i.
func (r *regression) slope(i int) (slope, curvature float64) {
	slope, curvature = inertia*(r.discounts[i]-r.start[i]), inertia
	for n := range r.examples {
		e := &r.examples[n]
		x := e.evidence[i]
		if x == 0 {
			continue
		}
		p := 1 / (1 + math.Exp(-r.odds[n]))
		curvature += p * (1 - p) * x * x
		if e.same {
			p--
		}
		slope += p * x
	}
	return slope, curvature
}

func (r *regression) move(i int, step float64) {
	r.discounts[i] += step
	for n := range r.examples {
		r.odds[n] += step * r.examples[n].evidence[i]
	}
}
