package core

import (
	"encoding/json"

	"github.com/openrupt/openrupt/internal/wire"
)

// Names of what is reported to a project's back end.
const (
	hookInitiated = "challenge.initiated"
	hookViewed    = "challenge.viewed"
	hookPending   = "challenge.pending" // a code was sent
	hookSkipped   = "challenge.skipped"
	hookCompleted = "challenge.completed"
	hookDetached  = "device.detached"
	hookConverted = "user.converted"
	hookSignal    = "user.account_sharing_signal"
	hookAdmin     = "admin.notify.shared_account"
)

// hookNames are all of them, in the order of the documentation.
var hookNames = []string{hookInitiated, hookViewed, hookPending, hookSkipped, hookCompleted, hookDetached, hookConverted, hookSignal, hookAdmin}

// report writes a webhook into the outbox.
func (u *unit) report(e *Event, payload any) error {
	text, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	e.Kind, e.Payload = EventWebhook, text
	u.count(e.ProjectID, e.Name)
	return u.emit(e)
}

// hookChallenge is a challenge as webhooks show it: nothing that could pass it.
type hookChallenge struct {
	ID        string               `json:"id"`
	Status    wire.ChallengeStatus `json:"status"`
	Type      wire.ChallengeType   `json:"type"`
	Reasons   []wire.Reason        `json:"reasons"`
	CreatedAt wire.Time            `json:"createdAt"`
	UpdatedAt wire.Time            `json:"updatedAt"`
}

// reportChallenge reports what became of a challenge; owner may be nil.
func (u *unit) reportChallenge(name string, c *Challenge, owner *User) error {
	account := ""
	if owner != nil {
		account = owner.Account
	}
	return u.report(&Event{ProjectID: c.ProjectID, Name: name, UserID: c.UserID, ChallengeID: c.ID}, struct {
		Event     string        `json:"event"`
		Account   string        `json:"account"`
		Challenge hookChallenge `json:"challenge"`
	}{name, account, hookChallenge{c.ID, c.Status, c.Type, c.Reasons, c.CreatedAt, c.UpdatedAt}})
}

// reportUser reports something about a user.
func (u *unit) reportUser(name string, user *User) error {
	return u.report(&Event{ProjectID: user.ProjectID, Name: name, UserID: user.ID}, struct {
		Event string    `json:"event"`
		User  wire.User `json:"user"`
	}{name, userView(user)})
}

func (u *unit) reportDetached(d *Device) error {
	view, err := deviceView(d)
	if err != nil {
		return err
	}
	return u.report(&Event{ProjectID: d.ProjectID, Name: hookDetached, UserID: d.UserID}, struct {
		Event  string      `json:"event"`
		Device wire.Device `json:"device"`
	}{hookDetached, view})
}

// reportAdmin asks the customer's administrators for help.
func (u *unit) reportAdmin(c *Challenge, owner *User, devices []*Device, others int) error {
	return u.report(&Event{ProjectID: c.ProjectID, Name: hookAdmin, UserID: c.UserID, ChallengeID: c.ID}, struct {
		Event    string            `json:"event"`
		Account  string            `json:"account"`
		Metadata map[string]string `json:"metadata_fields"`
		Devices  int               `json:"device_count"`
		Attached int               `json:"attached_device_count"`
		Others   int               `json:"other_users_devices_count"`
	}{hookAdmin, owner.Account, map[string]string{"challenge_id": c.ID}, len(devices), attachedCount(devices), others})
}

// emitStream sends a message to a device's streams: those of a lineage, or all.
func (u *unit) emitStream(d *Device, lineage string, m wire.StreamMessage) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	e := &Event{ProjectID: d.ProjectID, Kind: EventStream, Name: string(m.Action), UserID: d.UserID, DeviceID: d.ID, Lineage: lineage, Payload: text}
	if m.Challenge != nil {
		e.ChallengeID = m.Challenge.ID
	}
	return u.emit(e)
}
