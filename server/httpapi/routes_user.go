package httpapi

import (
	"net/http"

	"github.com/openrupt/openrupt/internal/wire"
)

// userEndpoints are for back ends.
func (a *api) userEndpoints() []endpoint {
	return []endpoint{
		on(endpoint{
			method: http.MethodGet, path: "/v2/user/{id}", who: server, limit: limitDevices,
			tag: "users", id: "getUser", summary: "Read a user, by your account id or by ours",
		}, func(c *call, _ *none) (*wire.User, error) {
			return a.core.User(c.ctx(), c.caller, c.r.PathValue("id"))
		}),
		on(endpoint{
			method: http.MethodGet, path: "/v2/user/{id}/devices", who: server, limit: limitDevices,
			tag: "users", id: "listUserDevices", summary: "List a user's devices",
		}, func(c *call, _ *none) ([]wire.Device, error) {
			return list(a.core.UserDevices(c.ctx(), c.caller, c.r.PathValue("id")))
		}),
		on(endpoint{
			method: http.MethodPost, path: "/v2/user/{id}/update", who: server, limit: limitDevices, maxBody: largeBody,
			tag: "users", id: "updateUser", summary: "Change a user's contacts, metadata and groups",
		}, func(c *call, in *wire.UserUpdate) (*wire.User, error) {
			return a.core.UpdateUser(c.ctx(), c.caller, c.r.PathValue("id"), in)
		}),
		on(endpoint{
			method: http.MethodDelete, path: "/v2/user/{id}", who: server, limit: limitDevices,
			tag: "users", id: "eraseUser", summary: "Erase a user and all that is kept of it",
		}, func(c *call, _ *none) (*wire.SuccessReply, error) {
			return done(a.core.EraseUser(c.ctx(), c.caller.Project.ID, c.r.PathValue("id")))
		}),
		on(endpoint{
			method: http.MethodGet, path: "/v2/user/{id}/export", who: server, limit: limitDevices,
			tag: "users", id: "exportUser", summary: "Export all that is kept of a user",
			about: "For the user: contacts are in clear text.",
		}, func(c *call, _ *none) (*wire.UserExport, error) {
			return a.core.ExportUser(c.ctx(), c.caller.Project.ID, c.r.PathValue("id"))
		}),
		on(endpoint{
			method: http.MethodPost, path: "/token/sign", who: server, limit: limitDevices,
			tag: "users", id: "signToken", summary: "Sign a token for a browser",
			about: "What the browser passes as secret, for ten minutes: it proves which account it may attach to.",
		}, func(c *call, in *wire.TokenRequest) (*wire.TokenReply, error) {
			return a.core.SignToken(c.ctx(), c.caller, in)
		}),
	}
}
