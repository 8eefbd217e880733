//go:build js

// Command wasm is the browser SDK as a WebAssembly module: it puts package attach
// together with the browser's own ports and gives the loader one function to call.
package main

import (
	"syscall/js"

	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/internal/jsx"
)

// hostName is the global under which the loader hands over its host object for the
// moment that main starts; it is deleted right after.
const hostName = "__openrupt"

func main() {
	host := js.Global().Get(hostName)
	jsx.Exit = host.Get("exit")
	nonce := host.Get("nonce").String()
	client := attach.New(attach.Ports{
		Origin:    host.Get("origin").String(),
		HTTP:      newHTTP(),
		Timer:     timer{},
		Page:      page{},
		Cookies:   jsx.Cookies{},
		Local:     jsx.Storage("localStorage"),
		Session:   jsx.Storage("sessionStorage"),
		Streams:   streams{},
		Tabs:      tabs{},
		Collector: collector{},
		Console:   console{},
		Modal:     modal{nonce},
	})
	host.Set("call", js.FuncOf(func(_ js.Value, args []js.Value) any {
		go serve(client, call{args[0].String(), args[1].String(), args[2], args[3]})
		return nil
	}))
	enhance(client, nonce)
	select {}
}
