package attach

import (
	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// detach logs a device out. It never rejects: a page calls it on its way out.
func (c *Client) detach(o *options, _ Callbacks) (wire.Raw, *wire.Error) {
	reply, err := c.requestDetach(o)
	if err == nil {
		return reply.Raw(), nil
	}
	if o.debug {
		c.ports.Console.Advise(err.Code, "detach: "+describe(err))
	}
	return detail(func(w *jsonlite.Writer) {
		w.Key("success").Bool(false)
		w.Key("error").Raw(api.ErrorJSON(err))
	}), nil
}

func (c *Client) requestDetach(o *options) (jsonlite.Value, *wire.Error) {
	if err := o.require("client_id", "device", "account"); err != nil {
		return jsonlite.Value{}, err
	}
	body := detail(func(w *jsonlite.Writer) {
		w.Key("user").Text(o.account)
		w.Optional("last_access", c.memory.lastAccess(o.clientID, o.account))
	})
	return c.ask(o, api.Request{
		Method:        "POST",
		URL:           api.Path(wire.PathDetach, o.str("device")),
		Authorization: o.basic(),
		Body:          body,
		Outlives:      true,
	})
}
