//go:build js && wasm

package collect

import (
	"runtime"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// collection is one run through the registry.
type collection struct {
	b       *browser
	turns   *turns
	slice   float64 // when the task in progress began
	waiting int     // answers outstanding
	settled chan struct{}
	closed  bool // late answers are dropped
	result  Result
}

func newCollection(o Options) *collection {
	return &collection{b: newBrowser(o), settled: make(chan struct{}, 1)}
}

// run reads everything. It blocks and must not be called from a callback.
func (c *collection) run() *Result {
	b := c.b
	b.waitForBody()
	c.begin()
	c.ask(asked)
	c.readAll(graphic)
	c.ask(rendered)
	c.readAll(cheap)
	c.readExtras()
	c.readAll(drawn)
	b.openFrame()
	c.readAll(framed)
	c.result.Automation = c.judge(automationChecks)
	c.result.Tampering = c.judge(tamperingChecks)
	c.waitForAnswers()
	c.finish()
	return &c.result
}

// begin finds out where we are.
func (c *collection) begin() {
	b := c.b
	c.turns = newTurns(b)
	c.slice = b.now()
	b.engine = findEngine(b)
	b.platform = findPlatform(b)
	b.version = findVersion(b)
	b.noise = probeNoise(b)
	b.protection = findProtection(b)
	b.now()
	c.breathe()
}

// ask starts sources without waiting for them.
func (c *collection) ask(sources []source) {
	for _, s := range sources {
		c.start(func() { c.read(s) })
	}
	runtime.Gosched() // let them put their questions
}

// start runs f on a goroutine for which waitForAnswers waits.
func (c *collection) start(f func()) {
	c.waiting++
	go func() {
		f()
		if c.waiting--; c.waiting == 0 {
			wake(c.settled)
		}
	}()
}

func (c *collection) readAll(sources []source) {
	for _, s := range sources {
		c.breathe()
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
	if !c.closed {
		c.result.Signals.Set(s.key, signal)
	}
}

// breathe gives the page its turn if we had ours.
func (c *collection) breathe() {
	if c.b.time-c.slice < sliceLimit {
		return
	}
	c.turns.give()
	c.slice = c.b.now()
}

// waitForAnswers waits for what was asked, as long as the budget lasts. A timer ends it:
// the clock of a page may stand still.
func (c *collection) waitForAnswers() {
	over := false
	defer jsx.After(c.b.left(), func() {
		over = true
		wake(c.settled)
	})()
	for c.waiting > 0 && !over {
		<-c.settled
	}
}

// finish closes the books: whatever has not answered by now has failed.
func (c *collection) finish() {
	c.closed = true
	for i := range fingerprint.Segments {
		key := fingerprint.Segments[i].Key
		if _, ok := c.result.Signals.Get(key); !ok {
			c.result.Signals.Set(key, outcome("", errTimeout))
		}
	}
	c.derive()
	b := c.b
	b.closeGL()
	attempt(func() { call(b.reach, "forget") })
	c.result.Environment = fingerprint.Environment{
		Engine: b.engine, Platform: b.platform, Protection: fingerprint.ProtectionOf(b.protection),
	}
	c.result.Total = b.now() - b.started
	b.scope.Close()
}
