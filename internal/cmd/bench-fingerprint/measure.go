package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/population"
	"github.com/openrupt/openrupt/server/identify"
	"github.com/openrupt/openrupt/server/identify/calibrate"
)

// figures are the results of one model.
type figures struct {
	Who     string  `json:"who"`
	Devices int     `json:"devices"`
	Rank1   float64 `json:"rank_1"`
	// Rank1Distinct is that of devices that no other equals.
	Rank1Distinct float64 `json:"rank_1_distinct"`
	// TPR is the share of true pairs accepted where one in 10,000 pairs of strangers is.
	TPR float64 `json:"tpr_at_fpr_1e_4"`
	// Ceiling is what the TPR could be at most.
	Ceiling  float64 `json:"tpr_ceiling"`
	ECE      float64 `json:"ece"`
	FalseIDs float64 `json:"false_ids_a_device"`
	Missed   float64 `json:"missed"`
}

const figuresHead = `| weights | devices | rank-1 | rank-1, not identical at first | TPR at FPR 1e-4 | its ceiling | ECE | false ids a device | missed |
|---|---|---|---|---|---|---|---|---|
`

func (f figures) row() string {
	return fmt.Sprintf("| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.4f | %.3f |\n",
		f.Who, f.Devices, f.Rank1, f.Rank1Distinct, f.TPR, f.Ceiling, f.ECE, f.FalseIDs, f.Missed)
}

func measure(who string, pairs []population.Pair, m *fingerprint.Model) figures {
	f := figures{Who: who, Devices: len(pairs), Ceiling: ceiling(pairs)}
	f.Rank1, f.Rank1Distinct, f.TPR = ranks(pairs, m)
	verdicts := calibrate.Judge(labelled(pairs), m)
	known := 0.0
	for i := range verdicts {
		v := &verdicts[i]
		accepted := v.Accepted(m)
		if v.Enrolled {
			known++
		}
		switch {
		case accepted && !v.Right:
			f.FalseIDs++
		case !accepted && v.Enrolled:
			f.Missed++
		}
	}
	f.FalseIDs /= float64(len(verdicts))
	f.Missed /= known
	f.ECE = calibrate.MeasureOf(verdicts, m).ECE
	return f
}

// labelled are the pairs as a server would have kept them.
func labelled(pairs []population.Pair) []calibrate.Pair {
	list := make([]calibrate.Pair, len(pairs))
	for i, p := range pairs {
		list[i] = calibrate.Pair{Device: fmt.Sprint(i), Current: p.After, Last: p.Before, Days: p.Days}
	}
	return list
}

// ranks looks every device up among all. Of several equally good candidates each
// counts as a part.
func ranks(pairs []population.Pair, m *fingerprint.Model) (rank1, distinct, tpr float64) {
	enrolled := map[fingerprint.Print]int{}
	for _, p := range pairs {
		enrolled[p.Before]++
	}
	var own, strangers []float64
	unique := 0.0
	for i, p := range pairs {
		mine := standing{of: math.Inf(-1)}
		if identify.Compatible(p.After, p.Before) {
			mine.of = m.LogOdds(m.Compare(p.After, p.Before, p.Days).Evidence)
		}
		for j := range pairs {
			if j == i || !identify.Compatible(p.After, pairs[j].Before) {
				continue
			}
			e := m.LogOdds(m.Compare(p.After, pairs[j].Before, p.Days).Evidence)
			strangers = append(strangers, e)
			mine.meet(e)
		}
		own = append(own, mine.of)
		hit := 0.0
		if !math.IsInf(mine.of, -1) {
			hit = mine.hit()
		}
		rank1 += hit / float64(len(pairs))
		if enrolled[p.Before] == 1 {
			distinct += hit
			unique++
		}
	}
	return rank1, distinct / max(unique, 1), truePositives(own, strangers, len(pairs)*(len(pairs)-1))
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

// unchanged is the share of prints that equal what they were.
func unchanged(pairs []population.Pair) float64 {
	n := 0.0
	for _, p := range pairs {
		if p.Before == p.After {
			n++
		}
	}
	return n / float64(len(pairs))
}
