package main

// standing is how a device's likeness to itself stands among those to strangers.
type standing struct {
	of           float64
	above, equal int
}

// meet counts a stranger.
func (s *standing) meet(likeness float64) {
	if likeness > s.of {
		s.above++
	} else if likeness == s.of {
		s.equal++
	}
}

// hit is 1 where the device is found first, a part of that where strangers are as alike,
// and 0 where one is more so.
func (s *standing) hit() float64 {
	if s.above > 0 {
		return 0
	}
	return 1 / float64(s.equal+1)
}
