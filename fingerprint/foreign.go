package fingerprint

import "github.com/agnivade/levenshtein"

// maxForeign bounds the time that comparing two foreign hashes takes. The longest
// known one has 2,048 characters.
const maxForeign = 4096

// ForeignSimilarity compares two hashes of another library: 1 less the edit
// distance a character, from 0 to 1. Hashes of different kinds, which is to say of
// different length or alphabet, have nothing in common: 0. So have two that are
// empty or longer than 4,096 bytes, unless they are equal.
func ForeignSimilarity(a, b string) float64 {
	if a == b && a != "" {
		return 1
	}
	kind, other := kindOf(a), kindOf(b)
	if kind != other || kind.length == 0 || kind.length > maxForeign {
		return 0
	}
	return 1 - float64(levenshtein.ComputeDistance(a, b))/float64(kind.length)
}

// kind tells apart where foreign hashes come from.
type kind struct {
	length int
	hex    bool
}

func kindOf(s string) kind {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return kind{len(s), false}
		}
	}
	return kind{len(s), true}
}
