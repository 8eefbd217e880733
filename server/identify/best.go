package identify

import (
	"cmp"
	"math"

	"github.com/openrupt/openrupt/fingerprint"
)

// Candidate is a known device.
type Candidate struct {
	// ID is what the caller knows the device by. Several candidates may have the
	// same one: earlier prints of one device.
	ID string
	// Print is the one that it had last, or had once.
	Print fingerprint.Print
	// LastSeen orders candidates that are alike; any unit will do.
	LastSeen int64
	// Days is how long ago that was: the longer, the more may have changed.
	Days float64
}

// Options says how to decide.
type Options struct {
	// Tolerance is "strict", "lenient" or, for anything else, the default.
	Tolerance string
	// Population is how many devices the candidates were nominated from. It is at
	// least the number of candidates.
	Population int
	// SameAccount says that all candidates are devices of one account, whose
	// agreeing in language or time zone is no evidence.
	SameAccount bool
	// Model weighs the evidence. Default: the shipped one.
	Model *fingerprint.Model
}

func (o Options) model() *fingerprint.Model {
	if o.Model == nil {
		return fingerprint.Shipped()
	}
	return o.Model
}

// Result is the device that a print was found to belong to.
type Result struct {
	ID string
	// Confidence is the probability, from 0 to 1, that it is this device and none
	// of the others, known or unknown.
	Confidence float64
	// Similarity is that of the two prints, from 0 to 1.
	Similarity float64
	// Exact says that the prints are equal.
	Exact bool
}

const (
	// leastEvidence is what has to speak for a device, in nats, to spare it the
	// threshold: two browsers that hide everything have equal prints, too.
	leastEvidence = 3
	// lastFloor is the least similarity to the device that had the previous print.
	// Different devices have less than 0.65 in 99 of 100 cases.
	lastFloor = 0.75
	// newcomers is how many come to an account with a new device for each that comes back
	// to it with nothing stored. That happens more often: Safari alone drops what scripts
	// stored after a week without a visit.
	newcomers = 0.25
)

// LeastOdds is how probable a device has to be by the evidence alone, before the model's
// curve, for [Best] to choose it among strangers: its being another may be fifty times
// less probable than the tolerance allows. In a crowd someone looks like anyone, and a wrong id
// there joins two people who have nothing in common.
func LeastOdds(tolerance string) float64 { return 1 - (1-fingerprint.Threshold(tolerance))/50 }

// Best finds the candidate that has the print current now, if it is known with
// the confidence that the tolerance asks for.
//
// An equal print is the device, the one seen last of several; so is that of the
// browser's previous print, unless the current one has less than lastFloor in
// common with it. Both need no threshold, but some evidence; the confidence says
// what it is worth. Otherwise it is the [Compatible] candidate with the most
// evidence, if the confidence in it reaches the threshold, and [LeastOdds]: the more
// of the others are nearly as good, the less it is.
//
// Within an account the threshold is for its being any of the devices: of two
// look-alikes one is taken, since a third device would be wrong for certain. The
// model's curve has no say there: it is of look-ups among strangers.
//
// The order of the candidates makes no difference.
func Best(current fingerprint.Print, last *fingerprint.Print, candidates []Candidate, o Options) (Result, bool) {
	if current.IsZero() {
		return Result{}, false
	}
	f := survey(current, last, candidates, o)
	switch {
	case f.exact.candidate != nil:
		return f.result(f.exact, f.strangers), true
	case f.last.candidate != nil:
		return f.result(f.last, 1), true
	case f.best.candidate == nil:
		return Result{}, false
	}
	r := f.result(f.best, f.strangers)
	if !f.accepts(r, o) {
		return Result{}, false
	}
	return r, true
}

// accepts reports whether r is sure enough.
func (f *lineup) accepts(r Result, o Options) bool {
	least := fingerprint.Threshold(o.Tolerance)
	if o.SameAccount {
		return f.known() >= least
	}
	return r.Confidence >= least && f.odds(f.best, f.strangers) >= LeastOdds(o.Tolerance)
}

// scored is a candidate with its comparison.
type scored struct {
	candidate *Candidate
	match     fingerprint.Match
	exact     bool
	ratio     float64 // how much likelier the comparison is for one device than for two
}

// lineup is what the candidates look like as a whole. The candidates in it may be
// nil.
type lineup struct {
	exact, last, best scored
	all               []scored // the compatible ones
	sum               float64  // of the ratios of all
	strangers         float64  // what weighs against it: the unknown devices
	model             *fingerprint.Model
}

// survey compares current with all candidates.
func survey(current fingerprint.Print, last *fingerprint.Print, candidates []Candidate, o Options) lineup {
	f := lineup{
		all:       make([]scored, 0, len(candidates)),
		strangers: float64(max(o.Population, len(candidates), 1)),
		model:     o.model(),
	}
	if o.SameAccount {
		f.strangers *= newcomers
	}
	for i := range candidates {
		if c := &candidates[i]; Compatible(current, c.Print) {
			f.add(f.score(current, c, o.SameAccount), last)
		}
	}
	return f
}

func (f *lineup) score(current fingerprint.Print, c *Candidate, sameAccount bool) scored {
	m := f.model.Compare(current, c.Print, c.Days)
	evidence := m.Evidence
	if sameAccount {
		evidence -= m.Settings
	}
	return scored{c, m, c.Print == current, math.Exp(f.model.LogOdds(evidence))}
}

func (f *lineup) add(s scored, last *fingerprint.Print) {
	f.all = append(f.all, s)
	f.sum += s.ratio
	f.best.improve(s)
	if s.match.Evidence-s.match.Kind < leastEvidence {
		return
	}
	if s.exact {
		f.exact.improve(s)
	}
	if last != nil && s.candidate.Print == *last && s.match.Similarity >= lastFloor {
		f.last.improve(s)
	}
}

// improve keeps the better of both: the likelier, the more similar, the one seen
// later, and in the end the one with the smaller ID.
func (s *scored) improve(other scored) {
	if s.candidate == nil || s.compare(other) < 0 {
		*s = other
	}
}

func (s *scored) compare(other scored) int {
	return cmp.Or(
		cmp.Compare(s.ratio, other.ratio),
		cmp.Compare(s.match.Similarity, other.match.Similarity),
		cmp.Compare(s.candidate.LastSeen, other.candidate.LastSeen),
		cmp.Compare(other.candidate.ID, s.candidate.ID),
	)
}

// known is the probability that the print belongs to any of the candidates.
func (f *lineup) known() float64 { return f.sum / (f.sum + f.strangers) }

// result is the answer that it is s, among the candidates with other IDs and so
// many strangers.
func (f *lineup) result(s scored, strangers float64) Result {
	return Result{
		ID:         s.candidate.ID,
		Confidence: f.model.Correct(f.odds(s, strangers)),
		Similarity: s.match.Similarity,
		Exact:      s.exact,
	}
}

// odds are the probability of s by the evidence, before the model's curve.
func (f *lineup) odds(s scored, strangers float64) float64 {
	against := strangers
	for _, other := range f.all {
		if other.candidate.ID != s.candidate.ID {
			against += other.ratio
		}
	}
	return s.ratio / (s.ratio + against)
}
