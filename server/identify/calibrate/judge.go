package calibrate

import (
	"math"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

// Verdict is the best candidate of a look-up.
type Verdict struct {
	// Enrolled says that the device was among the candidates, Right that it was the
	// best of them.
	Enrolled, Right bool
	best            float64 // its evidence; -Inf if there is no candidate
	others          []float64
	devices         int
}

// Confidence is that of [identify.Best], at a temperature and before any curve.
func (v *Verdict) Confidence(temperature float64) float64 {
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

// Claim is the confidence of the model that made the verdict.
func (v *Verdict) Claim(m *fingerprint.Model) float64 {
	return m.Correct(v.Confidence(m.Temperature()))
}

// Accepted reports whether [identify.Best] would give the id, by the default tolerance.
func (v *Verdict) Accepted(m *fingerprint.Model) bool {
	odds := v.Confidence(m.Temperature())
	return odds >= identify.LeastOdds("") && m.Correct(odds) >= fingerprint.DefaultThreshold
}

// loss is −ln of the probability that was given to the truth.
func (v *Verdict) loss(claim float64) float64 {
	p := min(max(claim, 1e-4), 1-1e-4)
	if !v.Right {
		p = 1 - p
	}
	return -math.Log(p)
}

// Judge enrols every other device with its last print and looks all of them up by their
// current one, so that half of those who come are new: what the prior of the
// confidence supposes. It takes one pair of each device.
func Judge(pairs []Pair, m *fingerprint.Model) []Verdict {
	enrolled := map[kind][]int{}
	for i := 0; i < len(pairs); i += 2 {
		k := kindOf(pairs[i].Last)
		enrolled[k] = append(enrolled[k], i)
	}
	verdicts := make([]Verdict, 0, len(pairs))
	for i, p := range pairs {
		v := Verdict{Enrolled: i%2 == 0, best: math.Inf(-1), devices: (len(pairs) + 1) / 2}
		for _, j := range enrolled[kindOf(p.Current)] {
			if identify.Compatible(p.Current, pairs[j].Last) {
				v.add(m.Compare(p.Current, pairs[j].Last, p.Days).Evidence, i == j)
			}
		}
		verdicts = append(verdicts, v)
	}
	return verdicts
}

// add keeps the better one. Of equals the stranger counts: nobody can tell them apart,
// and a guess is not right.
func (v *Verdict) add(evidence float64, own bool) {
	if evidence > v.best || evidence == v.best && !own {
		evidence, v.best = v.best, evidence
		v.Right = own
	}
	if !math.IsInf(evidence, -1) {
		v.others = append(v.others, evidence)
	}
}

// Bin sums up answers of like confidence.
type Bin struct {
	Claimed float64 `json:"claimed"` // the mean
	Right   float64 `json:"right"`   // the share
	Count   int     `json:"count"`
}

// binCount is how many bins of equal width there are.
const binCount = 15

// Reliability sorts answers into bins by what they claim; confidence makes the claim.
// ECE, the expected calibration error, is the mean distance of claim and truth.
func Reliability(verdicts []Verdict, confidence func(*Verdict) float64) (bins [binCount]Bin, ece float64) {
	for i := range verdicts {
		c := confidence(&verdicts[i])
		b := &bins[min(int(c*binCount), binCount-1)]
		b.Claimed += c
		b.Count++
		if verdicts[i].Right {
			b.Right++
		}
	}
	for i := range bins {
		if b := &bins[i]; b.Count > 0 {
			ece += math.Abs(b.Claimed-b.Right) / float64(len(verdicts))
			b.Claimed /= float64(b.Count)
			b.Right /= float64(b.Count)
		}
	}
	return bins, ece
}
