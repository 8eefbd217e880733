package core

import (
	"errors"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
)

// hashed is a hash as a caller sent it. One that is not of our layout has no print
// and is compared with its own kind only.
type hashed struct {
	text  string
	print fingerprint.Print
	// tampered: of our layout, with a checksum that does not fit.
	tampered bool
}

// parseHash reads a hash; param is what the caller named it.
func parseHash(c Caller, param, text string) (hashed, error) {
	if text == "" {
		return hashed{}, nil
	}
	for _, b := range []byte(text) {
		if b <= ' ' || b >= 0x7f || len(text) > maxHash {
			return hashed{}, invalid(param, "This is not a hash: at most 4,096 visible ASCII characters.")
		}
	}
	print, err := fingerprint.Parse(text)
	if !errors.Is(err, fingerprint.ErrChecksum) {
		return hashed{text: text, print: print}, nil
	}
	if c.Class == Server {
		return hashed{}, invalid(param, "This hash is damaged: its checksum does not fit. Pass on what getHash() returned, unchanged.")
	}
	return hashed{text: text, tampered: true}, nil
}

// known reads a hash that the store holds.
func known(text string) hashed {
	print, err := fingerprint.Parse(text)
	return hashed{text: text, print: print, tampered: errors.Is(err, fingerprint.ErrChecksum)}
}

// candidate is something that a hash may belong to: a device or a fingerprint.
type candidate struct {
	id       string
	hash     string
	lastSeen wire.Time
}
