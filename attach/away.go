package attach

import "github.com/openrupt/openrupt/internal/wire"

// away is an attach whose page was left at the server's word: for a challenge, or because
// the account is suspended.
type away struct {
	options   *options
	callbacks Callbacks
}

// leave sends the page of an attach to url.
func (c *Client) leave(o *options, callbacks Callbacks, url string) {
	callbacks.hold()
	c.setAway(&away{o, callbacks})
	c.ports.Page.Go(url)
}

// comeBack attaches again a page that comes out of the back/forward cache as it was left,
// as a reload would: the way back is no way around.
func (c *Client) comeBack() {
	c.mu.Lock()
	a := c.away
	c.away = nil
	c.mu.Unlock()
	if a == nil {
		return
	}
	go func() {
		defer a.callbacks.release()
		_, _ = c.fly(a.options.text, func() (wire.Raw, *wire.Error) { return c.attachOnce(a.options, a.callbacks) })
	}()
}

// setAway replaces what comeBack does; nil is nothing.
func (c *Client) setAway(a *away) {
	c.mu.Lock()
	old := c.away
	c.away = a
	c.mu.Unlock()
	if old != nil {
		old.callbacks.release()
	}
}
