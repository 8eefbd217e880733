package fingerprint

import (
	"math"
	"testing"
)

func TestSegmentsFillThePayload(t *testing.T) {
	if len(Segments) != 48 {
		t.Errorf("%d segments, want 48", len(Segments))
	}
	next, keys := HeaderLength, map[string]bool{}
	for i := range Segments {
		s := &Segments[i]
		if s.Offset != next {
			t.Errorf("%s begins at %d, want %d", s.Key, s.Offset, next)
		}
		next += s.Width
		if keys[s.Key] {
			t.Errorf("%s is there twice", s.Key)
		}
		keys[s.Key] = true
		if s.Width < 1 || s.Width > 10 || s.Split >= s.Width || s.Ordered && s.Width != 1 {
			t.Errorf("%s has width %d, split %d", s.Key, s.Width, s.Split)
		}
		if s.Raw == "" || s.Canonical == "" || s.Basis == "" || s.encode == nil {
			t.Errorf("%s is not described", s.Key)
		}
	}
	if next != Length {
		t.Errorf("segments end at %d, want %d", next, Length)
	}
}

// Widths are what agreement is worth, so that similarity is a weighted share.
func TestWidthsFollowWeights(t *testing.T) {
	total := 0.0
	for i := range Segments {
		total += Segments[i].Weight()
	}
	for i := range Segments {
		s := &Segments[i]
		want := min(max(s.Weight()/total*PayloadLength, 1), 10)
		if math.Abs(float64(s.Width)-want) > 2 {
			t.Errorf("%s: width %d, weight %.2f asks for %.1f", s.Key, s.Width, s.Weight(), want)
		}
	}
}

func TestFamiliesFitTheHeader(t *testing.T) {
	all := uint64(0)
	for _, bit := range familyBits {
		all |= bit
	}
	if all+1 > 62*62*62*62 || all&(all+1) != 0 {
		t.Errorf("families %b do not fit four digits", all)
	}
	if a, b := familyBits[mustIndex(t, "cpu.cores")], familyBits[mustIndex(t, "cpu.arch")]; a != b {
		t.Errorf("cpu is two families, %b and %b", a, b)
	}
}

func TestFontProbesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, bucket := range FontProbes {
		for _, font := range bucket {
			if seen[fold(font)] {
				t.Errorf("%q is probed twice", font)
			}
			seen[fold(font)] = true
		}
	}
	if len(seen) < 40 || len(seen) > 64 {
		t.Errorf("%d probes", len(seen))
	}
}

func TestZoneAliasesLeadToNames(t *testing.T) {
	for _, line := range zoneAliases {
		name, _, _ := cutAlias(line)
		if zoneAlias(name) != name {
			t.Errorf("%s is a name and an alias", name)
		}
	}
}

func cutAlias(line string) (name, aliases string, ok bool) {
	for i := range line {
		if line[i] == ':' {
			return line[:i], line[i+1:], true
		}
	}
	return line, "", false
}
