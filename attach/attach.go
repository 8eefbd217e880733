package attach

import (
	"cmp"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// attach attaches this browser to an account. The order of its steps is part of the
// contract with the page.
func (c *Client) attach(o *options, callbacks Callbacks) (wire.Raw, *wire.Error) {
	if c.logoutRequested(o, callbacks) {
		return null, nil
	}
	if !o.flag("consent", true) {
		return null, nil
	}
	if err := o.require("client_id", "account"); err != nil {
		return nil, err
	}
	c.advise(o)
	c.claim(o)
	return c.fly(o.text, func() (wire.Raw, *wire.Error) { return c.attachOnce(o, callbacks) })
}

// logoutRequested handles a page that the challenge opened to log this device out.
func (c *Client) logoutRequested(o *options, callbacks Callbacks) bool {
	page := c.ports.Page
	clean, ok := withoutParam(page.URL(), wire.ActionParam, wire.ActionLogout)
	if !ok {
		return false
	}
	page.Replace(clean)
	if target := c.target(o.redirects.Logout); target != "" && !samePage(target, clean) {
		page.Go(target)
		return true
	}
	c.notify(callbacks.OnCurrentDeviceLogout, []byte("{}"))
	return true
}

// samePage compares addresses without their fragments.
func samePage(a, b string) bool {
	a, _ = cutFragment(a)
	b, _ = cutFragment(b)
	return a == b
}

func (c *Client) attachOnce(o *options, callbacks Callbacks) (wire.Raw, *wire.Error) {
	if f := c.openFeed(); f != nil {
		f.wait()
		defer f.goOn()
	}
	request := c.attachRequest(o, callbacks)
	reply, err := c.post(o, wire.PathAttach, encodeAttach(request))
	if err != nil {
		return nil, err
	}
	c.warn(o, reply)
	access := reply.Get("access").Text()
	c.checkLimit(reply, request.LimitConfig, access, callbacks)
	c.memory.keepHash(request.Fingerprint)
	if access != "" {
		c.memory.keepAccess(o.clientID, o.account, access)
	}
	if reply.Get("suspended").Bool() {
		c.leave(o, callbacks, cmp.Or(c.target(o.redirects.Suspended), o.origin+wire.PageSuspended+"?client_id="+api.Escape(o.clientID)))
		return null, nil
	}
	c.listen(o, callbacks, reply.Get("device_id").Text(), access)
	return reply.Raw(), nil
}

func (c *Client) attachRequest(o *options, callbacks Callbacks) *wire.AttachRequest {
	r := &wire.AttachRequest{
		User:               o.account,
		Email:              o.str("email"),
		Phone:              o.str("phone"),
		Metadata:           object(o.value.Get("metadata")),
		Groups:             o.groups(),
		Fingerprint:        c.hash(o),
		LastFingerprint:    c.memory.lastHash(),
		LastAccess:         c.memory.lastAccess(o.clientID, o.account),
		LimitConfig:        o.limits(),
		Callbacks:          wire.Callbacks{OnChallenge: callbacks.OnChallenge != nil, LimitExceeded: callbacks.OnLimitExceeded != nil},
		Redirects:          wire.Redirects{NewAccount: o.redirects.NewAccount != "", Logout: o.redirects.Logout != ""},
		LastBlockingAccess: c.memory.cookie(wire.KeyLastBlockingAccess),
		LastChallenge:      c.memory.cookie(wire.KeyLastChallenge),
		Client:             wire.ClientName,
		Version:            wire.Version,
		Event:              o.str("event"),
		Tolerance:          wire.Tolerance(o.str("tolerance")),
	}
	if o.flag("include_page", true) {
		r.Page = path(c.ports.Page.URL())
	}
	return r
}

// checkLimit tells the page when the account has too many devices.
func (c *Client) checkLimit(reply jsonlite.Value, given *wire.LimitConfig, access string, callbacks Callbacks) {
	devices := api.Count(reply.Get("attached_devices"))
	limit := api.Count(reply.Get("default_device_limit"))
	if overall, ok := given.Overall(); ok {
		limit = &overall
	}
	if devices == nil || limit == nil || *devices <= *limit {
		return
	}
	c.memory.keepCookie(wire.KeyLastBlockingAccess, access)
	c.notify(callbacks.OnLimitExceeded, detail(func(w *jsonlite.Writer) {
		w.Key("attached_devices").Int(int64(*devices))
		w.Key("limit").Int(int64(*limit))
	}))
}

// target makes a redirect of the page absolute; "" if it has none. A script is no
// place to go to.
func (c *Client) target(ref string) string {
	if ref == "" {
		return ""
	}
	url := c.ports.Page.Resolve(ref)
	if hasScheme(url, "http:") || hasScheme(url, "https:") {
		return url
	}
	return ""
}

func hasScheme(url, scheme string) bool {
	return len(url) > len(scheme) && url[:len(scheme)] == scheme
}
