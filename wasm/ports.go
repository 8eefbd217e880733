//go:build js

package main

import (
	"syscall/js"

	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/wasm/host"
)

// page is the document and its address.
type page struct{}

func location() js.Value { return js.Global().Get("location") }

func (page) URL() string { return location().Get("href").String() }

func (page) Replace(url string) {
	history := js.Global().Get("history")
	history.Call("replaceState", history.Get("state"), "", url)
}

func (page) Go(url string) { host.Go(url) }

func (page) Resolve(ref string) string {
	base := js.Global().Get("document").Get("baseURI")
	url, err := jsx.Try(func() js.Value { return js.Global().Get("URL").New(ref, base) })
	if err != nil {
		return ""
	}
	return url.Get("href").String()
}

func (page) OnHide(f func()) {
	jsx.Listen(js.Global(), "pagehide", func(js.Value) { f() })
}

func (page) OnShow(f func()) {
	jsx.Listen(js.Global(), "pageshow", func(e js.Value) {
		if e.Get("persisted").Bool() {
			f()
		}
	})
}

type streams struct{}

func (streams) Open(url string, on attach.StreamEvents) (close func()) {
	return jsx.OpenStream(url, on.Open, on.Message, on.Closed)
}

type tabs struct{}

func (tabs) Join(name string, elected func(), message func(string)) attach.Group {
	if group, ok := jsx.Join(name, elected, message); ok {
		return group
	}
	return nil
}

type console struct{}

func (console) Advise(code wire.Code, text string) {
	js.Global().Get("console").Call("warn", "[rupt] "+string(code)+": "+text)
}

func (console) Report(err error) {
	js.Global().Call("reportError", jsx.Reason(err))
}
