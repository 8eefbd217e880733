//go:build js

package main

import (
	"syscall/js"

	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/internal/jsx"
)

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
