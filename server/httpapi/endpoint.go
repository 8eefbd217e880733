package httpapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

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

// admit fills c with who asks and what they sent, or says why not. Nobody's body is
// read before their credential is known, unless the credential is in it.
func (a *api) admit(e *endpoint, c *call) (err error) {
	ip := a.proxies.clientIP(c.r)
	if e.who == carrier {
		return a.admitCarrier(e, c)
	}
	cred, err := a.credential(e, c)
	if err != nil {
		return err
	}
	if err := a.mayGuess(ip); err != nil {
		return err
	}
	if e.who == admin {
		err = a.authenticateAdmin(c, cred)
	} else {
		c.caller, err = a.authenticate(c.ctx(), e, cred)
	}
	if err != nil {
		a.guessed(ip, err)
		return err
	}
	if !e.who.has(c.caller.Class) {
		return wrongClass(e)
	}
	c.caller.IP, c.caller.UserAgent, c.caller.ClientHints = ip, c.r.UserAgent(), clientHints(c.r.Header)
	c.caller.Language = preferredLanguage(c.r.Header.Get("Accept-Language"))
	if err := a.checkOrigin(c); err != nil {
		return err
	}
	if c.caller.Class != core.Admin {
		if err := a.count(e.limit, c.caller); err != nil {
			return err
		}
	}
	if c.body == nil && e.method == http.MethodPost {
		c.body, err = readBody(c.w, c.r, e.bodyLimit())
	}
	return err
}

// admitCarrier reads what a carrier says. The id in the path, which cannot be guessed, is
// looked at by core.
func (a *api) admitCarrier(e *endpoint, c *call) (err error) {
	if err := a.countAddress(limitCarrier, a.proxies.clientIP(c.r)); err != nil {
		return err
	}
	c.caller = core.Caller{Class: core.Carrier}
	if e.form {
		c.body, err = readForm(c.w, c.r, e.bodyLimit())
		return err
	}
	c.body, err = readBody(c.w, c.r, e.bodyLimit())
	return err
}

func (e *endpoint) bodyLimit() int64 {
	if e.maxBody == 0 {
		return smallBody
	}
	return e.maxBody
}

// credential returns what c proves itself with: the Authorization header, or for
// browsers client_id and secret in the body.
func (a *api) credential(e *endpoint, c *call) (credential, error) {
	header := c.r.Header.Get("Authorization")
	if header == "" && e.path == wire.PathListen {
		header = c.r.URL.Query().Get("auth")
		if cred, ok := parseCredential(header); ok && cred.scheme > schemeBasic {
			return credential{}, errSecretInURL
		}
	}
	cred, ok := parseCredential(header)
	if !ok {
		return cred, errBadCredential
	}
	if cred.scheme != schemeNone {
		return cred, nil
	}
	if e.method == http.MethodPost && e.who.has(core.Browser) {
		return a.bodyCredential(e, c)
	}
	return cred, errNoCredential
}

func (a *api) bodyCredential(e *endpoint, c *call) (_ credential, err error) {
	if c.body, err = readBody(c.w, c.r, e.bodyLimit()); err != nil {
		return credential{}, err
	}
	var in struct {
		ClientID string `json:"client_id"`
		Secret   string `json:"secret"`
	}
	if err := decode(c.body, &in); err != nil {
		return credential{}, err
	}
	if in.ClientID == "" {
		return credential{}, errNoClientID
	}
	if len(in.ClientID)+len(in.Secret) > maxCredential || !printable(in.ClientID+in.Secret) {
		return credential{}, errBadCredential
	}
	return credential{scheme: schemeBasic, id: in.ClientID, secret: in.Secret}, nil
}

var (
	errNoCredential  = &wire.Error{Code: wire.CodeUnauthorized, Message: "Send a credential in the Authorization header."}
	errNoClientID    = &wire.Error{Code: wire.CodeUnauthorized, Param: "client_id", Message: "Send the project's client id, as Authorization: Basic CLIENT_ID:SECRET or as client_id in the body."}
	errSecretInURL   = &wire.Error{Code: wire.CodeUnauthorized, Param: "auth", Message: "Only Basic CLIENT_ID:SECRET may be in a URL, since URLs are logged."}
	errBadCredential = &wire.Error{Code: wire.CodeUnauthorized, Message: "The credential is none that this server knows: Basic CLIENT_ID:SECRET, Bearer API_SECRET or Challenge SESSION."}
)

func (a *api) authenticate(ctx context.Context, e *endpoint, c credential) (core.Caller, error) {
	switch c.scheme {
	case schemeBasic:
		if e.byHolder() {
			return a.core.AuthenticateHolder(ctx, c.id, c.secret)
		}
		return a.core.AuthenticateBrowser(ctx, c.id, c.secret)
	case schemeBearer:
		return a.core.AuthenticateServer(ctx, c.id)
	case schemeChallenge:
		return a.core.AuthenticateSession(ctx, c.id)
	}
	return core.Caller{}, errNoCredential
}

// wrongClass is for a credential that is good, but not here.
func wrongClass(e *endpoint) error {
	message := "This endpoint is for browsers: send the client id as Authorization: Basic CLIENT_ID:SECRET."
	switch {
	case e.who == server:
		message = "This endpoint is for back ends: send Authorization: Bearer API_SECRET. A client id is public and proves nothing here."
	case !e.who.has(core.Browser):
		message = "This needs the session that the right code gives: send Authorization: Challenge SESSION, or from a back end Bearer API_SECRET."
	case !e.who.has(core.Session):
		message = "A challenge session is only for its own challenge."
	}
	return &wire.Error{Code: wire.CodeForbidden, Message: message}
}

// preferredLanguage is the first of those that a browser asks for; "" when there is none.
func preferredLanguage(header string) string {
	if len(header) > 256 {
		return ""
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 || tags[0] == language.Und {
		return ""
	}
	return core.LanguageTag(tags[0].String())
}

// clientHints are the Sec-CH-UA headers by lower-case name.
func clientHints(h http.Header) map[string]string {
	var hints map[string]string
	for name, values := range h {
		if !strings.HasPrefix(name, "Sec-Ch-Ua") || len(values) == 0 || len(values[0]) > 512 {
			continue
		}
		if hints == nil {
			hints = make(map[string]string, 4)
		}
		hints[strings.ToLower(name)] = values[0]
	}
	return hints
}
