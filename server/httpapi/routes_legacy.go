package httpapi

import (
	"net/http"
	"net/url"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// legacyEndpoints are older ways that callers still use.
func (a *api) legacyEndpoints() []endpoint {
	all := []endpoint{
		on(endpoint{
			method: http.MethodGet, path: "/v2/proj/user/{id}/devices", who: server, limit: limitDevices, query: legacyDeviceParams,
			id: "listUserDevicesLegacy", summary: "List a user's devices, the older way",
		}, func(c *call, _ *none) ([]wire.Device, error) {
			whitelisted, err := boolParam(c.r.URL.Query(), "whitelisted")
			if err != nil {
				return nil, err
			}
			return a.core.LegacyUserDevices(c.ctx(), c.caller, c.r.PathValue("id"), whitelisted)
		}),
		on(endpoint{
			method: http.MethodGet, path: "/v2/proj/access-history", who: server, limit: limitDevices, query: historyParams,
			id: "accessHistory", summary: "List attaches of a user or a device, newest first",
		}, func(c *call, _ *none) (*wire.AccessHistory, error) {
			q, err := historyQuery(c.r.URL.Query())
			if err != nil {
				return nil, err
			}
			return a.core.AccessHistory(c.ctx(), c.caller, q)
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathIdentify, who: browser, limit: limitAttach, maxBody: largeBody,
			id: "identify", summary: "Name a browser for a back end",
		}, func(c *call, in *wire.IdentifyRequest) (*wire.IdentifyReply, error) {
			return a.core.Identify(c.ctx(), c.caller, in)
		}),
		on(endpoint{
			method: http.MethodPost, path: "/v2/proj/identification/{id}/complete", who: server, limit: limitDevices,
			id: "completeIdentification", summary: "Attach an identified browser to an account",
			about: "Once, within an hour.",
		}, func(c *call, in *wire.IdentificationRequest) (*wire.IdentificationReply, error) {
			return a.core.CompleteIdentification(c.ctx(), c.caller, c.r.PathValue("id"), in)
		}),
	}
	for i := range all {
		all[i].tag = "legacy"
	}
	return all
}

var legacyDeviceParams = []param{
	{name: "whitelisted", kind: "boolean", about: "Whether to list whitelisted devices, too."},
	{name: "dev", kind: "boolean", about: "Accepted and ignored: the devices of a server are all of one mode."},
}

var historyParams = []param{
	{name: "user", about: "The customer's own id of the user, or ours; this or device is required."},
	{name: "device", about: "A device's id."},
	{name: "per", kind: "integer", about: "Accesses a page: 1 to 50, default 10."},
	{name: "page", kind: "integer", about: "Counts from 1, the default."},
}

func historyQuery(q url.Values) (out core.AccessHistoryQuery, err error) {
	out.User, out.Device = q.Get("user"), q.Get("device")
	if out.Per, err = intParam(q, "per", 10, 1, 50); err != nil {
		return out, err
	}
	out.Page, err = intParam(q, "page", 1, 1, 1_000_000)
	return out, err
}
