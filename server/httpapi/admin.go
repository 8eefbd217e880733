package httpapi

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

var (
	errNoAdminKey = &wire.Error{Code: wire.CodeNotEnabled, Message: "This server has no admin key: set RUPT_ADMIN_KEY, or use the command rupt on the server."}
	errAdminKey   = &wire.Error{Code: wire.CodeUnauthorized, Message: "Send Authorization: Bearer ADMIN_KEY."}
)

// authenticateAdmin knows the server's operator. Guesses are counted by address.
func (a *api) authenticateAdmin(c *call, cred credential) error {
	if !a.adminKey.IsSet() {
		return errNoAdminKey
	}
	if err := a.countAddress(limitAdmin, a.proxies.clientIP(c.r)); err != nil {
		return err
	}
	if cred.scheme != schemeBearer || !a.adminKey.Matches(cred.id) {
		return errAdminKey
	}
	c.caller = core.Caller{Class: core.Admin}
	return nil
}
