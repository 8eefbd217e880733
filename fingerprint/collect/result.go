//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/fingerprint"

// Result is what one collection found.
type Result struct {
	// Environment goes into the header of the hash.
	Environment fingerprint.Environment
	// Signals has one entry a segment of the hash, by its key.
	Signals fingerprint.Signals
	// Extra is what is reported and never hashed, in the order of the names.
	Extra []Extra
	// Automation says whether a program drives this browser, Tampering whether its
	// answers contradict each other. Neither is part of the hash.
	Automation, Tampering Verdict
	// Total is the time that everything took, in milliseconds.
	Total float64
}

// Extra is a value that is reported beside the hash.
type Extra struct {
	Name string
	// Value is JSON text, "null" where there is none.
	Value string
	// Reason is a stable word for why there is no value.
	Reason string
	// Duration is the time that reading took, in milliseconds.
	Duration float64
}

// Hash is the fingerprint of the collected signals: 256 characters, whatever happened.
func (r *Result) Hash() string { return fingerprint.HashOf(r.Environment, r.Signals.Get) }

// add puts an extra in its place, unless there is one of that name.
func (r *Result) add(e Extra) {
	for _, known := range r.Extra {
		if known.Name == e.Name {
			return
		}
	}
	r.Extra = append(r.Extra, e)
	for i := len(r.Extra) - 1; i > 0 && r.Extra[i-1].Name > e.Name; i-- {
		r.Extra[i-1], r.Extra[i] = e, r.Extra[i-1]
	}
}
