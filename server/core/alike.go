package core

import (
	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/identify"
)

// match is what a hash was found to belong to, and the probability of that.
type match struct {
	id         string
	confidence float64
}

// resemblance is what a hash is compared by: a hash of our layout with its like, any
// other with its own kind.
type resemblance struct {
	current, last hashed
	now           wire.Time
	options       identify.Options
}

// within compares with the devices of one account.
func (a *attachment) within() resemblance {
	r := a.s.across(a.now, a.current, a.last, a.tolerance)
	r.options.SameAccount = true
	return r
}

// across compares with the fingerprints of a project.
func (s *Service) across(now wire.Time, current, last hashed, t wire.Tolerance) resemblance {
	return resemblance{current, last, now, identify.Options{Tolerance: string(t), Model: s.model}}
}

// best returns the candidate that the hash belongs to, if one is alike enough.
func (r resemblance) best(candidates []candidate) (match, bool) {
	if r.current.print.IsZero() {
		return r.bestForeign(candidates)
	}
	prints := make([]identify.Candidate, 0, len(candidates))
	for _, c := range candidates {
		if k := known(c.hash); !k.print.IsZero() {
			prints = append(prints, identify.Candidate{ID: c.id, Print: k.print, LastSeen: int64(c.lastSeen), Days: r.daysSince(c.lastSeen)})
		}
	}
	var last *fingerprint.Print
	if !r.last.print.IsZero() {
		last = &r.last.print
	}
	found, ok := identify.Best(r.current.print, last, prints, r.options)
	return match{found.ID, found.Confidence}, ok
}

// daysSince is how long ago that was; 0 where it is not known.
func (r resemblance) daysSince(seen wire.Time) float64 {
	if seen == 0 {
		return 0
	}
	return float64(r.now-seen) / float64(ms(day))
}

func (r resemblance) bestForeign(candidates []candidate) (match, bool) {
	foreign := make([]identify.Foreign, 0, len(candidates))
	for _, c := range candidates {
		if k := known(c.hash); k.print.IsZero() {
			foreign = append(foreign, identify.Foreign{ID: c.id, Print: k.text, LastSeen: int64(c.lastSeen)})
		}
	}
	found, ok := identify.BestForeign(r.current.text, r.last.text, foreign, r.options)
	return match{found.ID, found.Confidence}, ok
}

// distinction is how surely a hash that equals this one is of the same browser, among
// so many: what the hash is worth by itself.
func (s *Service) distinction(h hashed, population int) float64 {
	if h.print.IsZero() {
		m, _ := s.across(0, h, hashed{}, "").best([]candidate{{hash: h.text}})
		return m.confidence
	}
	return s.model.Confidence(s.model.Compare(h.print, h.print, 0), population)
}

// bands are the keys by which similar hashes are found; 0 where there is none.
func (h hashed) bands() []uint64 {
	if h.print.IsZero() {
		return nil
	}
	keys := identify.BandKeys(h.print)
	return keys[:]
}
