package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

// verdict is the best candidate for a print that was or was not enrolled.
type verdict struct {
	enrolled bool
	right    bool      // the best candidate is the device
	best     float64   // its evidence
	others   []float64 // that of the other compatible candidates
	devices  int       // enrolled
}

// confidence is that of identify.Best, at a temperature.
func (v verdict) confidence(temperature float64) float64 {
	if math.IsInf(v.best, -1) {
		return 0
	}
	against := float64(v.devices)
	for _, e := range v.others {
		against += math.Exp(e / temperature)
	}
	ratio := math.Exp(v.best / temperature)
	return ratio / (ratio + against)
}

// judge enrols every other device and looks all of them up, so that half of those
// who come are new: what the prior of the confidence supposes.
func judge(pairs []pair, s scorer) []verdict {
	var verdicts []verdict
	for i, p := range pairs {
		v := verdict{enrolled: i%2 == 0, best: math.Inf(-1), devices: (len(pairs) + 1) / 2}
		for j := 0; j < len(pairs); j += 2 {
			if !identify.Compatible(p.after, pairs[j].before) {
				continue
			}
			e := s.evidence(p.after, pairs[j].before)
			if e > v.best {
				e, v.best = v.best, e
				v.right = i == j
			}
			if !math.IsInf(e, -1) {
				v.others = append(v.others, e)
			}
		}
		verdicts = append(verdicts, v)
	}
	return verdicts
}

// figures are the results of one scorer.
type figures struct {
	rank1, rank1Distinct, tpr, ece, falseIDs, missed float64
}

func (f figures) row(name string, temperature float64) string {
	return fmt.Sprintf("| %s | %.2f | %.3f | %.3f | %.3f | %.3f | %.4f | %.3f |",
		name, temperature, f.rank1, f.rank1Distinct, f.tpr, f.ece, f.falseIDs, f.missed)
}

func measure(pairs []pair, s scorer, temperature float64) figures {
	var f figures
	f.rank1, f.rank1Distinct, f.tpr = ranks(pairs, s)
	verdicts := judge(pairs, s)
	known := 0.0
	for _, v := range verdicts {
		accepted := v.confidence(temperature) >= fingerprint.DefaultThreshold
		if v.enrolled {
			known++
		}
		switch {
		case accepted && !v.right:
			f.falseIDs++
		case !accepted && v.enrolled:
			f.missed++
		}
	}
	f.falseIDs /= float64(len(verdicts))
	f.missed /= known
	for _, b := range bins(verdicts, temperature) {
		f.ece += math.Abs(b.confidence-b.right) / float64(len(verdicts))
	}
	return f
}

// ranks looks every device up among all. Of several equally good candidates each
// counts as a part.
func ranks(pairs []pair, s scorer) (rank1, distinct, tpr float64) {
	enrolled := map[fingerprint.Print]int{}
	for _, p := range pairs {
		enrolled[p.before]++
	}
	var own, strangers []float64
	unique := 0.0
	for i, p := range pairs {
		mine, above, equal := math.Inf(-1), 0, 1
		if identify.Compatible(p.after, p.before) {
			mine = s.evidence(p.after, p.before)
		}
		for j := range pairs {
			if j == i || !identify.Compatible(p.after, pairs[j].before) {
				continue
			}
			e := s.evidence(p.after, pairs[j].before)
			strangers = append(strangers, e)
			if e > mine {
				above++
			} else if e == mine {
				equal++
			}
		}
		own = append(own, mine)
		hit := 0.0
		if above == 0 && !math.IsInf(mine, -1) {
			hit = 1 / float64(equal)
		}
		rank1 += hit / float64(len(pairs))
		if enrolled[p.before] == 1 {
			distinct += hit
			unique++
		}
	}
	return rank1, distinct / unique, truePositives(own, strangers, len(pairs)*(len(pairs)-1))
}

// truePositives is the share of own above the evidence that one in 10,000 of so
// many pairs of strangers reaches. Incompatible ones are not in the list.
func truePositives(own, strangers []float64, pairs int) float64 {
	slices.Sort(strangers)
	bar := math.Inf(-1)
	if len(strangers) > 0 {
		bar = strangers[max(len(strangers)-pairs/10_000-1, 0)]
	}
	above := 0.0
	for _, e := range own {
		if e > bar {
			above++
		}
	}
	return above / float64(len(own))
}

// bin sums up verdicts of like confidence.
type bin struct{ confidence, right, count float64 }

func bins(verdicts []verdict, temperature float64) [15]bin {
	var all [15]bin
	for _, v := range verdicts {
		c := v.confidence(temperature)
		b := &all[min(int(c*15), 14)]
		b.confidence += c
		b.count++
		if v.right {
			b.right++
		}
	}
	return all
}

func reliability(pairs []pair, s scorer, temperature float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Reliability of the %s weights at temperature %.2f:\n\n| confidence | right | prints |\n|---|---|---|\n", s.name(), temperature)
	for _, bin := range bins(judge(pairs, s), temperature) {
		if bin.count > 0 {
			fmt.Fprintf(&b, "| %.3f | %.3f | %.0f |\n", bin.confidence/bin.count, bin.right/bin.count, bin.count)
		}
	}
	return b.String()
}

// unchanged is the share of prints that equal what they were.
func unchanged(pairs []pair) float64 {
	n := 0.0
	for _, p := range pairs {
		if p.before == p.after {
			n++
		}
	}
	return n / float64(len(pairs))
}
