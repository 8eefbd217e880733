//go:build js

package host

import (
	"strings"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
)

// Go leaves the page for a URL.
func Go(url string) {
	s := jsx.Open()
	s.Global().Get("location").Call("assign", url)
	s.Close()
}

// Timer is the browser's.
type Timer struct{}

// After implements [api.Timer].
func (Timer) After(ms int, f func()) (cancel func()) { return jsx.After(ms, f) }

// HTTP sends requests. It tells a page's content security policy from a network
// that failed, which look the same to fetch.
type HTTP struct{ blocked *string }

// NewHTTP returns one, which listens for violations from now on.
func NewHTTP() HTTP {
	blocked := new(string)
	s := jsx.Open()
	jsx.Listen(s.Global().Get("document"), "securitypolicyviolation", func(e jsx.Value) {
		if e.Get("effectiveDirective").String() == "connect-src" {
			*blocked = e.Get("blockedURI").String()
		}
	})
	s.Close()
	return HTTP{blocked}
}

// Start implements [api.HTTP].
func (h HTTP) Start(r api.Request, done func(api.Response, *wire.Error)) (abort func()) {
	return jsx.Fetch(r.Method, r.URL, r.Authorization, string(r.Body), r.Outlives, func(status int, body string) {
		if status != 0 {
			done(api.Response{Status: status, Body: []byte(body)}, nil)
			return
		}
		// The event about the policy comes after the rejection.
		jsx.After(0, func() { done(api.Response{}, h.failure(r.URL)) })
	})
}

func (h HTTP) failure(url string) *wire.Error {
	if *h.blocked != "" && strings.HasPrefix(url, *h.blocked) {
		return &wire.Error{Code: wire.CodeBlocked, Message: "The page's Content-Security-Policy does not allow the request: add the API's origin to connect-src."}
	}
	s := jsx.Open()
	online := s.Global().Get("navigator.onLine")
	s.Close()
	if online == jsx.False {
		return &wire.Error{Code: wire.CodeNetwork, Message: "The browser is offline."}
	}
	return &wire.Error{Code: wire.CodeNetwork, Message: "The server could not be reached: it is down, an extension blocked the request, or the project does not allow this page's origin."}
}
