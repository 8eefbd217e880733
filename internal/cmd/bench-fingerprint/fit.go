package main

import (
	"math"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

// scorer says how many nats of evidence a comparison is.
type scorer interface {
	name() string
	evidence(a, b fingerprint.Print) float64
}

// shipped are the weights of package fingerprint.
type shipped struct{}

func (shipped) name() string { return "shipped" }

func (shipped) evidence(a, b fingerprint.Print) float64 { return fingerprint.Compare(a, b).Evidence }

// fitted are weights from counting, by segment.
type fitted struct {
	agree, differ [len(fingerprint.Segments)]float64
}

func (*fitted) name() string { return "fitted" }

func (f *fitted) evidence(a, b fingerprint.Print) float64 {
	m := fingerprint.Compare(a, b)
	sum := 0.0
	for i := range fingerprint.Segments {
		switch {
		case m.Differing.Has(i):
			sum += f.differ[i]
		case m.Agreeing.Has(i) && a.State(i) == fingerprint.Present:
			sum += f.agree[i]
		}
	}
	return sum
}

// fit makes the plain weights of Fellegi and Sunter: it counts agreement of the
// pairs and of compatible strangers, which are the ones to tell apart.
func fit(pairs []pair) *fitted {
	var same, different counts
	for i, p := range pairs {
		same.add(fingerprint.Compare(p.after, p.before))
		for step := 1; step <= 100; step++ {
			other := pairs[(i+step*29)%len(pairs)].before
			if identify.Compatible(p.after, other) {
				different.add(fingerprint.Compare(p.after, other))
			}
		}
	}
	f := &fitted{}
	for i := range fingerprint.Segments {
		m, u := min(same.share(i), 0.99), different.share(i)
		discount := fingerprint.Segments[i].Discount
		f.agree[i] = discount * math.Log(m/u)
		f.differ[i] = discount * math.Log((1-m)/(1-u))
	}
	return f
}

type counts struct {
	agreeing, all [len(fingerprint.Segments)]float64
}

func (c *counts) add(m fingerprint.Match) {
	for i := range fingerprint.Segments {
		if m.Agreeing.Has(i) {
			c.agreeing[i]++
			c.all[i]++
		} else if m.Differing.Has(i) {
			c.all[i]++
		}
	}
}

// share is the smoothed share of agreement in segment i.
func (c *counts) share(i int) float64 { return (c.agreeing[i] + 1) / (c.all[i] + 2) }

// fitTemperature finds the temperature with the least log loss.
func fitTemperature(pairs []pair, s scorer) float64 {
	verdicts := judge(pairs, s)
	best, least := 1.0, math.Inf(1)
	for t := 0.6; t <= 4; t += 0.05 {
		loss := 0.0
		for _, v := range verdicts {
			p := min(max(v.confidence(t), 1e-6), 1-1e-6)
			if !v.right {
				p = 1 - p
			}
			loss -= math.Log(p)
		}
		if loss < least {
			best, least = t, loss
		}
	}
	return best
}
