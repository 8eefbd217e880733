package fingerprint

import (
	"slices"
	"strconv"
	"strings"
)

// The header: tag, engine, platform, protection, a reserved digit, four digits
// with one bit a family of signals, two digits of checksum.
const (
	tag            = "r1"
	reserved       = '0'
	engineAt       = 2
	platformAt     = 3
	protectionAt   = 4
	reservedAt     = 5
	familiesAt     = 6
	checksumAt     = 10
	checksumDigits = 62 * 62
)

// maxRaw bounds a raw value, in bytes. Longer ones count as failed: no browser
// has that many voices or fonts.
const maxRaw = 32 << 10

// Hash makes the print of signals, by segment key. A missing key is an absent
// signal; keys that are no segment are ignored. The result always has [Length]
// characters and parses.
func Hash(env Environment, signals map[string]Signal) string {
	return HashOf(env, inMap(signals))
}

// HashOf is Hash for signals that are in no map.
func HashOf(env Environment, signals Lookup) string {
	var b [Length]byte
	for i := range Segments {
		s := &Segments[i]
		signal, ok := signals(s.Key)
		if !ok {
			signal.State = Absent
		}
		s.put(b[s.Offset:s.Offset+s.Width], i, signal)
	}
	putHeader(&b, env)
	return string(b[:])
}

// put writes one segment. An empty part is absent; a value of which nothing is
// understood is failed, so that it is skipped instead of compared.
func (s *Segment) put(dst []byte, index int, signal Signal) {
	if signal.State != Present {
		fill(dst, signal.State)
		return
	}
	var values [2]string
	if len(signal.Value) <= maxRaw {
		values = s.encode(signal.Value)
	}
	if values == ([2]string{}) {
		fill(dst, stateOfNothing(signal.Value))
		return
	}
	start := 0
	for part, end := range s.parts() {
		putPart(dst[start:end], s.Ordered, uint64(index+64*part), values[part])
		start = end
	}
}

func stateOfNothing(raw string) State {
	if spaced(raw) == "" {
		return Absent
	}
	return Failed
}

func putPart(dst []byte, ordered bool, seed uint64, value string) {
	switch {
	case value == "":
		fill(dst, Absent)
	case ordered:
		n, _ := strconv.Atoi(value) // an encoder of an ordered segment gives digits
		putDigits(dst, uint64(n))
	default:
		putDigits(dst, seededSum(seed, value))
	}
}

func fill(dst []byte, s State) {
	if s != Absent && s != Muted {
		s = Failed
	}
	for i := range dst {
		dst[i] = byte(s)
	}
}

func putHeader(b *[Length]byte, env Environment) {
	copy(b[:], tag)
	letters := env.letters()
	copy(b[engineAt:], letters[:])
	b[reservedAt] = reserved
	putDigits(b[familiesAt:checksumAt], families(string(b[:])))
	putDigits(b[checksumAt:HeaderLength], checksum(string(b[:])))
}

// families has one bit a family of signals, set where one of its segments has no
// value.
func families(print string) uint64 {
	bits := uint64(0)
	for i := range Segments {
		if !isDigit(print[Segments[i].Offset]) {
			bits |= familyBits[i]
		}
	}
	return bits
}

// familyBits is the bit of each segment's family, which is its key up to the dot.
// Families are numbered in the order in which they appear: 22, within the 23 bits
// that four digits hold.
var familyBits = func() (bits [len(Segments)]uint64) {
	var known []string
	for i := range Segments {
		family := familyOf(Segments[i].Key)
		place := slices.Index(known, family)
		if place < 0 {
			place, known = len(known), append(known, family)
		}
		bits[i] = 1 << place
	}
	return bits
}()

func familyOf(key string) string {
	family, _, _ := strings.Cut(key, ".")
	return family
}

// checksum guards against typing errors and truncation, not against forgery.
func checksum(print string) uint64 {
	head := seededSum(0, print[:checksumAt])
	return seededSum(head, print[HeaderLength:]) % checksumDigits
}
