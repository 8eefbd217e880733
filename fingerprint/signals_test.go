package fingerprint

import "testing"

func TestSignals(t *testing.T) {
	var s Signals
	if _, ok := s.Get("ua.brand"); ok {
		t.Error("an empty set has a signal")
	}
	s.Set("ua.brand", Signal{Value: "Firefox"})
	s.Set("ua.engine", Signal{Value: "gecko"})
	s.Set("ua.brand", Signal{State: Failed})
	asMap := map[string]Signal{"ua.brand": {State: Failed}, "ua.engine": {Value: "gecko"}}
	for key, want := range asMap {
		if got, ok := s.Get(key); !ok || got != want {
			t.Errorf("%s is %+v, %v", key, got, ok)
		}
	}
	env := EnvironmentIn(s.Get)
	if env != EnvironmentOf(asMap) || HashOf(env, s.Get) != Hash(env, asMap) {
		t.Error("a set and a map of the same signals have different hashes")
	}
}
