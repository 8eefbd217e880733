package httpapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// classes is a set of core.Class: who may call an endpoint.
type classes uint8

const (
	browser classes = 1 << core.Browser
	server  classes = 1 << core.Server
	session classes = 1 << core.Session
	admin   classes = 1 << core.Admin
	carrier classes = 1 << core.Carrier

	// public endpoints are called from pages of every origin.
	public = browser | session
)

func (c classes) has(class core.Class) bool { return c&(1<<class) != 0 }

// endpoint is one operation at one path.
type endpoint struct {
	method string
	path   string
	// aliases are older paths of the same operation.
	aliases []string
	who     classes
	limit   limit
	// maxBody is in bytes; 0 is smallBody.
	maxBody int64
	// form says that the body is a form and no JSON.
	form bool

	// What follows is for openapi.json.
	tag, id, summary, about string
	query                   []param
	in, out                 reflect.Type
	mediaType               string // of the reply; "" is application/json

	// handle returns the reply, or nil when it has written one itself.
	handle func(*call) (any, error)
}

// byHolder says whether an id that the browser was given decides, not its credential.
func (e *endpoint) byHolder() bool {
	return e.path == wire.PathListen || strings.HasPrefix(e.path, wire.PathChallenge)
}

// call is one request of an endpoint: known who asks, not yet what.
type call struct {
	w      http.ResponseWriter
	r      *http.Request
	caller core.Caller
	body   []byte
}

func (c *call) ctx() context.Context { return c.r.Context() }

// on declares an endpoint whose body is an In and whose reply is an Out. An In of
// struct{} means that the body carries nothing but, perhaps, a credential.
func on[In, Out any](e endpoint, f func(*call, *In) (Out, error)) endpoint {
	e.in, e.out = reflect.TypeFor[In](), reflect.TypeFor[Out]()
	e.handle = func(c *call) (any, error) {
		in := new(In)
		if c.body != nil {
			if err := decode(c.body, in); err != nil {
				return nil, err
			}
		}
		return f(c, in)
	}
	return e
}

// none is the In of an endpoint that reads no body.
type none = struct{}

// done is the reply of an operation that returns only whether it worked.
func done(err error) (*wire.SuccessReply, error) { return &wire.SuccessReply{Success: true}, err }

// list makes a list that was never null.
func list[T any](items []T, err error) ([]T, error) {
	if items == nil {
		items = []T{}
	}
	return items, err
}

// serve answers one request of e.
func (a *api) serve(e *endpoint, w http.ResponseWriter, r *http.Request) {
	if e.who&public != 0 {
		allowOrigin(w, r)
	}
	c := &call{w: w, r: r}
	err := checkURL(r.URL)
	if err == nil {
		err = a.admit(e, c)
	}
	if err == nil {
		var reply any
		reply, err = e.handle(c)
		if err == nil && reply != nil {
			writeJSON(w, http.StatusOK, reply)
		}
	}
	if err != nil {
		a.fail(w, r, err)
	}
}

var errURL = &wire.Error{Code: wire.CodeInvalidParameter, Message: "A URL must be UTF-8 and have no zero byte."}

// checkURL refuses what names nothing here and what PostgreSQL does not take for text.
func checkURL(u *url.URL) error {
	query, err := url.QueryUnescape(u.RawQuery)
	if text := u.Path + query; err != nil || !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return errURL
	}
	return nil
}

// fail writes err. The client's going away is nobody's fault.
func (a *api) fail(w http.ResponseWriter, r *http.Request, err error) {
	e := asWire(err)
	if e.Code == wire.CodeInternal && !errors.Is(err, context.Canceled) {
		a.log.ErrorContext(r.Context(), "request failed", "request_id", w.Header().Get(headerRequestID), "route", r.Pattern, "error", err)
	}
	if e.Code == wire.CodeUnauthorized {
		// Not Basic: browsers would ask their user for a password.
		w.Header().Set("WWW-Authenticate", `Bearer realm="openrupt"`)
	}
	writeError(w, e)
}

func (e *endpoint) bodyLimit() int64 {
	if e.maxBody == 0 {
		return smallBody
	}
	return e.maxBody
}
