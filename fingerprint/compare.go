package fingerprint

import "math/bits"

// Set is a set of segments, one bit an index of [Segments].
type Set uint64

// Has reports whether s has segment i.
func (s Set) Has(i int) bool { return s>>i&1 == 1 }

// Len is the number of segments in s.
func (s Set) Len() int { return bits.OnesCount64(uint64(s)) }

// Keys are the keys of the segments in s, in the order of the layout.
func (s Set) Keys() []string {
	keys := make([]string, 0, s.Len())
	for ; s != 0; s &= s - 1 {
		keys = append(keys, Segments[bits.TrailingZeros64(uint64(s))].Key)
	}
	return keys
}

// Match is the comparison of two prints.
type Match struct {
	// Similarity is the share of agreeing characters among the comparable ones,
	// from 0 to 1. Widths are weights, so this is a weighted share of signals.
	Similarity float64
	// Comparable is how many characters of the payload were neither muted nor
	// failed on either side, at most [PayloadLength].
	Comparable int
	// Agreeing and Differing are the segments compared. A segment of which only
	// one part differs is differing.
	Agreeing, Differing Set
	// Evidence is the logarithm of how much more probable this comparison is for
	// one device than for two, in nats, as if segments were independent.
	Evidence float64
	// Settings is the part of Evidence that comes from agreeing in settings of a
	// person, such as language and time zone (group [Locale]). Between devices of
	// one account it proves nothing: they agree anyway.
	Settings float64
	// Kind is the part of Evidence that comes from being of one kind, which most devices
	// are not. It is no more than the rest of the evidence: browsers that hide everything
	// are of a rare kind and all alike.
	Kind float64
}

// Compare compares two prints by [Shipped], as if they were made within 30 days.
func Compare(a, b Print) Match { return Shipped().Compare(a, b, 0) }

// weigh compares two prints by weights of their units. It allocates nothing.
func weigh(a, b string, weights []evidence) (m Match) {
	agreeing := 0
	for i, all := 0, units(); i < len(all); i++ {
		u := &all[i]
		if skipped(a[u.start]) || skipped(b[u.start]) {
			continue
		}
		width := u.end - u.start
		m.Comparable += width
		if a[u.start:u.end] != b[u.start:u.end] {
			m.Differing |= 1 << u.segment
			m.Evidence += weights[i].differ
			continue
		}
		agreeing += width
		m.Agreeing |= 1 << u.segment
		// Absence follows from the engine, it says nothing more about the device.
		if a[u.start] != byte(Absent) {
			m.agree(u, weights[i].agree)
		}
	}
	m.Agreeing &^= m.Differing
	if m.Comparable > 0 {
		m.Similarity = float64(agreeing) / float64(m.Comparable)
	}
	return m
}

func (m *Match) agree(u *unit, evidence float64) {
	m.Evidence += evidence
	if u.settings {
		m.Settings += evidence
	}
}

func skipped(c byte) bool { return c == byte(Muted) || c == byte(Failed) }
