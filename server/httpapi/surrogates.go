package httpapi

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// pairSurrogates writes U+FFFD for the halves of characters that stand alone in valid JSON,
// in place: pages make them by cutting a text in the middle of an emoji. What is kept comes
// back in replies, and strict parsers would refuse all of a reply with a half in it.
func pairSurrogates(b []byte) {
	for i := bytes.IndexByte(b, '\\'); i >= 0 && i < len(b); i++ {
		if b[i] != '\\' {
			continue
		}
		switch high, low := escaped(b[i:]), escaped(b[min(i+6, len(b)):]); {
		case high>>10 == 0xd800>>10 && low>>10 == 0xdc00>>10:
			i += 11
		case high>>11 == 0xd800>>11:
			copy(b[i:], `\ufffd`)
			i += 5
		default:
			i++
		}
	}
}

// escaped is the UTF-16 unit that b begins with, as \u and four digits; else U+FFFD.
func escaped(b []byte) uint64 {
	if len(b) >= 6 && b[0] == '\\' && b[1] == 'u' {
		if unit, err := strconv.ParseUint(string(b[2:6]), 16, 16); err == nil {
			return unit
		}
	}
	return utf8.RuneError
}
