package fingerprint

import (
	"errors"
	"strings"
	"sync"
)

// Why a text is no print.
var (
	// ErrLayout: not our layout, such as the hash of another library. Compare it
	// by [ForeignSimilarity].
	ErrLayout = errors.New("fingerprint: not of layout r1")
	// ErrChecksum: our layout, but mistyped, cut or made up.
	ErrChecksum = errors.New("fingerprint: header does not fit the segments")
)

// Print is a parsed hash. Prints are equal if and only if their hashes are. The
// zero Print has no segments: nothing can be compared with it.
type Print struct{ text string }

// Parse reads a hash. It accepts exactly what [Hash] can make, and
// Parse(s).String() == s.
func Parse(s string) (Print, error) {
	if !hasLayout(s) {
		return Print{}, ErrLayout
	}
	if digitsValue(s[checksumAt:HeaderLength]) != checksum(s) ||
		digitsValue(s[familiesAt:checksumAt]) != families(s) {
		return Print{}, ErrChecksum
	}
	return Print{s}, nil
}

// hasLayout reports whether s has the tag, the length and whole segments.
func hasLayout(s string) bool {
	if len(s) != Length || s[:len(tag)] != tag || s[reservedAt] != reserved {
		return false
	}
	for i := engineAt; i < HeaderLength; i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	for i, all := 0, units(); i < len(all); i++ {
		if !all[i].whole(s) {
			return false
		}
	}
	return true
}

// String is the hash, [Length] characters; "" for the zero Print.
func (p Print) String() string { return p.text }

// IsZero reports whether p is the zero Print.
func (p Print) IsZero() bool { return p.text == "" }

// Environment is what the header says.
func (p Print) Environment() Environment {
	if p.IsZero() {
		return Environment{EngineUnknown, PlatformUnknown, Unprotected}
	}
	return Environment{Engine(p.text[engineAt]), Platform(p.text[platformAt]), Protection(p.text[protectionAt])}
}

// Segment is the text of segment i of [Segments]. It panics for the zero Print.
func (p Print) Segment(i int) string {
	s := &Segments[i]
	return p.text[s.Offset : s.Offset+s.Width]
}

// State says whether segment i has a value: that of its first part where it has
// two. It is Failed for the zero Print.
func (p Print) State(i int) State {
	if p.IsZero() {
		return Failed
	}
	return stateAt(p.text, Segments[i].Offset)
}

func stateAt(s string, at int) State {
	if c := s[at]; !isDigit(c) {
		return State(c)
	}
	return Present
}

// Ordinal is the number in segment i, modulo 62, if it is ordered and present.
func (p Print) Ordinal(i int) (int, bool) {
	if !Segments[i].Ordered || p.State(i) != Present {
		return 0, false
	}
	return digitValue(p.text[Segments[i].Offset]), true
}

// unit is what is compared as one: a segment, or a part of one.
type unit struct {
	segment    int    // index into Segments
	name       string // the key of its segment, with "/2" for the second part
	start, end int    // in the print
	settings   bool   // of group Locale
}

// whole reports whether the unit in s is all digits or all one fill character.
func (u *unit) whole(s string) bool {
	text := s[u.start:u.end]
	if !isDigit(text[0]) {
		return strings.IndexByte("-_~", text[0]) >= 0 && strings.Count(text, text[:1]) == len(text)
	}
	for i := 1; i < len(text); i++ {
		if !isDigit(text[i]) {
			return false
		}
	}
	return true
}

// units are the parts of all segments, in the order of the print.
// They are made when the first print is read: browsers only write prints.
func units() []unit {
	unitsOnce.Do(func() { allUnits = makeUnits() })
	return allUnits
}

var (
	unitsOnce sync.Once
	allUnits  []unit
)

func makeUnits() (all []unit) {
	for i := range Segments {
		s := &Segments[i]
		start := 0
		for _, end := range s.parts() {
			if end > start {
				u := unit{segment: i, name: s.Key, start: s.Offset + start, end: s.Offset + end, settings: s.Group == Locale}
				if start > 0 {
					u.name += "/2"
				}
				all = append(all, u)
			}
			start = end
		}
	}
	return all
}
