package attach

import (
	"cmp"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// listener is the attach that stream messages are for: the newest of its account.
type listener struct {
	options   *options
	callbacks Callbacks
	address
}

// claim makes o the attach that counts. The stream of another account is closed.
func (c *Client) claim(o *options) {
	c.setAway(nil)
	c.mu.Lock()
	c.claimed = o
	old := c.feed
	if old == nil || old.name == feedName(o) {
		c.mu.Unlock()
		return
	}
	c.feed = nil
	c.mu.Unlock()
	old.drop()
}

// listen opens the event stream of an attach, or moves the open one to it.
func (c *Client) listen(o *options, callbacks Callbacks, device, access string) {
	if device == "" || access == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if feedName(c.claimed) != feedName(o) {
		return // the page has attached another account in the meantime
	}
	if c.feed == nil {
		c.feed = newFeed(c, feedName(o))
	}
	c.feed.attached(listener{o, callbacks, address{streamURL(o, device, access), access}})
}

// feedName is equal for the attaches that can share a stream.
func feedName(o *options) string {
	return "rupt " + o.origin + " " + o.clientID + " " + o.account
}

func streamURL(o *options, device, access string) string {
	return o.origin + api.Path(wire.PathListen, device) +
		"?access=" + api.Escape(access) + "&version=" + wire.Version + "&auth=" + api.Escape(o.basic())
}

// handle does what a stream message asks for. It blocks while the page is asked.
func (c *Client) handle(l listener, message jsonlite.Value) {
	defer l.callbacks.release()
	id := message.Get("challenge").Get("_id").Text()
	switch wire.StreamAction(message.Get("action").Text()) {
	case wire.StreamChallenge:
		c.onChallenge(l, id, message.Get("url").Text())
	case wire.StreamLogout:
		c.onLogout(l, id)
	}
}

func (c *Client) onChallenge(l listener, id, url string) {
	c.memory.keepCookie(wire.KeyLastChallenge, id)
	c.prepare(l.options)
	if !c.consult(l.callbacks.OnChallenge, challengeDetail(id)) {
		return
	}
	c.open(l.options, id, cmp.Or(url, l.options.origin+wire.PageChallenge), func(url string) { c.leave(l.options, l.callbacks, url) })
}

func (c *Client) onLogout(l listener, id string) {
	if !c.consult(l.callbacks.OnCurrentDeviceLogout, challengeDetail(id)) {
		return
	}
	target := c.target(l.options.redirects.Logout)
	if target == "" {
		return
	}
	if id != "" {
		target = withParam(target, "challenge", id)
	}
	c.ports.Page.Go(target)
}

func challengeDetail(id string) []byte {
	return detail(func(w *jsonlite.Writer) { w.Optional("challenge", id) })
}
