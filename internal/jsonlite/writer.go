package jsonlite

import (
	"strconv"
	"unicode/utf8"
)

// Writer appends JSON to a buffer and puts the commas. It does not check that what
// is opened is closed: its callers are short, and tested. The zero Writer is ready.
type Writer struct{ buf []byte }

// Bytes returns what was written.
func (w *Writer) Bytes() []byte { return w.buf }

// String returns what was written.
func (w *Writer) String() string { return string(w.buf) }

// Open starts an object ('{') or an array ('[').
func (w *Writer) Open(bracket byte) {
	w.comma()
	w.buf = append(w.buf, bracket)
}

// Close ends what was opened last, with '}' or ']'.
func (w *Writer) Close(bracket byte) { w.buf = append(w.buf, bracket) }

// Key writes the name of the next member; a value must follow. It returns w, so
// that the value can stand on the same line.
func (w *Writer) Key(name string) *Writer {
	w.Text(name)
	w.buf = append(w.buf, ':')
	return w
}

// Text writes a string.
func (w *Writer) Text(s string) {
	w.comma()
	w.buf = AppendQuoted(w.buf, s)
}

// Int writes an integer.
func (w *Writer) Int(n int64) {
	w.comma()
	w.buf = strconv.AppendInt(w.buf, n, 10)
}

// Bool writes true or false.
func (w *Writer) Bool(b bool) {
	w.comma()
	w.buf = strconv.AppendBool(w.buf, b)
}

// Raw writes a JSON text as it is; an empty one as null.
func (w *Writer) Raw(text []byte) {
	w.comma()
	if len(text) == 0 {
		text = []byte("null")
	}
	w.buf = append(w.buf, text...)
}

// Optional writes a member whose value is a string, unless that is empty.
func (w *Writer) Optional(key, s string) {
	if s != "" {
		w.Key(key).Text(s)
	}
}

// OptionalRaw writes a member whose value is a JSON text, unless that is empty.
func (w *Writer) OptionalRaw(key string, text []byte) {
	if len(text) > 0 {
		w.Key(key).Raw(text)
	}
}

// comma separates the next value from one before it, which the last byte tells.
func (w *Writer) comma() {
	if n := len(w.buf); n > 0 {
		switch w.buf[n-1] {
		case '{', '[', ':':
		default:
			w.buf = append(w.buf, ',')
		}
	}
}

// AppendQuoted appends s as a JSON string. Bytes that are not UTF-8 become U+FFFD.
func AppendQuoted(buf []byte, s string) []byte {
	buf = append(buf, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			buf = append(buf, '\\', byte(r))
		case r < ' ':
			const hex = "0123456789abcdef"
			buf = append(buf, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			buf = utf8.AppendRune(buf, r)
		}
	}
	return append(buf, '"')
}
