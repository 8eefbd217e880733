package attach

import (
	"cmp"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// The headless functions are for pages that show a challenge in a design of their
// own. They take a challenge's id, bare or in an object, and borrow the credentials
// of the last attach unless they are given some.

// headless makes a function of the SDK out of an operation on a challenge.
func headless(operation func(*Client, *api.Challenge, *options) (jsonlite.Value, *wire.Error)) func(*Client, *options, Callbacks) (wire.Raw, *wire.Error) {
	return func(c *Client, o *options, _ Callbacks) (wire.Raw, *wire.Error) {
		id := cmp.Or(o.value.Text(), o.str("challenge", "challenge_id", "id"))
		if id == "" {
			return nil, invalid("challenge", "The id of the challenge is required.")
		}
		v, err := operation(c, c.newChallenge(c.borrow(o), id), o)
		return v.Raw(), err
	}
}

func (c *Client) newChallenge(o *options, id string) *api.Challenge {
	return &api.Challenge{Client: c.api(), Origin: o.origin, Basic: o.basic(), ID: id, Sessions: &c.sessions}
}

// borrow completes o with the credentials of the last call that had some.
func (c *Client) borrow(o *options) *options {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o.clientID != "" || c.last == nil {
		return o
	}
	completed := *o
	completed.clientID, completed.secret = c.last.clientID, c.last.secret
	if o.origin == "" || o.origin == c.ports.Origin {
		completed.origin = c.last.origin
	}
	return &completed
}

func (c *Client) getChallenge(ch *api.Challenge, _ *options) (jsonlite.Value, *wire.Error) {
	return ch.LoadRaw()
}

func (c *Client) sendCode(ch *api.Challenge, o *options) (jsonlite.Value, *wire.Error) {
	if o.channel == "" {
		return jsonlite.Value{}, invalid("channel", "The option channel must be email or text.")
	}
	return ch.SendRaw(o.channel, o.lang)
}

func (c *Client) verifyCode(ch *api.Challenge, o *options) (jsonlite.Value, *wire.Error) {
	if err := o.require("code"); err != nil {
		return jsonlite.Value{}, err
	}
	return ch.VerifyRaw(o.str("code"))
}

func (c *Client) listDevices(ch *api.Challenge, _ *options) (jsonlite.Value, *wire.Error) {
	return ch.DevicesRaw()
}

func (c *Client) kickDevice(ch *api.Challenge, o *options) (jsonlite.Value, *wire.Error) {
	if err := o.require("device"); err != nil {
		return jsonlite.Value{}, err
	}
	return ch.KickRaw(o.str("device"))
}

func (c *Client) completeChallenge(ch *api.Challenge, _ *options) (jsonlite.Value, *wire.Error) {
	return ch.CompleteRaw()
}
