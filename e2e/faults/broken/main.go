//go:build js

// Command broken is a module that takes the place of the SDK's: its runtime and its way of being called, with functions
// that panic. Package e2e/faults builds it.
package main

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/wasm/host"
)

func main() {
	host.Take().Serve(func(c host.Call) (wire.Raw, *wire.Error) {
		switch c.Function {
		case "attach":
			panic("in a call")
		case "getHash":
			go panic("where nobody recovers")
		}
		select {}
	})
}
