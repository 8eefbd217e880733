//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// turns lets the page have its turn.
type turns struct {
	b     *browser
	began float64 // the task in progress
	wake  jsx.Value
	woken chan struct{}
}

func newTurns(b *browser) *turns {
	woken := make(chan struct{}, 1)
	return &turns{b, b.now(), b.scope.Func(func(jsx.Args) { wake(woken) }), woken}
}

// wake is safe in a callback: it never blocks.
func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// breathe gives the page its turn if we had ours: it ends the task that we are in and
// goes on in a later one.
func (t *turns) breathe() {
	if t.b.time-t.began < sliceLimit {
		return
	}
	call(t.b.reach, "turn", t.wake)
	<-t.woken
	t.began = t.b.now()
}
