//go:build js

package main

import (
	"syscall/js"

	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
)

// call is one call of the page. Everything crosses as text, since reading a string
// costs microseconds and reading an object costs as many a member.
type call struct {
	function string
	options  string   // JSON
	page     js.Value // holds the page's callbacks by their option names
	settle   js.Value // settle(error, result): JSON texts, one of them null
}

// serve runs a call. A panic is our fault and fails this call, not the page.
func serve(client *attach.Client, c call) {
	defer func() {
		if recover() != nil {
			c.fail(&wire.Error{Code: wire.CodeInternal, Message: "The SDK failed."})
		}
	}()
	result, err := client.Call(c.function, []byte(c.options), callbacks(c.page))
	if err != nil {
		c.fail(err)
		return
	}
	c.settle.Invoke(js.Null(), string(result))
}

func (c call) fail(err *wire.Error) {
	c.settle.Invoke(string(attach.ErrorJSON(err)), js.Null())
}

func callbacks(page js.Value) attach.Callbacks {
	return attach.Callbacks{
		OnChallenge:           callback(page.Get("on_challenge")),
		OnLimitExceeded:       callback(page.Get("on_limit_exceeded")),
		OnCurrentDeviceLogout: callback(page.Get("on_current_device_logout")),
	}
}

func callback(f js.Value) attach.Callback {
	if f.Type() != js.TypeFunction {
		return nil
	}
	return func(detail []byte) func() (bool, error) {
		result, thrown := jsx.Try(func() js.Value {
			return f.Invoke(js.Global().Get("JSON").Call("parse", string(detail)))
		})
		return func() (bool, error) {
			if thrown != nil {
				return true, thrown
			}
			word, err := jsx.Await(result)
			return !word.Equal(js.ValueOf(false)), err
		}
	}
}
