//go:build js

package jsx

import "errors"

// ErrLate says that a promise did not settle in time.
var ErrLate = errors.New("timeout")

// Await blocks the goroutine until promise settles and returns its value or, as
// *[Error], its reason, both in the scope of promise. After limit milliseconds, if that
// is not 0, it returns [ErrLate]. What is no promise is its own value. It must not be
// called from a callback: JavaScript cannot settle anything before that returns.
func Await(promise Value, limit int) (value Value, err error) {
	if promise.Type() == TypeThrown {
		return Undefined, promise.Err()
	}
	settled := make(chan struct{}, 1)
	then(promise, limit, func(v Value, e error) {
		value, err = v, e
		settled <- struct{}{}
	})
	<-settled
	return value, err
}

// then calls f once with what became of promise. f must not block.
func then(promise Value, limit int, f func(Value, error)) {
	if !promise.IsObject() {
		After(0, func() { f(promise, nil) })
		return
	}
	scope, s := promise.Scope(), Open()
	s.tools().Call("wait", promise, s.Func(func(args Args) {
		state, value := args.At(0).Int(), scope.Keep(args.At(1))
		s.Close()
		switch state {
		case 0:
			f(value, nil)
		case 1:
			f(Undefined, &Error{value})
		default:
			f(Undefined, ErrLate)
		}
	}), limit)
}

// Reason is the JavaScript value to reject with for err, in s.
func (s Scope) Reason(err error) Value {
	if thrown, ok := err.(*Error); ok {
		return s.Keep(thrown.Value)
	}
	return s.Global().Get("Error").New(err.Error())
}
