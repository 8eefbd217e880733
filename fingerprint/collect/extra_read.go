//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsonlite"
)

// readExtras reads the extras. Those that take an answer are not waited for: what is
// not hashed must not hold up the hash.
func (c *collection) readExtras() {
	for _, s := range askedExtras {
		go c.readExtra(s)
	}
	for _, s := range extras {
		c.breathe()
		c.readExtra(s)
	}
}

// readExtra is the guard around an extra.
func (c *collection) readExtra(s extraSource) {
	started := c.b.now()
	json, err := try(func() (string, error) {
		v, err := s.read(c.b)
		if err != nil {
			return "", err
		}
		return c.b.stringify(v)
	})
	extra := Extra{Name: s.name, Value: json, Duration: c.b.now() - started}
	if err != nil {
		extra.Value, extra.Reason = "null", err.Error()
	}
	if !c.closed {
		c.result.add(extra)
	}
}

// derive fills in the extras that are made of signals.
func (c *collection) derive() {
	var installed []string
	duration := 0.0
	for _, s := range framed {
		signal, _ := c.result.Signals.Get(s.key)
		if strings.HasPrefix(s.key, "font.b") && signal.State == fingerprint.Present && signal.Value != "" {
			installed = append(installed, strings.Split(signal.Value, ",")...)
		}
		duration += signal.Duration
	}
	var w jsonlite.Writer
	w.Open('[')
	for _, name := range installed {
		w.Text(name)
	}
	w.Close(']')
	c.result.add(Extra{Name: "fonts", Value: w.String(), Duration: duration})
	results, _ := c.result.Signals.Get("math.class")
	math := Extra{Name: "math", Value: "[" + results.Value + "]", Duration: results.Duration, Reason: results.Reason}
	if math.Reason != "" {
		math.Value = "null"
	}
	c.result.add(math)
	c.result.add(Extra{Name: "protection", Value: `"` + c.b.protection + `"`})
	for _, s := range askedExtras {
		c.result.add(Extra{Name: s.name, Value: "null", Reason: errTimeout.Error()})
	}
}
