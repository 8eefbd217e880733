package jsonlite

import "strconv"

// Kind is the type of a JSON value.
type Kind byte

// The kinds. A missing value, as [Value.Get] returns for an unknown key, is None.
const (
	None Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// Value is one JSON value within a text that [Parse] has checked. The zero Value is
// missing: every accessor returns its zero value.
type Value struct{ text []byte }

// Kind returns the type of v.
func (v Value) Kind() Kind {
	if len(v.text) == 0 {
		return None
	}
	switch v.text[0] {
	case 'n':
		return Null
	case 't', 'f':
		return Bool
	case '"':
		return String
	case '[':
		return Array
	case '{':
		return Object
	}
	return Number
}

// Exists says whether v is there and not null.
func (v Value) Exists() bool { return v.Kind() > Null }

// Raw is the text of v as it came, without the space around it: a view, not a copy.
func (v Value) Raw() []byte { return v.text }

// Bool is true only for true.
func (v Value) Bool() bool { return len(v.text) > 0 && v.text[0] == 't' }

// Int is the value of an integral number; ok is false for everything else, for
// fractions, exponents and what int64 cannot hold.
func (v Value) Int() (n int64, ok bool) {
	if v.Kind() != Number {
		return 0, false
	}
	n, err := strconv.ParseInt(string(v.text), 10, 64)
	return n, err == nil
}

// Float is the value of a number, or 0. It links strconv's float tables: prefer Int.
func (v Value) Float() float64 {
	if v.Kind() != Number {
		return 0
	}
	f, _ := strconv.ParseFloat(string(v.text), 64)
	return f
}

// Text is the content of a string, or "" for everything else.
func (v Value) Text() string {
	if v.Kind() != String {
		return ""
	}
	return unquote(v.text)
}

// Get is the member of an object with that key, the last one if it occurs twice;
// missing otherwise.
func (v Value) Get(key string) (member Value) {
	for k, value := range v.Members {
		if k == key {
			member = value
		}
	}
	return member
}

// Members iterates over the members of an object in their order. Of anything else
// there are none.
func (v Value) Members(yield func(key string, value Value) bool) {
	if v.Kind() != Object {
		return
	}
	s := scanner{text: v.text, at: 1}
	for s.space(); s.text[s.at] != '}'; s.space() {
		key := s.span()
		s.space()
		s.at++ // the colon
		s.space()
		value := s.span()
		if !yield(unquote(key.text), value) {
			return
		}
		s.space()
		if s.text[s.at] == ',' {
			s.at++
		}
	}
}

// Items iterates over the items of an array in their order. Of anything else there
// are none.
func (v Value) Items(yield func(item Value) bool) {
	if v.Kind() != Array {
		return
	}
	s := scanner{text: v.text, at: 1}
	for s.space(); s.text[s.at] != ']'; s.space() {
		if !yield(s.span()) {
			return
		}
		s.space()
		if s.text[s.at] == ',' {
			s.at++
		}
	}
}

// Compact returns a checked JSON text without the space between its tokens.
func Compact(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for s := (scanner{text: text}); s.at < len(text); {
		start := s.at
		if s.peek() == '"' {
			s.string()
		} else {
			s.at++
		}
		out = append(out, text[start:s.at]...)
		s.space()
	}
	return out
}
