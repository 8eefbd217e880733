//go:build js && wasm

package collect

import (
	"runtime"

	"github.com/openrupt/openrupt/fingerprint"
)

// collection is one run through the registry.
type collection struct {
	b       *browser
	turns   *turns
	answers *answers
	result  Result
}

func newCollection(o Options) *collection {
	b := newBrowser(o)
	return &collection{b: b, turns: newTurns(b), answers: newAnswers()}
}

// run reads everything. It blocks and must not be called from a callback.
func (c *collection) run() *Result {
	c.begin()
	c.ask(asked)
	c.readAll(graphic)
	c.ask(rendered)
	c.readAll(cheap)
	c.readAll(drawn)
	c.readAll(measured)
	c.answers.wait(c.b.left())
	c.finish()
	return &c.result
}

// begin finds out where we are.
func (c *collection) begin() {
	b := c.b
	b.engine = findEngine(b)
	b.platform = findPlatform(b)
	b.version = findVersion(b)
	b.noise = probeNoise(b)
	b.protection = findProtection(b)
	b.now()
	c.turns.breathe()
}

// ask starts sources without waiting for them.
func (c *collection) ask(sources []source) {
	for _, s := range sources {
		c.answers.start(func() { c.read(s) })
	}
	runtime.Gosched() // let them put their questions
}

func (c *collection) readAll(sources []source) {
	for _, s := range sources {
		c.turns.breathe()
		c.read(s)
	}
}

// read is the guard around a signal.
func (c *collection) read(s source) {
	started := c.b.now()
	signal := outcome(try(func() (string, error) {
		if reason := c.b.muted(s.key); reason != "" {
			return "", errMuted(reason)
		}
		return s.read(c.b)
	}))
	signal.Duration = c.b.now() - started
	if !c.answers.closed {
		c.result.Signals.Set(s.key, signal)
	}
}

// finish closes the books: whatever has not answered by now has failed.
func (c *collection) finish() {
	for i := range fingerprint.Segments {
		key := fingerprint.Segments[i].Key
		if _, ok := c.result.Signals.Get(key); !ok {
			c.result.Signals.Set(key, outcome("", errTimeout))
		}
	}
	b := c.b
	b.closeGL()
	c.result.Environment = fingerprint.Environment{
		Engine: b.engine, Platform: b.platform, Protection: fingerprint.ProtectionOf(b.protection),
	}
	c.result.Total = b.now() - b.started
	c.result.known = b.known
	b.leave()
}
