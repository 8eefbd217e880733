package attach

import (
	"cmp"

	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// evaluate asks for a verdict on a signup or login, and opens the challenge if that
// is the verdict and the page said where to go on. Advisory only: a page can be made
// to say anything, so back ends ask for themselves.
func (c *Client) evaluate(o *options, _ Callbacks) (wire.Raw, *wire.Error) {
	if err := o.require("client_id"); err != nil {
		return nil, err
	}
	reply, err := c.post(o, wire.PathEvaluate, c.evaluateBody(o))
	if err != nil {
		return nil, err
	}
	id := reply.Get("challenge_id").Text()
	if id != "" && wire.Verdict(reply.Get("verdict").Text()) == wire.VerdictChallenge && o.redirects.Success != "" {
		c.open(o, id, o.origin+wire.PageChallenge, c.ports.Page.Go)
	}
	return reply.Raw(), nil
}

func (c *Client) evaluateBody(o *options) []byte {
	return detail(func(w *jsonlite.Writer) {
		w.Key("action").Text(cmp.Or(o.str("action"), string(wire.ActionSignup)))
		w.Optional("user", o.account)
		w.Optional("email", o.str("email"))
		w.Optional("phone", o.str("phone"))
		w.OptionalRaw("metadata", object(o.value.Get("metadata")))
		w.Key("fingerprint").Text(c.hash(o))
		w.Optional("last_fingerprint", c.memory.lastHash())
		w.OptionalRaw("signals", c.verdicts(o))
		w.Key("version").Text(wire.Version)
	})
}

// verdicts are those among the signals that the page passed, else the browser's.
func (c *Client) verdicts(o *options) []byte {
	signals := o.value.Get("signals")
	if signals.Kind() != jsonlite.Object {
		return c.collect().Verdicts()
	}
	var w jsonlite.Writer
	w.Open('{')
	w.OptionalRaw("automation", signals.Get("automation").Raw())
	w.OptionalRaw("tampering", signals.Get("tampering").Raw())
	w.Close('}')
	return w.Bytes()
}
