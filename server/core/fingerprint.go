package core

import "github.com/openrupt/openrupt/internal/wire"

// FingerprintVersion is one hash that a fingerprint showed.
type FingerprintVersion struct {
	FingerprintID string
	Hash          string
	LastSeenAt    wire.Time
}
