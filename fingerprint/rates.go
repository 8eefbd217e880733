package fingerprint

import "math"

// Rates are what a [Model] is made of. A server can fit its own.
type Rates struct {
	// Temperature divides the evidence, from 0.1 to 100: above 1 where signals that are
	// taken as independent overstate what they say together.
	Temperature float64 `json:"temperature"`
	// Youngest is the least age at which M is read off, in days: what changes back and
	// forth does so within a day.
	Youngest float64 `json:"youngest_days"`
	// Curve corrects confidences downwards, by rising points; none corrects nothing.
	Curve []Point `json:"curve,omitempty"`
	// Tables are the rates of kinds of browsers. The one without an engine is that of
	// all others, and is required.
	Tables []Table `json:"tables"`
}

// Point of a curve: of the answers that claimed so much, so many were right.
type Point struct {
	Claimed float64 `json:"claimed"`
	Right   float64 `json:"right"`
}

// Table are the rates of browsers of one engine on one platform.
type Table struct {
	Engine   string `json:"engine,omitempty"`   // the letter of the header, as in "b"
	Platform string `json:"platform,omitempty"` // the same, as in "w"
	// Compatible is the share of all other devices that could be taken for one of this
	// kind: being one of them is evidence, too. 0 stands for 1, which is none.
	Compatible float64 `json:"compatible,omitempty"`
	// Units are the rates by what is compared as one: "gpu.model", and for the second
	// part of a segment "mem.class/2". Those that are missing are as in the table of
	// all others, or else as in [Segments].
	Units map[string]Rate `json:"units"`
}

// Rate is how often a unit agrees where both have a value.
type Rate struct {
	// Start is the probability that one device agrees when it was seen just now.
	Start float64 `json:"start"`
	// Keep is the share of Start − U that is left after 30 days, and of that after 30
	// more.
	Keep float64 `json:"keep"`
	// U is the probability that two devices agree.
	U float64 `json:"u"`
	// Discount, from 0 on, takes off what other units say already.
	Discount float64 `json:"discount"`
}

// M is the probability that one device still agrees after so many days: what has
// changed may agree by chance.
func (r Rate) M(days float64) float64 {
	return r.U + (r.Start-r.U)*math.Pow(r.Keep, days/30)
}

// SegmentRate is the rate of unit i of [UnitNames] by [Segments]: M after 30 days, and
// falling on at that pace.
func SegmentRate(i int) Rate {
	u := &units()[i]
	s := &Segments[u.segment]
	return Rate{
		Start: 1, Keep: max(min(s.M, maxM)-s.U, 0) / (1 - s.U), U: s.U,
		Discount: s.Discount * float64(u.end-u.start) / float64(s.Width),
	}
}

// RaisedTo is r where chance agreement is u or more, and M is after 30 days what it was,
// unless chance alone does better.
func (r Rate) RaisedTo(u float64) Rate {
	m := r.M(30)
	r.U = max(r.U, u)
	r.Start, r.Keep = 1, max(m-r.U, 0)/(1-r.U)
	return r
}

// UnitNames are the names of what is compared as one, in the order of the print.
func UnitNames() []string {
	names := make([]string, len(units()))
	for i, u := range units() {
		names[i] = u.name
	}
	return names
}

// Unit is the text of unit i of [UnitNames]. It panics for the zero Print.
func (p Print) Unit(i int) string {
	u := &units()[i]
	return p.text[u.start:u.end]
}
