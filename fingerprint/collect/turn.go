//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// turns lets the page have its turn.
type turns struct {
	reach, wake jsx.Value
	woken       chan struct{}
}

func newTurns(b *browser) *turns {
	woken := make(chan struct{}, 1)
	return &turns{b.reach, b.scope.Func(func(jsx.Args) { wake(woken) }), woken}
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
	call(t.reach, "turn", t.wake)
	<-t.woken
}
