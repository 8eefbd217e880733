//go:build js

package jsx

import "syscall/js"

// Await blocks the goroutine until promise settles and returns its value or, as
// *[Error], its reason. What is not a promise is returned as it is. It must not be
// called from a callback: JavaScript cannot settle anything before that returns.
func Await(promise js.Value) (js.Value, error) {
	if !IsPromise(promise) {
		return promise, nil
	}
	settled := make(chan outcome, 1)
	Then(promise, func(value js.Value, err error) { settled <- outcome{value, err} })
	o := <-settled
	return o.value, o.err
}

type outcome struct {
	value js.Value
	err   error
}

// IsPromise says whether v has a then method.
func IsPromise(v js.Value) bool {
	return v.Type() == js.TypeObject && v.Get("then").Type() == js.TypeFunction
}

// Then calls f once, with the value of promise or with its reason as *[Error], and
// releases both callbacks. f runs inside a callback: it must not block.
func Then(promise js.Value, f func(js.Value, error)) {
	var fulfilled, rejected js.Func
	release := func() {
		fulfilled.Release()
		rejected.Release()
	}
	fulfilled = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		f(first(args), nil)
		return nil
	})
	rejected = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		f(js.Undefined(), &Error{first(args)})
		return nil
	})
	promise.Call("then", fulfilled, rejected)
}

// Promise runs f on a goroutine and returns a promise of its result. An error
// rejects with what it holds (*[Error]) or with a new Error of its message. A panic
// is left to the caller's own recover: only the exports know what it means.
func Promise(f func() (any, error)) js.Value {
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
		resolve, reject := args[0], args[1]
		go func() {
			value, err := f()
			if err != nil {
				reject.Invoke(Reason(err))
				return
			}
			resolve.Invoke(value)
		}()
		return nil
	})
	defer executor.Release() // a promise calls its executor at once
	return js.Global().Get("Promise").New(executor)
}

// Reason is the JavaScript value to reject with for err.
func Reason(err error) js.Value {
	if thrown, ok := err.(*Error); ok {
		return thrown.Value
	}
	return js.Global().Get("Error").New(err.Error())
}

func first(args []js.Value) js.Value {
	if len(args) == 0 {
		return js.Undefined()
	}
	return args[0]
}
