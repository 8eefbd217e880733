//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// answers counts what was asked and has not been answered.
type answers struct {
	waiting int
	settled chan struct{}
	closed  bool // late answers are dropped
}

func newAnswers() *answers { return &answers{settled: make(chan struct{}, 1)} }

// start runs f on a goroutine for which wait waits.
func (a *answers) start(f func()) {
	a.waiting++
	go func() {
		f()
		if a.waiting--; a.waiting == 0 {
			wake(a.settled)
		}
	}()
}

// wait waits for what was asked, at most limit milliseconds. A timer ends it: the clock
// of a page may stand still.
func (a *answers) wait(limit int) {
	over := false
	defer jsx.After(limit, func() {
		over = true
		wake(a.settled)
	})()
	for a.waiting > 0 && !over {
		<-a.settled
	}
	a.closed = true
}
