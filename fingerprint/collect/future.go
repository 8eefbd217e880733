//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// future is a value that is asked for once and waited for by several signals.
type future struct {
	ready chan struct{}
	value jsx.Value
	err   error
}

// begin starts ask on a goroutine of its own, if nobody did yet.
func (f *future) begin(ask func() (jsx.Value, error)) {
	if f.ready != nil {
		return
	}
	f.ready = make(chan struct{})
	go func() {
		defer close(f.ready)
		defer func() {
			if thrown := recover(); thrown != nil {
				f.err = asError(thrown)
			}
		}()
		f.value, f.err = ask()
	}()
}

// wait blocks until the answer is there. The question has a time limit of its own.
func (f *future) wait() (jsx.Value, error) {
	<-f.ready
	return f.value, f.err
}
