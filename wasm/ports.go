//go:build js

package main

import (
	"strings"
	"syscall/js"

	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
)

type timer struct{}

func (timer) After(ms int, f func()) (cancel func()) { return jsx.After(ms, f) }

// page is the document and its address.
type page struct{}

func location() js.Value { return js.Global().Get("location") }

func (page) URL() string { return location().Get("href").String() }

func (page) Replace(url string) {
	history := js.Global().Get("history")
	history.Call("replaceState", history.Get("state"), "", url)
}

func (page) Go(url string) { location().Call("assign", url) }

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

// http sends requests and tells a page's content security policy from a network
// that failed, which look the same to fetch.
type http struct{ blocked *string }

func newHTTP() http {
	blocked := new(string)
	jsx.Listen(js.Global().Get("document"), "securitypolicyviolation", func(e js.Value) {
		if e.Get("effectiveDirective").String() == "connect-src" {
			*blocked = e.Get("blockedURI").String()
		}
	})
	return http{blocked}
}

func (h http) Start(r attach.Request, done func(attach.Response, *wire.Error)) (abort func()) {
	return jsx.Fetch(r.Method, r.URL, r.Authorization, r.Body, r.Outlives, func(status int, body string, err error) {
		if err == nil {
			done(attach.Response{Status: status, Body: []byte(body)}, nil)
			return
		}
		// The event about the policy comes after the rejection.
		jsx.After(0, func() { done(attach.Response{}, h.failure(r.URL)) })
	})
}

func (h http) failure(url string) *wire.Error {
	if *h.blocked != "" && strings.HasPrefix(url, *h.blocked) {
		return &wire.Error{Code: wire.CodeBlocked, Message: "The page's Content-Security-Policy does not allow the request: add the API's origin to connect-src."}
	}
	if !js.Global().Get("navigator").Get("onLine").Truthy() {
		return &wire.Error{Code: wire.CodeNetwork, Message: "The browser is offline."}
	}
	return &wire.Error{Code: wire.CodeNetwork, Message: "The server could not be reached: it is down, an extension blocked the request, or the project does not allow this page's origin."}
}
