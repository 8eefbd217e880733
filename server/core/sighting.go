package core

import "github.com/openrupt/openrupt/internal/wire"

// Sighting is that a device was used at an address.
type Sighting struct {
	DeviceID string
	IP       string
	// First and Last are when, within one slot of time.
	First wire.Time
	Last  wire.Time
}

// SightingTx reads accesses as rules ask for them.
type SightingTx interface {
	// Sightings returns where the user's devices were used since then: one a device,
	// address and slot, a span of time; the latest first, at most limit.
	Sightings(project, user string, since, slot wire.Time, limit int) ([]Sighting, error)
	// UsersOfFingerprint returns at most limit users with a device of the fingerprint
	// or, when an event is given, who attached there with that event.
	UsersOfFingerprint(project, fingerprint, event string, limit int) ([]*User, error)
}
