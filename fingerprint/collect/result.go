//go:build js && wasm

package collect

import (
	"sync"

	"github.com/openrupt/openrupt/fingerprint"
)

// Result is what one collection found. Its methods may be called at once.
type Result struct {
	// Environment goes into the header of the hash.
	Environment fingerprint.Environment
	// Signals has one entry a segment of the hash, by its key.
	Signals fingerprint.Signals
	// Total is the time that they took, in milliseconds.
	Total float64

	known    known
	asking   sync.Mutex // of what follows, which is read when somebody asks
	extras   []Extra
	verdicts *Verdicts
}

// Hash is the fingerprint of the collected signals: 256 characters, whatever happened.
func (r *Result) Hash() string { return fingerprint.HashOf(r.Environment, r.Signals.Get) }

// Extras are what is reported and never hashed, in the order of the names. They are read
// at the first call, which takes what the browser takes to answer, 0.3 seconds at most.
// It blocks: it must not be called from a callback of JavaScript.
func (r *Result) Extras() []Extra {
	r.asking.Lock()
	defer r.asking.Unlock()
	if r.extras == nil {
		r.extras = readExtras(r)
	}
	return r.extras
}

// Verdicts are the judgements on the browser, which are never hashed. They are made at the
// first call, in a hidden frame that is gone afterwards. It blocks as Extras does.
func (r *Result) Verdicts() Verdicts {
	r.asking.Lock()
	defer r.asking.Unlock()
	if r.verdicts == nil {
		v := judge(r)
		r.verdicts = &v
	}
	return *r.verdicts
}
