//go:build js

// Command wasm is the browser SDK as a WebAssembly module: it puts package attach
// together with the browser's own ports and gives the loader one function to call.
// Challenges are shown by another module, wasm/challenge, so that only those who are
// challenged download it.
package main

import (
	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/wasm/host"
)

func main() {
	h := host.Take()
	client := attach.New(attach.Ports{
		Origin:    h.Origin,
		HTTP:      host.NewHTTP(),
		Timer:     host.Timer{},
		Page:      page{},
		Cookies:   jsx.Cookies{},
		Local:     jsx.Storage("localStorage"),
		Session:   jsx.Storage("sessionStorage"),
		Streams:   streams{},
		Tabs:      tabs{},
		Collector: collector{},
		Console:   console{},
		Modal:     h,
		Framed:    h.Framed,
	})
	h.Serve(func(c host.Call) (wire.Raw, *wire.Error) {
		given := callbacks(c.Page)
		defer given.Release()
		return client.Call(c.Function, []byte(c.Options), given)
	})
}
