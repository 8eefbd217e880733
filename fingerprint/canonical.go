package fingerprint

import (
	"slices"
	"strings"
)

// encoder turns a raw value of at most maxRaw bytes into the canonical
// values of the two parts of a segment, or of its only one. Whatever it is given,
// it returns; what it does not understand it leaves empty.
type encoder func(raw string) [2]string

// one is the result of an encoder of a segment in one piece.
func one(value string) [2]string { return [2]string{value} }

// fold puts s in the form in which names are compared: lower case, one space
// between words, none around.
func fold(s string) string {
	if isFolded(s) {
		return s
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// isFolded knows the plain cases, which are most, without making anything.
func isFolded(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x80 || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

// words is for values that are short names.
func words(raw string) [2]string { return one(fold(raw)) }

// set is for lists whose order means nothing.
func set(raw string) [2]string { return one(sortedSet(strings.Split(raw, ","))) }

// sortedSet folds names, sorts them and drops empty and repeated ones.
func sortedSet(names []string) string {
	folded := make([]string, 0, len(names))
	for _, name := range names {
		if name = fold(name); name != "" {
			folded = append(folded, name)
		}
	}
	slices.Sort(folded)
	return strings.Join(slices.Compact(folded), ",")
}

// digest is for values made by [Digest].
func digest(raw string) [2]string {
	if !isDigest(raw) {
		return [2]string{}
	}
	return one(raw)
}

func isDigest(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == 16
}
