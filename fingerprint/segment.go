package fingerprint

import "math"

// The sizes of a print, in characters.
const (
	Length        = 256
	HeaderLength  = 12
	PayloadLength = Length - HeaderLength
)

// Group is the subject of a segment.
type Group byte

// The groups.
const (
	Hardware  Group = 'H'
	Rendering Group = 'R'
	Fonts     Group = 'F'
	Locale    Group = 'L'
	Browser   Group = 'B'
)

// Class says what a signal is stable with.
type Class byte

// The classes.
const (
	OfDevice  Class = 'D' // stable as long as the device is
	OfBrowser Class = 'B' // stable as long as the browser is
	OfUser    Class = 'L' // stable as long as the person's settings are
	Volatile  Class = 'V' // changes by itself, little weight
)

// Segment is a row of the layout.
type Segment struct {
	// Key names the segment and its signal.
	Key string
	// Offset is the place of its first character, Width how many it has.
	Offset, Width int
	// Split is the width of the first of two parts that are hashed and compared
	// on their own, or 0 for a segment in one piece.
	Split int
	// Ordered marks a number that is written as one digit, not hashed.
	Ordered bool
	Group   Group
	Class   Class
	// M is the probability that the same device still agrees after 30 days.
	M float64
	// U is the probability that two different devices agree.
	U float64
	// Discount, from 0 to 1, takes off what other segments say already.
	Discount float64
	// Raw describes the text that Signal.Value has to have.
	Raw string
	// Canonical describes what of it is hashed, and why no more.
	Canonical string
	// Basis says where M and U come from.
	Basis string

	encode encoder
}

// Weight is what agreement instead of disagreement is worth, in nats: the
// difference of the log-odds of M and U after the discount.
func (s *Segment) Weight() float64 {
	return (logit(min(s.M, maxM)) - logit(s.U)) * s.Discount
}

// maxM bounds M until it comes from data of our own: nothing is so stable that
// one difference alone should outweigh everything else.
const maxM = 0.99

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// SegmentIndex finds a segment by its key.
func SegmentIndex(key string) (int, bool) {
	for i := range Segments {
		if Segments[i].Key == key {
			return i, true
		}
	}
	return 0, false
}

// parts are the ends of the one or two parts of s, relative to its offset.
func (s *Segment) parts() [2]int {
	if s.Split == 0 {
		return [2]int{s.Width, s.Width}
	}
	return [2]int{s.Split, s.Width}
}
