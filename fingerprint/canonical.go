package fingerprint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	return spaced(lower(s))
}

// lower and spaced do what package strings does with more code than both sides need.

// lower is s in lower case.
func lower(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	return string(b)
}

// spaced is s with one space between words and none around.
func spaced(s string) string {
	b := make([]byte, 0, len(s))
	gap := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			gap = len(b) > 0
			continue
		}
		if gap {
			b = append(b, ' ')
			gap = false
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
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
	set := folded[:0]
	for i, name := range folded {
		if i == 0 || name != set[len(set)-1] {
			set = append(set, name)
		}
	}
	return strings.Join(set, ",")
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
