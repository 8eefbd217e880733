package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/openrupt/openrupt/internal/population"
)

// peerRow is what a peer makes of a population, or we.
type peerRow struct {
	Who      string  `json:"who"`
	Rank1    float64 `json:"rank_1"`
	TPR      float64 `json:"tpr_at_fpr_1e_4"`
	FalseIDs float64 `json:"false_ids_a_device"`
	Missed   float64 `json:"missed"`
	// ECE is -1 for those that state no confidence.
	ECE float64 `json:"ece"`
}

func (r peerRow) String() string {
	ece := "none stated"
	if r.ECE >= 0 {
		ece = fmt.Sprintf("%.3f", r.ECE)
	}
	return fmt.Sprintf("| %s | %.3f | %.3f | %.4f | %.3f | %s |\n", r.Who, r.Rank1, r.TPR, r.FalseIDs, r.Missed, ece)
}

func comparePeers(out io.Writer, l *life, ours figures) []peerRow {
	rows := []peerRow{{"openrupt", ours.Rank1, ours.TPR, ours.FalseIDs, ours.Missed, ours.ECE}}
	fmt.Fprint(out, "| | rank-1 | TPR at FPR 1e-4 | false ids a device | missed | ECE |\n|---|---|---|---|---|---|\n", rows[0])
	for _, p := range peers {
		rows = append(rows, newReading(p, l.lives).row())
		fmt.Fprint(out, rows[len(rows)-1])
	}
	return rows
}

// reading is what a peer reads of each device before and after.
type reading struct {
	peer
	before, after [][]string
	lives         []population.Life
	width         int
}

func newReading(p peer, lives []population.Life) *reading {
	r := &reading{peer: p, lives: lives}
	for _, l := range lives {
		r.before, r.after = append(r.before, p.readAll(l.Before)), append(r.after, p.readAll(l.After))
	}
	for _, part := range p.parts {
		r.width += part.width
	}
	return r
}

func (p peer) readAll(d population.Device) []string {
	values := make([]string, len(p.parts))
	for i, part := range p.parts {
		values[i] = part.read(d)
	}
	if p.least == 1 { // all in one
		return []string{fmt.Sprintf("%q", values)}
	}
	return values
}

// similarity is that of device i now and device j then, from 0 to 1.
func (r *reading) similarity(i, j int) float64 {
	a, b := r.after[i], r.before[j]
	if len(a) == 1 {
		if a[0] == b[0] {
			return 1
		}
		return 0
	}
	differing := 0
	for k := range a {
		if a[k] != b[k] {
			differing += r.parts[k].width
		}
	}
	// One hexadecimal digit in sixteen agrees by chance.
	return 1 - float64(differing)*15/16/float64(max(r.width, 2048))
}

func (r *reading) row() peerRow {
	row := peerRow{Who: r.name, ECE: -1}
	n := len(r.lives)
	var own, strangers []float64
	for i := range n {
		mine := standing{of: r.similarity(i, i)}
		for j := range n {
			if j == i {
				continue
			}
			s := r.similarity(i, j)
			strangers = append(strangers, s)
			mine.meet(s)
		}
		own = append(own, mine.of)
		if mine.of > 0 {
			row.Rank1 += mine.hit() / float64(n)
		}
	}
	row.TPR = truePositives(own, strangers, n*(n-1))
	r.lookUps(&row)
	return row
}

// lookUps enrol every other device and look all of them up, as calibrate.Judge does.
func (r *reading) lookUps(row *peerRow) {
	n := len(r.lives)
	claims := map[float64][2]float64{} // how many answers, and how many of them right
	for i := range n {
		best, right := math.Inf(-1), false
		for j := 0; j < n; j += 2 {
			if s := r.similarity(i, j); s > best || s == best && i != j {
				best, right = s, i == j
			}
		}
		accepted := best >= r.least
		if accepted && !right {
			row.FalseIDs += 1 / float64(n)
		}
		if !accepted && i%2 == 0 {
			row.Missed += 1 / float64((n+1)/2)
		}
		if accepted && r.claim != nil {
			c := claims[r.claim(r.lives[i].After)]
			c[0]++
			if right {
				c[1]++
			}
			claims[r.claim(r.lives[i].After)] = c
		}
	}
	if r.claim != nil {
		row.ECE = calibrationError(claims, n)
	}
}

// calibrationError is the mean distance of what was claimed and what was right. Where
// nothing was found nothing was claimed.
func calibrationError(claims map[float64][2]float64, n int) (ece float64) {
	var keys []float64
	for claim := range claims {
		keys = append(keys, claim)
	}
	slices.Sort(keys)
	for _, claim := range keys {
		c := claims[claim]
		ece += math.Abs(claim*c[0]-c[1]) / float64(n)
	}
	return ece
}
