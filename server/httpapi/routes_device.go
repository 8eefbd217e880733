package httpapi

import (
	"net/http"

	"github.com/openrupt/openrupt/internal/wire"
)

// deviceEndpoints are what a page calls while nobody is being challenged.
func (a *api) deviceEndpoints() []endpoint {
	return []endpoint{
		on(endpoint{
			method: http.MethodPost, path: wire.PathAttach, who: browser | server,
			limit: limitAttach, maxBody: largeBody,
			tag: "devices", id: "attach", summary: "Attach a browser to an account",
			about: "Says which device of the account this is, and how the account stands. When it is used on more devices than allowed, a challenge follows on the device's event stream.",
		}, func(c *call, in *wire.AttachRequest) (*wire.AttachReply, error) {
			return a.core.Attach(c.ctx(), c.caller, in)
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathDetach, who: browser | server, limit: limitDevices,
			tag: "devices", id: "detach", summary: "Detach a device from its account",
			about: "The account must own the device. Its open pages are logged out.",
		}, func(c *call, in *wire.DetachRequest) (*wire.DetachReply, error) {
			return a.core.Detach(c.ctx(), c.caller, c.r.PathValue("id"), in)
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathFingerprint, who: browser, limit: limitEvaluate, maxBody: largeBody,
			tag: "devices", id: "fingerprint", summary: "Name this browser, whatever the account",
		}, func(c *call, in *wire.FingerprintRequest) (*wire.FingerprintReply, error) {
			return a.core.Fingerprint(c.ctx(), c.caller, in)
		}),
		on(endpoint{
			method: http.MethodGet, path: wire.PathAttachedDevices, who: browser, limit: limitDevices,
			tag: "devices", id: "attachedDevices", summary: "List an account's attached devices",
			about: "Without a signed token only where the project allows it.",
		}, func(c *call, _ *none) ([]wire.Device, error) {
			return list(a.core.AttachedDevices(c.ctx(), c.caller, c.r.PathValue("account")))
		}),
		on(endpoint{
			method: http.MethodPost, path: "/v2/device/{id}/metadata", who: server, limit: limitDevices,
			aliases: []string{"/v2/proj/device/{id}/metadata"}, maxBody: largeBody,
			tag: "devices", id: "updateDeviceMetadata", summary: "Merge fields into a device's metadata",
		}, func(c *call, in *wire.MetadataRequest) (*wire.SuccessReply, error) {
			return done(a.core.UpdateDeviceMetadata(c.ctx(), c.caller, c.r.PathValue("id"), in))
		}),
	}
}
