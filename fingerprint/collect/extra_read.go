//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsonlite"
)

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

// enquiry is one run through the extras.
type enquiry struct {
	b       *browser
	answers *answers
	extras  []Extra
}

// readExtras reads the extras, beside those that are made of signals.
func readExtras(r *Result) []Extra {
	b := r.visit()
	defer b.leave()
	turns := newTurns(b)
	n := enquiry{b: b, answers: newAnswers()}
	n.derive(r)
	for _, s := range askedExtras {
		n.answers.start(func() { n.read(s) })
	}
	for _, s := range extras {
		turns.breathe()
		n.read(s)
	}
	n.answers.wait(asyncLimit)
	for _, s := range askedExtras {
		n.add(Extra{Name: s.name, Value: "null", Reason: errTimeout.Error()})
	}
	return n.extras
}

// read is the guard around an extra.
func (n *enquiry) read(s extraSource) {
	started := n.b.now()
	json, err := try(func() (string, error) {
		v, err := s.read(n.b)
		if err != nil {
			return "", err
		}
		return n.b.stringify(v)
	})
	extra := Extra{Name: s.name, Value: json, Duration: n.b.now() - started}
	if err != nil {
		extra.Value, extra.Reason = "null", err.Error()
	}
	if !n.answers.closed {
		n.add(extra)
	}
}

// add puts an extra in its place, unless there is one of that name.
func (n *enquiry) add(e Extra) {
	for _, known := range n.extras {
		if known.Name == e.Name {
			return
		}
	}
	n.extras = append(n.extras, e)
	for i := len(n.extras) - 1; i > 0 && n.extras[i-1].Name > e.Name; i-- {
		n.extras[i-1], n.extras[i] = e, n.extras[i-1]
	}
}

// derive adds the extras that are made of signals.
func (n *enquiry) derive(r *Result) {
	var w jsonlite.Writer
	w.Open('[')
	duration := 0.0
	for _, s := range measured {
		signal, _ := r.Signals.Get(s.key)
		if strings.HasPrefix(s.key, "font.b") && signal.State == fingerprint.Present && signal.Value != "" {
			for _, name := range strings.Split(signal.Value, ",") {
				w.Text(name)
			}
		}
		duration += signal.Duration
	}
	w.Close(']')
	n.add(Extra{Name: "fonts", Value: w.String(), Duration: duration})
	results, _ := r.Signals.Get("math.class")
	math := Extra{Name: "math", Value: "[" + results.Value + "]", Duration: results.Duration, Reason: results.Reason}
	if math.Reason != "" {
		math.Value = "null"
	}
	n.add(math)
	n.add(Extra{Name: "protection", Value: `"` + r.known.protection + `"`})
}
