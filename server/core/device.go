package core

import (
	"encoding/json"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core/deviceinfo"
)

// Kind is what a device is used as; limits may differ by it.
type Kind string

// The kinds of devices.
const (
	Mobile  Kind = "mobile"
	Tablet  Kind = "tablet"
	Desktop Kind = "desktop"
)

// Device is one browser of one user.
type Device struct {
	ProjectID string
	ID        string
	UserID    string
	// FingerprintID names the browser, which other users may use too.
	FingerprintID string
	// Hash is the fingerprint that it showed last; empty if none.
	Hash   string
	Status wire.DeviceStatus
	// Dormant devices were replaced by a match: hidden and not counted, until they
	// attach again.
	Dormant bool
	// Whitelisted devices do not count.
	Whitelisted bool
	Kind        Kind
	// UserAgent is the header that Info was made of, at most 512 bytes.
	UserAgent string
	// Info is a wire.DeviceInfo as JSON text.
	Info wire.Raw
	// Metadata is a JSON object.
	Metadata wire.Raw
	// IP is where it was seen last.
	IP string

	// AttachedAt is when it was last attached after not having been; the order of
	// devices within a limit.
	AttachedAt   wire.Time
	LastSeenAt   wire.Time
	DetachedAt   wire.Time
	AutoDetached bool
	// VerifiedAt is when its holder last proved a contact of the account.
	VerifiedAt wire.Time
	// CompletedAt is when it last completed a challenge; those rank first.
	CompletedAt wire.Time
	// QuietUntil is until when it is not challenged again.
	QuietUntil wire.Time
	// SignaledAt is when a rule last matched it in shadow mode.
	SignaledAt wire.Time

	CreatedAt wire.Time
	UpdatedAt wire.Time
}

// StaysPut says whether the device is found as before: by its fingerprint, its status and
// the day on which it was seen last.
func (d *Device) StaysPut(before *Device) bool {
	return d.FingerprintID == before.FingerprintID && d.Status == before.Status && DayOf(d.LastSeenAt) == DayOf(before.LastSeenAt)
}

// counts says whether the device takes one of the account's places.
func (d *Device) counts() bool {
	return d.Status == wire.DeviceAttached && !d.Dormant && !d.Whitelisted
}

func attachedCount(devices []*Device) (n int) {
	for _, d := range devices {
		if d.counts() {
			n++
		}
	}
	return n
}

// setInfo parses the header when it is not the one parsed before. A back end may not know
// it, which is no news of the device.
func (d *Device) setInfo(o origin) error {
	if len(d.Info) > 0 && (o.ua == "" || o.ua == d.UserAgent) {
		return nil
	}
	info := deviceinfo.Parse(o.ua, o.hints)
	text, err := json.Marshal(info)
	d.Info, d.UserAgent, d.Kind = text, o.ua, kindOf(info)
	return err
}

func kindOf(info wire.DeviceInfo) Kind {
	if info.Device.Type == nil {
		return Desktop
	}
	return Kind(*info.Device.Type)
}

// Access is the record of one attach.
type Access struct {
	ProjectID string
	ID        string
	DeviceID  string
	UserID    string
	APIKeyID  string
	// Lineage is the id of the first of a chain of accesses, each of which named the
	// one before it: what the tabs and reloads of one browser share. Messages for one
	// access go to its lineage.
	Lineage string
	// Since is the last event that this access must not see.
	Since int64
	IP    string
	// Confidence is the probability, from 0 to 1, that the device is right.
	Confidence float64
	Signed     bool
	// Page is the path of the page, Event the caller's key.
	Page  string
	Event string

	CreatedAt wire.Time
}
