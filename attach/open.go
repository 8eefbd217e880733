package attach

import (
	"cmp"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// challenge opens a challenge by its id.
func (c *Client) challenge(o *options, _ Callbacks) (wire.Raw, *wire.Error) {
	id := o.str("challenge_id", "challenge")
	if id == "" {
		return nil, invalid("challenge_id", "The option challenge_id is required.")
	}
	if o.origin == "" {
		return nil, api.MissingOrigin()
	}
	c.open(c.borrow(o), id, o.origin+wire.PageChallenge, c.ports.Page.Go)
	return null, nil
}

// open shows a challenge: over the page if the page wants that and it can be shown, else
// by leaving for the challenge page at url.
func (c *Client) open(o *options, id, url string, leave func(url string)) {
	to := c.destinations(o)
	if c.overPage(o) && c.ports.Modal.Open(c.dialog(o, id, to)) == nil {
		return
	}
	leave(challengeURL(url, id, to, o))
}

// overPage: in a frame there is no other way, since the server's pages refuse to be in one.
func (c *Client) overPage(o *options) bool {
	return (o.modal || c.ports.Framed) && c.ports.Modal != nil && o.clientID != ""
}

// prepare begins to load what open will need.
func (c *Client) prepare(o *options) {
	if c.overPage(o) {
		c.ports.Modal.Prepare()
	}
}

// dialog describes a challenge as the hosted page does to its script, and what else a
// page of ours knows by itself.
func (c *Client) dialog(o *options, id string, to redirects) wire.Raw {
	return detail(func(w *jsonlite.Writer) {
		w.Key("origin").Text(o.origin)
		w.Key("client_id").Text(o.clientID)
		w.Optional("secret", o.secret)
		w.Key("challenge").Text(id)
		w.Optional("session", c.sessions.Get(id))
		w.Optional("channel", string(o.channel))
		w.Optional("lang", o.lang)
		w.Key("links").Open('{')
		w.Optional("success", to.Success)
		w.Optional("logout", to.Logout)
		w.Optional("new_account", to.NewAccount)
		w.Optional("upgrade", to.Upgrade)
		w.Close('}')
	})
}

// destinations are the absolute redirects with their defaults: a logout comes back to
// this page marked as one, everything else comes back to this page.
func (c *Client) destinations(o *options) redirects {
	page := c.ports.Page.URL()
	logout := cmp.Or(c.target(o.redirects.Logout), withParam(page, wire.ActionParam, wire.ActionLogout))
	return redirects{
		Logout:     logout,
		NewAccount: cmp.Or(c.target(o.redirects.NewAccount), logout),
		Success:    cmp.Or(c.target(o.redirects.Success), page),
		Suspended:  c.target(o.redirects.Suspended),
		Upgrade:    cmp.Or(c.target(o.redirects.Upgrade), page),
	}
}

func challengeURL(url, id string, to redirects, o *options) string {
	url += "?challenge=" + api.Escape(id) +
		"&logout=" + api.Escape(to.Logout) +
		"&new_account=" + api.Escape(to.NewAccount) +
		"&success=" + api.Escape(to.Success) +
		"&upgrade=" + api.Escape(to.Upgrade)
	if o.channel != "" {
		url += "&channel=" + api.Escape(string(o.channel))
	}
	if o.lang != "" {
		url += "&lang=" + api.Escape(o.lang)
	}
	return url
}
