//go:build js

package jsx

import "syscall/js"

// Listen calls f for each event of target and returns the function that removes the
// listener and releases its callback. f must not block. Calling remove twice is
// harmless.
func Listen(target js.Value, event string, f func(event js.Value)) (remove func()) {
	listener := js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(first(args))
		return nil
	})
	target.Call("addEventListener", event, listener)
	removed := false
	return func() {
		if removed {
			return
		}
		removed = true
		target.Call("removeEventListener", event, listener)
		listener.Release()
	}
}

// After calls f once, ms milliseconds from now, and returns the function that
// cancels that. f must not block.
func After(ms int, f func()) (cancel func()) {
	var timer js.Func
	done := false
	timer = js.FuncOf(func(js.Value, []js.Value) any {
		done = true
		timer.Release()
		f()
		return nil
	})
	id := js.Global().Call("setTimeout", timer, ms)
	return func() {
		if done {
			return
		}
		done = true
		js.Global().Call("clearTimeout", id)
		timer.Release()
	}
}

// Sleep blocks the goroutine for ms milliseconds. With 0 it yields the task, so that
// the page can paint. It must not be called from a callback.
func Sleep(ms int) {
	awake := make(chan struct{}, 1)
	After(ms, func() { awake <- struct{}{} })
	<-awake
}

// Now is the time since 1970-01-01T00:00:00Z in milliseconds.
func Now() int64 { return int64(js.Global().Get("Date").Call("now").Float()) }

// Exit is an AbortSignal that aborts when the Go program has died. What would then
// live on in the page without an owner, such as a connection, ends with it.
var Exit = js.Undefined()

// endWith has JavaScript call f, no Go, when the program dies.
func endWith(f js.Value) {
	if !Exit.IsUndefined() {
		Exit.Call("addEventListener", "abort", f)
	}
}

// outlive undoes endWith.
func outlive(f js.Value) {
	if !Exit.IsUndefined() {
		Exit.Call("removeEventListener", "abort", f)
	}
}
