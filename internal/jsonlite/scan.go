package jsonlite

import "errors"

// MaxDepth is how deep arrays and objects may nest.
const MaxDepth = 128

// Errors of [Parse].
var (
	ErrSyntax = errors.New("jsonlite: not a JSON text")
	ErrDepth  = errors.New("jsonlite: nested too deep")
)

// Parse checks text, which must be one JSON value with nothing but space around it,
// and returns that value. The value is a view of text: text must not change after.
func Parse(text []byte) (Value, error) {
	s := scanner{text: text}
	s.space()
	start := s.at
	if err := s.value(0); err != nil {
		return Value{}, err
	}
	end := s.at
	s.space()
	if s.at != len(text) {
		return Value{}, ErrSyntax
	}
	return Value{text[start:end]}, nil
}

type scanner struct {
	text []byte
	at   int
}

// peek is the next byte, or 0 at the end; no JSON token starts with 0.
func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

func (s *scanner) space() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

// span returns the next value of a text that is known to be valid.
func (s *scanner) span() Value {
	start := s.at
	s.value(0)
	return Value{s.text[start:s.at]}
}

func (s *scanner) value(depth int) error {
	switch s.peek() {
	case '{':
		return s.object(depth + 1)
	case '[':
		return s.array(depth + 1)
	case '"':
		return s.string()
	case 't':
		return s.literal("true")
	case 'f':
		return s.literal("false")
	case 'n':
		return s.literal("null")
	}
	return s.number()
}

func (s *scanner) object(depth int) error {
	if depth > MaxDepth {
		return ErrDepth
	}
	s.at++
	s.space()
	if s.take('}') {
		return nil
	}
	for {
		s.space()
		if err := s.member(depth); err != nil {
			return err
		}
		s.space()
		if s.take('}') {
			return nil
		}
		if !s.take(',') {
			return ErrSyntax
		}
	}
}

func (s *scanner) member(depth int) error {
	if err := s.string(); err != nil {
		return err
	}
	s.space()
	if !s.take(':') {
		return ErrSyntax
	}
	s.space()
	return s.value(depth)
}

func (s *scanner) array(depth int) error {
	if depth > MaxDepth {
		return ErrDepth
	}
	s.at++
	s.space()
	if s.take(']') {
		return nil
	}
	for {
		s.space()
		if err := s.value(depth); err != nil {
			return err
		}
		s.space()
		if s.take(']') {
			return nil
		}
		if !s.take(',') {
			return ErrSyntax
		}
	}
}

func (s *scanner) literal(word string) error {
	if len(s.text)-s.at < len(word) || string(s.text[s.at:s.at+len(word)]) != word {
		return ErrSyntax
	}
	s.at += len(word)
	return nil
}

func (s *scanner) number() error {
	s.take('-')
	if !s.take('0') && !s.digits() {
		return ErrSyntax
	}
	if s.take('.') && !s.digits() {
		return ErrSyntax
	}
	if s.take('e') || s.take('E') {
		if !s.take('+') {
			s.take('-')
		}
		if !s.digits() {
			return ErrSyntax
		}
	}
	return nil
}

func (s *scanner) digits() bool {
	start := s.at
	for c := s.peek(); '0' <= c && c <= '9'; c = s.peek() {
		s.at++
	}
	return s.at > start
}
