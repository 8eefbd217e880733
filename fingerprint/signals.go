package fingerprint

// Lookup finds a signal by its key; ok is false where there is none.
type Lookup func(key string) (s Signal, ok bool)

func inMap(signals map[string]Signal) Lookup {
	return func(key string) (Signal, bool) {
		s, ok := signals[key]
		return s, ok
	}
}

// Signals are a few signals by key, for the browser, where the first map would link
// 60 kB of code. The zero value has none.
type Signals struct {
	keys   []string
	values []Signal
}

// Get is a [Lookup].
func (s *Signals) Get(key string) (signal Signal, ok bool) {
	for i := range s.keys {
		if s.keys[i] == key {
			return s.values[i], true
		}
	}
	return Signal{}, false
}

// Set keeps a signal in place of the one with that key, if there is one.
func (s *Signals) Set(key string, signal Signal) {
	for i := range s.keys {
		if s.keys[i] == key {
			s.values[i] = signal
			return
		}
	}
	s.keys, s.values = append(s.keys, key), append(s.values, signal)
}
