package httpapi

import (
	"context"
	"net/http"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

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
