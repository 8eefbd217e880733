package attach

import (
	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// getAttachedDevices lists the devices of an account.
func (c *Client) getAttachedDevices(o *options, _ Callbacks) (wire.Raw, *wire.Error) {
	if err := o.require("client_id", "account"); err != nil {
		return nil, err
	}
	list, err := c.get(o, api.Path(wire.PathAttachedDevices, o.account))
	return list.Raw(), err
}

// identify is the legacy way to name a browser to a back end.
func (c *Client) identify(o *options, _ Callbacks) (wire.Raw, *wire.Error) {
	if err := o.require("client_id"); err != nil {
		return nil, err
	}
	reply, err := c.post(o, wire.PathIdentify, detail(func(w *jsonlite.Writer) {
		w.Key("fingerprint").Text(c.hash(o))
		w.Optional("last_fingerprint", c.memory.lastHash())
		w.Key("version").Text(wire.Version)
		w.Optional("tolerance", o.str("tolerance"))
	}))
	return reply.Raw(), err
}
