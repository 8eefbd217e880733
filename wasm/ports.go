//go:build js

package main

import (
	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/wasm/host"
)

// page is the document and its address.
type page struct{}

func (page) URL() string {
	s := jsx.Open()
	defer s.Close()
	return s.Global().Get("location.href").String()
}

func (page) Replace(url string) {
	s := jsx.Open()
	defer s.Close()
	history := s.Global().Get("history")
	history.Call("replaceState", history.Get("state"), "", url)
}

func (page) Go(url string) { host.Go(url) }

func (page) Resolve(ref string) string {
	s := jsx.Open()
	defer s.Close()
	return s.Global().Get("URL").New(ref, s.Global().Get("document.baseURI")).Get("href").String()
}

func (page) OnHide(f func()) { onWindow("pagehide", func(jsx.Value) { f() }) }

func (page) OnShow(f func()) {
	onWindow("pageshow", func(e jsx.Value) {
		if e.Get("persisted") == jsx.True {
			f()
		}
	})
}

func onWindow(event string, f func(jsx.Value)) {
	s := jsx.Open()
	defer s.Close()
	jsx.Listen(s.Global(), event, f)
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
	s := jsx.Open()
	defer s.Close()
	s.Global().Get("console").Call("warn", "[rupt] "+string(code)+": "+text)
}

// Report closes the scope of err, which a callback has left open for it.
func (console) Report(err error) {
	s := jsx.Open()
	defer s.Close()
	s.Global().Call("reportError", s.Reason(err))
	if thrown, ok := err.(*jsx.Error); ok {
		thrown.Value.Scope().Close()
	}
}
