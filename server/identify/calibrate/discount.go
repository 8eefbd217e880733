package calibrate

import (
	"math"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

const (
	// learners is how many devices at most discounts are learnt from.
	learners = 3000
	// rivals is with how many strangers each of them is compared.
	rivals = 60
	// inertia is how strongly a factor is held to 1, and sweeps how often all are gone
	// through; they hardly move after ten.
	inertia = 3
	sweeps  = 15
	// maxFactor bounds how much more a group can come to count.
	maxFactor = 1.5
)

// example is the evidence of one comparison, by group.
type example struct {
	evidence [len(groups)]float64
	same     bool
}

// discount finds by how much less each group counts, because others say the same: a
// logistic regression of being one device on the evidence of all groups, which counting
// unit by unit knows nothing of.
func discount(rates fingerprint.Rates, devices [][]Pair) error {
	m, err := fingerprint.NewModel(rates)
	if err != nil {
		return err
	}
	factors := learn(examples(devices[:min(len(devices), learners)], m))
	for _, t := range rates.Tables {
		for i, name := range fingerprint.UnitNames() {
			r := t.Units[name]
			r.Discount *= factors[groupOf[i]]
			t.Units[name] = r
		}
	}
	return nil
}

func newExample(m *fingerprint.Model, a, b fingerprint.Print, days float64, same bool) example {
	e := example{same: same}
	for i, x := range m.Evidence(a, b, days) {
		e.evidence[groupOf[i]] += x
	}
	return e
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
				list = append(list, newExample(m, p.Current, p.Last, p.Days, true))
			}
			for step := 1; step <= min(rivals, len(members[k])-1); step++ {
				other := members[k][(i+step)%len(members[k])][0].Last
				if identify.Compatible(p.Current, other) {
					list = append(list, newExample(m, p.Current, other, p.Days, false))
				}
			}
		}
	}
	return list
}

// regression is the state of learning: the log-odds that it gives each example.
type regression struct {
	factors  [len(groups)]float64
	examples []example
	odds     []float64
}

// learn moves factors by Newton's method, one at a time, to where the examples are most
// probable.
func learn(list []example) [len(groups)]float64 {
	same := 0.0
	for _, e := range list {
		if e.same {
			same++
		}
	}
	r := regression{examples: list, odds: make([]float64, len(list))}
	for g := range r.factors {
		r.factors[g] = 1
	}
	for n, e := range list {
		r.odds[n] = math.Log(same / (float64(len(list)) - same)) // what the shares of examples say
		for _, x := range e.evidence {
			r.odds[n] += x
		}
	}
	for range sweeps {
		for g, f := range r.factors {
			slope, curvature := r.slope(g)
			r.move(g, min(max(f-slope/curvature, 0), maxFactor)-f)
		}
	}
	return r.factors
}

// slope is the first and second derivative of the loss by factor i.
func (r *regression) slope(i int) (slope, curvature float64) {
	slope, curvature = inertia*(r.factors[i]-1), inertia
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
	r.factors[i] += step
	for n := range r.examples {
		r.odds[n] += step * r.examples[n].evidence[i]
	}
}
