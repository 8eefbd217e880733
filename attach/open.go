package attach

import "github.com/openrupt/openrupt/internal/wire"

// challenge opens a challenge by its id.
func (c *Client) challenge(o *options, _ Callbacks) (wire.Raw, *wire.Error) {
	id := o.str("challenge_id", "challenge")
	if id == "" {
		return nil, invalid("challenge_id", "The option challenge_id is required.")
	}
	if o.origin == "" {
		return nil, missingOrigin()
	}
	c.open(c.borrow(o), id, o.origin+wire.PageChallenge)
	return null, nil
}

// open shows a challenge: over the page if the page wants that, else by leaving for
// the challenge page at url.
func (c *Client) open(o *options, id, url string) {
	to := c.destinations(o)
	if o.modal && c.ports.Modal != nil && o.clientID != "" {
		c.ports.Modal.Open(Dialog{Challenge: c.newChallenge(o, id), Channel: o.channel, Lang: o.lang, Redirects: to})
		return
	}
	c.ports.Page.Go(challengeURL(url, id, to, o))
}

// destinations are the absolute redirects with their defaults: a logout comes back to
// this page marked as one, everything else comes back to this page.
func (c *Client) destinations(o *options) Redirects {
	page := c.ports.Page.URL()
	logout := firstOf(c.target(o.redirects.Logout), withParam(page, wire.ActionParam, wire.ActionLogout))
	return Redirects{
		Logout:     logout,
		NewAccount: firstOf(c.target(o.redirects.NewAccount), logout),
		Success:    firstOf(c.target(o.redirects.Success), page),
		Suspended:  c.target(o.redirects.Suspended),
		Upgrade:    firstOf(c.target(o.redirects.Upgrade), page),
	}
}

func challengeURL(url, id string, to Redirects, o *options) string {
	url += "?challenge=" + escape(id) +
		"&logout=" + escape(to.Logout) +
		"&new_account=" + escape(to.NewAccount) +
		"&success=" + escape(to.Success) +
		"&upgrade=" + escape(to.Upgrade)
	if o.channel != "" {
		url += "&channel=" + escape(string(o.channel))
	}
	if o.lang != "" {
		url += "&lang=" + escape(o.lang)
	}
	return url
}
