//go:build js

package jsx

// After calls f once, ms milliseconds from now, and returns the function that cancels
// that. f must not block.
func After(ms int, f func()) (cancel func()) {
	s := Open()
	over := func() {
		s.Close()
		s = 0
	}
	timer := s.Global().Call("setTimeout", s.Func(func(Args) {
		over()
		f()
	}), ms)
	return func() {
		if s != 0 {
			s.Global().Call("clearTimeout", timer)
			over()
		}
	}
}

// Now is the time since 1970-01-01T00:00:00Z in milliseconds.
func Now() int64 {
	s := Open()
	now := s.Global().Get("Date").Call("now").Float()
	s.Close()
	return int64(now)
}
