//go:build js && wasm

package collect

import "syscall/js"

// turns lets the page have its turn.
type turns struct {
	woken chan struct{}
	wake  js.Func
}

func newTurns() *turns {
	t := &turns{woken: make(chan struct{}, 1)}
	t.wake = js.FuncOf(func(js.Value, []js.Value) any {
		wake(t.woken)
		return nil
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
	reach.Call("turn", t.wake)
	<-t.woken
}

func (t *turns) close() { t.wake.Release() }
