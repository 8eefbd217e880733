package wire

import "strconv"

// The UnmarshalJSON methods of this package are called by encoding/json, which has
// checked the syntax and trimmed the blanks; what follows relies on that.

// unquote returns the text of a JSON string, or "" for null.
func unquote(b []byte) string {
	if b[0] != '"' {
		return ""
	}
	b = b[1 : len(b)-1]
	text := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			text = append(text, b[i])
			continue
		}
		i++
		switch b[i] {
		case 'b':
			text = append(text, '\b')
		case 'f':
			text = append(text, '\f')
		case 'n':
			text = append(text, '\n')
		case 'r':
			text = append(text, '\r')
		case 't':
			text = append(text, '\t')
		case 'u':
			r := hex4(b[i+1:])
			i += 4
			if 0xD800 <= r && r < 0xDC00 && i+6 < len(b) && b[i+1] == '\\' && b[i+2] == 'u' {
				if low := hex4(b[i+3:]); 0xDC00 <= low && low < 0xE000 {
					r = (r-0xD800)<<10 + low - 0xDC00 + 0x10000
					i += 6
				}
			}
			text = append(text, string(r)...) // a lone surrogate becomes U+FFFD
		default:
			text = append(text, b[i])
		}
	}
	return string(text)
}

func hex4(b []byte) rune {
	n, _ := strconv.ParseUint(string(b[:4]), 16, 32)
	return rune(n)
}

// elements splits a JSON array into the texts of its elements.
func elements(b []byte) [][]byte {
	var items [][]byte
	depth, start, quoted := 0, -1, false
	for i := 1; i < len(b); i++ {
		c := b[i]
		switch {
		case quoted:
			if c == '\\' {
				i++
			} else if c == '"' {
				quoted = false
			}
			continue
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			continue
		case depth == 0 && (c == ',' || c == ']'):
			if start >= 0 {
				items = append(items, trimRight(b[start:i]))
			}
			start = -1
			continue
		}
		if start < 0 {
			start = i
		}
		switch c {
		case '"':
			quoted = true
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
	}
	return items
}

func trimRight(b []byte) []byte {
	for n := len(b); n > 0; n-- {
		if c := b[n-1]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return b[:n]
		}
	}
	return nil
}
