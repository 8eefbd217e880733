//go:build js

package jsx

// Group is a tab's membership in a group of tabs of the same origin, one of which
// leads. The lead is a Web Lock, which the browser passes on when its tab is left or
// dies; messages go through a BroadcastChannel.
type Group struct {
	scope          Scope
	channel, leave Value
	silence        func()
}

// Join enters a group. elected and message must not block. ok is false where the
// browser has no locks, as on plain http.
func Join(name string, elected func(), message func(text string)) (g *Group, ok bool) {
	s := Open()
	channel := s.Global().Get("BroadcastChannel").New(name)
	if !s.Global().Get("navigator.locks").IsObject() || !channel.IsObject() {
		s.Close()
		return nil, false
	}
	silence := Listen(channel, "message", func(e Value) {
		if data := e.Get("data"); data.Type() == TypeString {
			message(data.String())
		}
	})
	leave := s.tools().Call("hold", name, s.Func(func(Args) { elected() }))
	return &Group{s, channel, leave, silence}, true
}

// Post sends text to every other member.
func (g *Group) Post(text string) { g.channel.Call("postMessage", text) }

// Leave leaves the group and gives up the lead.
func (g *Group) Leave() {
	g.silence()
	g.channel.Call("close")
	g.leave.Invoke()
	g.scope.Close()
}
