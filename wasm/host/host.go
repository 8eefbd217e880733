//go:build js

// Package host connects a browser module with the loader, which is JavaScript: the
// calls that come in, and the ports that every module of ours needs.
package host

import (
	"errors"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
)

// Host is the loader's side of a module.
type Host struct {
	// Origin is the API origin that the SDK was loaded from; "" when it was bundled
	// with the page.
	Origin string
	// Nonce is the page's CSP nonce, or "".
	Nonce string
	// Framed says that the page is in a frame.
	Framed bool
	scope  jsx.Scope
}

// Take reads what the loader says.
func Take() Host {
	s := jsx.Open() // for ever
	l := s.Host()
	return Host{Origin: l.Get("origin").String(), Nonce: l.Get("nonce").String(), Framed: l.Get("framed") == jsx.True, scope: s}
}

// Call is one call of the page. Everything crosses as text, since reading an object
// takes a crossing a member.
type Call struct {
	Function string
	Options  string    // JSON
	Page     jsx.Value // holds the page's callbacks by their option names
	scope    jsx.Scope
	settle   jsx.Value // settle(error, result): JSON texts, one of them null
}

// Serve runs f on a goroutine for each call, for ever. The call's values are gone when
// f has returned.
func (h Host) Serve(f func(Call) (wire.Raw, *wire.Error)) {
	h.scope.Host().Set("call", h.scope.Func(func(args jsx.Args) {
		s := jsx.Open()
		go Call{args.At(0).String(), args.At(1).String(), s.Keep(args.At(2)), s, s.Keep(args.At(3))}.serve(f)
	}))
	select {}
}

// serve runs a call. A panic is our fault and fails this call, not the page; the loader
// knows it by an error without a text.
func (c Call) serve(f func(Call) (wire.Raw, *wire.Error)) {
	defer c.scope.Close()
	defer func() {
		if recover() != nil {
			c.settle.Invoke("", jsx.Null)
		}
	}()
	result, err := f(c)
	if err != nil {
		c.settle.Invoke(string(api.ErrorJSON(err)), jsx.Null)
		return
	}
	c.settle.Invoke(jsx.Null, string(result))
}

// Prepare has the loader fetch the module that shows challenges.
func (h Host) Prepare() { h.scope.Host().Call("prepare") }

var errNotShown = errors.New("the challenge is not shown")

// Open has that module show one over the page. It blocks until it is shown.
func (h Host) Open(dialog wire.Raw) error {
	s := jsx.Open()
	defer s.Close()
	if _, err := jsx.Await(s.Host().Call("open", string(dialog)), 0); err != nil {
		return errNotShown
	}
	return nil
}
