//go:build js && wasm

package collect

import (
	"syscall/js"

	"github.com/openrupt/openrupt/internal/jsx"
)

// turns lets the page have its turn. A message to oneself is delivered as a task of
// its own at once, while browsers delay nested timers by 4 ms and, in hidden tabs, by
// a second.
type turns struct {
	near, far js.Value
	woken     chan struct{}
	unlisten  func()
}

func newTurns(b *browser) *turns {
	t := &turns{woken: make(chan struct{}, 1)}
	attempt(func() { // without channels timers must do
		channel := construct(get(b.window, "MessageChannel"))
		t.near, t.far = get(channel, "port1"), get(channel, "port2")
		call(t.near, "start")
		t.unlisten = jsx.Listen(t.near, "message", func(js.Value) { wake(t.woken) })
	})
	return t
}

// wake is safe in a callback: it never blocks.
func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// give ends the task that we are in and goes on in a later one.
func (t *turns) give() {
	if t.unlisten == nil {
		jsx.Sleep(0)
		return
	}
	defer jsx.After(100, func() { wake(t.woken) })() // a channel that is dead
	call(t.far, "postMessage", 0)
	<-t.woken
}

func (t *turns) close() {
	if t.unlisten != nil {
		t.unlisten()
		attempt(func() { call(t.near, "close") })
	}
}
