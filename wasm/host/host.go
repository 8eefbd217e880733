//go:build js

// Package host connects a browser module with the loader, which is JavaScript: the
// calls that come in, and the ports that every module of ours needs.
package host

import (
	"syscall/js"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
)

// name is the global under which the loader hands over its host object for the moment
// that main starts; it is deleted right after.
const name = "__openrupt"

// Host is the loader's side of a module.
type Host struct {
	// Origin is the API origin that the SDK was loaded from; "" when it was bundled
	// with the page.
	Origin string
	// Nonce is the page's CSP nonce, or "".
	Nonce  string
	object js.Value
}

// Take takes the host object. It must be called first in main.
func Take() Host {
	h := js.Global().Get(name)
	jsx.Exit = h.Get("exit")
	return Host{Origin: h.Get("origin").String(), Nonce: h.Get("nonce").String(), object: h}
}

// Call is one call of the page. Everything crosses as text, since reading a string
// costs microseconds and reading an object costs as many a member.
type Call struct {
	Function string
	Options  string   // JSON
	Page     js.Value // holds the page's callbacks by their option names
	settle   js.Value // settle(error, result): JSON texts, one of them null
}

// Serve runs f on a goroutine for each call, for ever.
func (h Host) Serve(f func(Call) (wire.Raw, *wire.Error)) {
	h.object.Set("call", js.FuncOf(func(_ js.Value, args []js.Value) any {
		go Call{args[0].String(), args[1].String(), args[2], args[3]}.serve(f)
		return nil
	}))
	select {}
}

// serve runs a call. A panic is our fault and fails this call, not the page.
func (c Call) serve(f func(Call) (wire.Raw, *wire.Error)) {
	defer func() {
		if recover() != nil {
			c.fail(&wire.Error{Code: wire.CodeInternal, Message: "The SDK failed."})
		}
	}()
	result, err := f(c)
	if err != nil {
		c.fail(err)
		return
	}
	c.settle.Invoke(js.Null(), string(result))
}

func (c Call) fail(err *wire.Error) {
	c.settle.Invoke(string(api.ErrorJSON(err)), js.Null())
}

// Prepare has the loader fetch the module that shows challenges.
func (h Host) Prepare() { h.object.Call("prepare") }

// Open has that module show one over the page. It blocks until it is shown.
func (h Host) Open(dialog wire.Raw) error {
	_, err := jsx.Await(h.object.Call("open", string(dialog)))
	return err
}
