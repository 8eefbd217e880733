//go:build js

package jsx

import _ "unsafe" // for linkname

// entry is a Go function that JavaScript can call.
type entry struct {
	id    listener
	scope Scope
	f     func(Args)
}

// listener is the number by which JavaScript calls a function. None is used twice: what
// is called after its scope was closed is nobody.
type listener uint32

var (
	listeners []entry
	newest    listener
)

// Args are what JavaScript called a function with. They are gone when it returns.
type Args Value

// At is the argument at i, or undefined.
func (a Args) At(i int) Value { return Value(a).At(i + 1) }

// Func is a JavaScript function that calls f as long as s is open. It returns
// undefined, and f must not block.
func (s Scope) Func(f func(Args)) Value {
	newest++
	e := entry{newest, s, f}
	for i := range listeners {
		if listeners[i].f == nil {
			listeners[i] = e
			return s.Keep(newest)
		}
	}
	listeners = append(listeners, e)
	return s.Keep(newest)
}

// The runtime has one function that it calls when JavaScript does, and calls it on a
// goroutine that is then put aside until all others wait.
//
//go:linkname setEventHandler syscall/js.setEventHandler
func setEventHandler(f func() bool)

func init() { setEventHandler(handle) }

// handle handles a call from JavaScript, if it was one and no timer of the runtime.
func handle() bool {
	args := event()
	if args == Undefined {
		return false
	}
	id := listener(args.At(0).Int())
	for _, e := range listeners {
		if e.id == id && e.f != nil {
			e.f(Args(args))
			break
		}
	}
	args.Scope().Close()
	return true
}

//go:wasmimport rupt event
func event() Value

// Listen calls f for each event of target and returns the function that removes the
// listener. f must not block. Calling remove twice is harmless.
func Listen(target Value, event string, f func(event Value)) (remove func()) {
	s := Open()
	target = s.Keep(target)
	heard := s.Func(func(args Args) { f(args.At(0)) })
	target.Call("addEventListener", event, heard)
	return func() {
		if s != 0 {
			target.Call("removeEventListener", event, heard)
			s.Close()
			s = 0
		}
	}
}
