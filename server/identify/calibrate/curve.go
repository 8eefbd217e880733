package calibrate

import (
	"cmp"
	"math"
	"slices"

	"github.com/openrupt/openrupt/fingerprint"
)

// fitTemperature finds the temperature with the least log loss.
func fitTemperature(verdicts []Verdict) float64 {
	best, least := 1.0, math.Inf(1)
	for t := 0.3; t <= 6; t *= 1.03 {
		loss := 0.0
		for i := range verdicts {
			loss += verdicts[i].loss(verdicts[i].Confidence(t))
		}
		if loss < least {
			best, least = t, loss
		}
	}
	return math.Round(best*1000) / 1000
}

// block is answers of like claims.
type block struct{ claimed, right, count float64 }

// share is what of them is right, less half of what it may be off by chance: to claim
// too little is the smaller mistake.
func (b block) share() float64 {
	p := (b.right + 0.5) / (b.count + 1)
	return p - 0.5*math.Sqrt(p*(1-p)/b.count)
}

// least is how many answers a block has at least.
const least = 20

// fitCurve is isotonic: what share of answers is right, by rising claims. It only
// serves to lower claims, so it has no say where answers are better than they claim.
func fitCurve(verdicts []Verdict, temperature float64) (curve []fingerprint.Point) {
	var blocks []block
	for _, b := range chunks(verdicts, temperature) {
		for n := len(blocks); n > 0 && blocks[n-1].share() >= b.share(); n = len(blocks) {
			b = block{b.claimed + blocks[n-1].claimed, b.right + blocks[n-1].right, b.count + blocks[n-1].count}
			blocks = blocks[:n-1]
		}
		blocks = append(blocks, b)
	}
	for _, b := range blocks {
		curve = append(curve, fingerprint.Point{Claimed: b.claimed / b.count, Right: b.share()})
	}
	return curve
}

// chunks sorts answers by what they claim and cuts them into pieces of one size. Equal
// claims are in one piece.
func chunks(verdicts []Verdict, temperature float64) (list []block) {
	sorted := make([]block, len(verdicts))
	for i := range verdicts {
		sorted[i] = block{verdicts[i].Confidence(temperature), 0, 1}
		if verdicts[i].Right {
			sorted[i].right = 1
		}
	}
	slices.SortFunc(sorted, func(a, b block) int { return cmp.Compare(a.claimed, b.claimed) })
	size := max(float64(len(sorted))/40, least)
	for i, b := range sorted {
		n := len(list)
		if n == 0 || list[n-1].count >= size && b.claimed > sorted[i-1].claimed {
			list = append(list, b)
			continue
		}
		l := &list[n-1]
		l.claimed, l.right, l.count = l.claimed+b.claimed, l.right+b.right, l.count+1
	}
	return list
}
