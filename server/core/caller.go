package core

import (
	"net/netip"

	"github.com/openrupt/openrupt/internal/wire"
)

// Class says what a caller has proven.
type Class int

const (
	// Browser holds a client id, which is public. Together with a challenge's id it
	// may do what the person being challenged may do before proving anything.
	Browser Class = iota
	// Server holds an API secret.
	Server
	// Session proved a contact of the account: it holds the session of one challenge.
	Session
	// Admin operates this server.
	Admin
	// Carrier was given a code to deliver: it quotes that delivery's id.
	Carrier
)

// Caller is who asks for an operation, and from where.
type Caller struct {
	Project *Project
	Class   Class
	// APIKeyID is the key that was used; empty for a session.
	APIKeyID string
	// IP is the peer's address, or the one that a trusted proxy forwarded.
	IP netip.Addr
	// UserAgent is the User-Agent header.
	UserAgent string
	// ClientHints are the Sec-CH-UA headers by lower-case name.
	ClientHints map[string]string
	// Language is the browser's, as a BCP 47 tag; empty when it names none.
	Language string
	// SignedUser is the account that the browser's signed token names; empty when
	// unsigned.
	SignedUser string
	// SignedLimit is the token's limit_config.
	SignedLimit *wire.LimitConfig
	// ChallengeID is the challenge that a session is for.
	ChallengeID string
}

// trusted says whether the caller is known to speak for the account.
func (c Caller) trusted(account string) bool {
	return c.Class == Server || c.SignedUser != "" && c.SignedUser == account
}
