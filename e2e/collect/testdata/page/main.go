//go:build js && wasm

// Command page is the browser half of the collect tests: it exports one function that
// reads the browser it runs in.
package main

import (
	"syscall/js"

	"github.com/openrupt/openrupt/fingerprint/collect"
	"github.com/openrupt/openrupt/internal/jsx"
)

func main() {
	collect.Use(js.Global().Get("reach"))
	js.Global().Set("collectSignals", js.FuncOf(func(_ js.Value, args []js.Value) any {
		fresh := len(args) > 0 && args[0].Truthy()
		return jsx.Promise(func() (any, error) {
			result := collect.Collect(collect.Options{Fresh: fresh})
			return map[string]any{"hash": result.Hash(), "json": string(result.JSON()), "total": result.Total}, nil
		})
	}))
	select {}
}
