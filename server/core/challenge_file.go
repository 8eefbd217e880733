package core

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// ChallengeStep is something that happened to a challenge.
type ChallengeStep struct {
	At wire.Time
	// What is in words; Note says more, or is empty.
	What, Note string
	// Bad says that it should not have happened.
	Bad bool
}

// ChallengeFile is a challenge with its history.
type ChallengeFile struct {
	ChallengeEntry
	// Open says that it may still be settled.
	Open   bool
	Limits Limits
	Tries  int
	Sends  int
	// ExpiresAt is when it ends by itself, or ended.
	ExpiresAt wire.Time
	// Device is the one that is challenged; nil when it has none.
	Device *DeviceEntry
	// Access is the attach that raised it; nil when none did.
	Access *Access
	Steps  []ChallengeStep
}

// challengeSteps bounds how many events are shown; a challenge has some twenty.
const challengeSteps = 200

// ChallengeFile returns the file of a challenge.
func (s *Service) ChallengeFile(ctx context.Context, project, id string) (f *ChallengeFile, err error) {
	if !isID(id) {
		return nil, notFound("challenge")
	}
	err = s.store.View(ctx, func(tx Tx) error {
		c, _, err := readChallenge(tx, project, id)
		if err != nil {
			return err
		}
		f = &ChallengeFile{Open: c.isOpen(s.now()), Limits: c.Limits, Tries: c.Tries, Sends: c.Sends, ExpiresAt: c.ExpiresAt}
		if f.ChallengeEntry, err = s.challengeEntry(tx, c); err != nil {
			return err
		}
		if err := s.challengeOrigin(tx, c, f); err != nil {
			return err
		}
		events, err := tx.EventsOfChallenge(project, id, challengeSteps)
		f.Steps = stepsOf(c, f.Status, events)
		return err
	})
	return f, err
}

// challengeOrigin finds where the challenge came from, which may be forgotten by now.
func (s *Service) challengeOrigin(tx Tx, c *Challenge, f *ChallengeFile) error {
	if c.DeviceID != "" {
		d, err := tx.Device(c.ProjectID, c.DeviceID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err == nil {
			view, err := deviceView(d)
			if err != nil {
				return err
			}
			f.Device = &DeviceEntry{Device: view, Kind: d.Kind, IP: d.IP}
			if at, ok := locate(s.locator, d.IP); ok {
				f.Device.Location = at.String()
			}
		}
	}
	if c.AccessID == "" {
		return nil
	}
	a, err := tx.Access(c.ProjectID, c.AccessID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	f.Access = a
	return err
}

// stepsOf is the history: what the challenge remembers of itself for ever, and what the
// outbox does for a week.
func stepsOf(c *Challenge, status wire.ChallengeStatus, events []*Event) []ChallengeStep {
	steps := []ChallengeStep{{At: c.CreatedAt, What: "Raised"}}
	add := func(at wire.Time, what string) {
		if at != 0 {
			steps = append(steps, ChallengeStep{At: at, What: what})
		}
	}
	add(c.SeenAt, "Seen by the person")
	if c.VerifiedAt != 0 && c.VerifiedAt == c.CompletedAt { // two steps of a person, one of an operator
		add(c.CompletedAt, "Completed by an operator")
	} else {
		add(c.VerifiedAt, "Contact proven")
		add(c.CompletedAt, "Completed")
	}
	switch status {
	case wire.StatusExpired:
		steps = append(steps, ChallengeStep{At: c.ExpiresAt, What: "Expired", Bad: true})
	case wire.StatusFailed:
		steps = append(steps, ChallengeStep{At: c.UpdatedAt, What: "Failed: no tries left", Bad: true})
	case wire.StatusOverridden:
		add(c.UpdatedAt, "Overridden by a newer challenge")
	case wire.StatusSkipped, wire.StatusPostponed, wire.StatusAdminNotified:
		add(c.UpdatedAt, map[wire.ChallengeStatus]string{
			wire.StatusSkipped: "Skipped by the person", wire.StatusPostponed: "Postponed by the person", wire.StatusAdminNotified: "An administrator was asked",
		}[status])
	}
	for _, e := range events {
		steps = append(steps, eventSteps(e)...)
	}
	slices.SortStableFunc(steps, func(a, b ChallengeStep) int { return cmp.Compare(a.At, b.At) })
	return steps
}

func eventSteps(e *Event) []ChallengeStep {
	switch {
	case e.Kind == EventStream && e.Name == string(wire.StreamChallenge):
		return []ChallengeStep{{At: e.CreatedAt, What: "Announced to the browser"}}
	case e.Kind == EventStream && e.Name == string(wire.StreamLogout):
		return []ChallengeStep{{At: e.CreatedAt, What: "Another device logged out"}}
	case !e.Kind.toPerson():
		return nil
	}
	steps := []ChallengeStep{{At: e.CreatedAt, What: "A code was asked for"}}
	switch e.State {
	case EventDone:
		steps = append(steps, ChallengeStep{At: e.DoneAt, What: "The code was sent"})
	case EventFailed:
		steps = append(steps, ChallengeStep{At: e.DoneAt, What: "The code could not be sent", Note: e.LastError, Bad: true})
	case EventPending:
		if e.LastError != "" {
			steps = append(steps, ChallengeStep{At: e.CreatedAt, What: "The code is sent again", Note: e.LastError, Bad: true})
		}
	}
	return steps
}
