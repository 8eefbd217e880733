//go:build js

package jsx

import "syscall/js"

// Group is a tab's membership in a group of tabs of the same origin, one of which
// leads. The lead is a Web Lock, which the browser passes on when its tab is left or
// dies; messages go through a BroadcastChannel.
type Group struct {
	channel js.Value
	silence func()
	leave   func()
}

// Join enters a group. elected and message must not block. ok is false where the
// browser has no locks, as on plain http.
func Join(name string, elected func(), message func(text string)) (g *Group, ok bool) {
	locks := js.Global().Get("navigator").Get("locks")
	broadcast := js.Global().Get("BroadcastChannel")
	if locks.IsUndefined() || broadcast.IsUndefined() {
		return nil, false
	}
	channel, err := Try(func() js.Value { return broadcast.New(name) })
	if err != nil {
		return nil, false
	}
	silence := Listen(channel, "message", func(e js.Value) {
		if data := e.Get("data"); data.Type() == js.TypeString {
			message(data.String())
		}
	})
	return &Group{channel, silence, queue(locks, name, elected)}, true
}

// Post sends text to every other member.
func (g *Group) Post(text string) { g.channel.Call("postMessage", text) }

// Leave leaves the group and gives up the lead.
func (g *Group) Leave() {
	g.silence()
	g.channel.Call("close")
	g.leave()
}

// queue waits for the lock of that name and holds it until leave is called.
func queue(locks js.Value, name string, granted func()) (leave func()) {
	controller := js.Global().Get("AbortController").New()
	var letGo js.Value // resolves the promise that holds the lock
	hold := js.FuncOf(func(_ js.Value, args []js.Value) any {
		executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
			letGo = args[0]
			return nil
		})
		defer executor.Release()
		held := js.Global().Get("Promise").New(executor)
		endWith(letGo)
		granted()
		return held
	})
	request, err := Try(func() js.Value {
		return locks.Call("request", name, map[string]any{"signal": controller.Get("signal")}, hold)
	})
	if err != nil {
		hold.Release()
		return func() {}
	}
	Then(request, func(js.Value, error) { hold.Release() })
	return func() {
		if letGo.IsUndefined() {
			controller.Call("abort")
		} else {
			outlive(letGo)
			letGo.Invoke()
		}
	}
}
