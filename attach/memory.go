package attach

import (
	"cmp"
	"strings"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/wire"
)

// memory is what the SDK keeps in the browser.
type memory struct {
	cookies        Cookies
	local, session api.Storage
	page           Page
}

func (m memory) lastHash() string {
	if hash := m.cookie(wire.KeyLastFingerprint); hash != "" {
		return hash
	}
	return cmp.Or(m.local.Get(wire.KeyLastFingerprint), m.session.Get(wire.KeyLastFingerprint))
}

// keepHash writes to all three places: people and browsers clear them separately.
func (m memory) keepHash(hash string) {
	m.keepCookie(wire.KeyLastFingerprint, hash)
	m.local.Set(wire.KeyLastFingerprint, hash)
	m.session.Set(wire.KeyLastFingerprint, hash)
}

func (m memory) lastAccess(client, account string) string {
	return m.local.Get(accessKey(client, account))
}

func (m memory) keepAccess(client, account, access string) {
	m.local.Set(accessKey(client, account), access)
}

func accessKey(client, account string) string {
	return wire.KeyLastAccess + ":" + client + ":" + account
}

// cookie returns the value of a cookie of ours; ours need no decoding.
func (m memory) cookie(name string) string {
	for _, pair := range strings.Split(m.cookies.Read(), "; ") {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// keepCookie keeps a value, which is a hash or an id, for a year.
func (m memory) keepCookie(name, value string) {
	cookie := name + "=" + api.Escape(value) + "; path=/; max-age=31536000; SameSite=Lax"
	if strings.HasPrefix(m.page.URL(), "https:") {
		cookie += "; Secure"
	}
	m.cookies.Write(cookie)
}
