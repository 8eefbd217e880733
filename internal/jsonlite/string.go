package jsonlite

import (
	"unicode/utf16"
	"unicode/utf8"
)

// string checks the next string: no control characters, known escapes only.
func (s *scanner) string() error {
	if !s.take('"') {
		return ErrSyntax
	}
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch {
		case c == '"':
			return nil
		case c < ' ':
			return ErrSyntax
		case c == '\\':
			if !s.escape() {
				return ErrSyntax
			}
		}
	}
	return ErrSyntax
}

func (s *scanner) escape() bool {
	c := s.peek()
	s.at++
	switch c {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		if len(s.text)-s.at < 4 {
			return false
		}
		_, ok := hex4(s.text[s.at:])
		s.at += 4
		return ok
	}
	return false
}

// unquote returns the content of a checked string. Lone surrogates and bytes that
// are not UTF-8 become U+FFFD, as JavaScript and encoding/json do.
func unquote(quoted []byte) string {
	inner := quoted[1 : len(quoted)-1]
	if plain(inner) {
		return string(inner)
	}
	out := make([]byte, 0, len(inner))
	for len(inner) > 0 {
		var r rune
		var size int
		if inner[0] == '\\' {
			r, size = unescape(inner)
		} else {
			r, size = utf8.DecodeRune(inner)
		}
		out = utf8.AppendRune(out, r)
		inner = inner[size:]
	}
	return string(out)
}

func plain(s []byte) bool {
	for _, c := range s {
		if c == '\\' {
			return false
		}
	}
	return utf8.Valid(s)
}

// unescape decodes the escape at the start of s and says how long it is; a
// surrogate pair is one escape of twelve bytes.
func unescape(s []byte) (r rune, size int) {
	switch s[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		return unescapeUnicode(s)
	}
	return rune(s[1]), 2
}

func unescapeUnicode(s []byte) (r rune, size int) {
	r, _ = hex4(s[2:])
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
		low, _ := hex4(s[8:])
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return utf8.RuneError, 6
}

func hex4(s []byte) (r rune, ok bool) {
	for _, c := range s[:4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
