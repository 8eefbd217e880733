package attach

import (
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// flight is a request under way that equal calls wait for.
type flight struct {
	key    string
	landed chan struct{}
	result wire.Raw
	err    *wire.Error
}

// fly runs f unless a call with the same key is under way, whose result it then
// shares: a single-page app attaches with every render.
func (c *Client) fly(key string, f func() (wire.Raw, *wire.Error)) (wire.Raw, *wire.Error) {
	c.mu.Lock()
	for _, under := range c.flights {
		if under.key == key {
			c.mu.Unlock()
			<-under.landed
			return under.result, under.err
		}
	}
	own := &flight{key: key, landed: make(chan struct{})}
	c.flights = append(c.flights, own)
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		c.flights = slices.DeleteFunc(c.flights, func(f *flight) bool { return f == own })
		c.mu.Unlock()
		close(own.landed)
	}()
	own.err = &wire.Error{Code: wire.CodeInternal, Message: "The SDK failed."} // stays if f panics
	own.result, own.err = f()
	return own.result, own.err
}
