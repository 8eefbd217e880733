package httpapi

import (
	"crypto/sha256"
	"crypto/subtle"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// adminKey is the SHA-256 of the operator's key: comparing hashes takes the same time
// whatever is compared, lengths included.
type adminKey struct {
	set bool
	sum [sha256.Size]byte
}

func newAdminKey(key string) adminKey { return adminKey{key != "", sha256.Sum256([]byte(key))} }

func (k adminKey) matches(given string) bool {
	sum := sha256.Sum256([]byte(given))
	return subtle.ConstantTimeCompare(k.sum[:], sum[:]) == 1 && k.set
}

var (
	errNoAdminKey = &wire.Error{Code: wire.CodeNotEnabled, Message: "This server has no admin key: set RUPT_ADMIN_KEY, or use the command rupt on the server."}
	errAdminKey   = &wire.Error{Code: wire.CodeUnauthorized, Message: "Send Authorization: Bearer ADMIN_KEY."}
)

// authenticateAdmin knows the server's operator. Guesses are counted by address.
func (a *api) authenticateAdmin(c *call, cred credential) error {
	if !a.adminKey.set {
		return errNoAdminKey
	}
	if err := a.countAddress(limitAdmin, a.proxies.clientIP(c.r)); err != nil {
		return err
	}
	if cred.scheme != schemeBearer || !a.adminKey.matches(cred.id) {
		return errAdminKey
	}
	c.caller = core.Caller{Class: core.Admin}
	return nil
}
