package core

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// lease is how long a reader may work on an event before another one takes it.
const lease = time.Minute

// backoff is how long to wait before each further attempt at a message. A code is of
// no use after ten minutes, so five attempts must do.
var backoff = []time.Duration{5 * time.Second, 15 * time.Second, 45 * time.Second, 2 * time.Minute}

// ErrPermanent, wrapped, says that trying again is of no use.
var ErrPermanent = errors.New("core: permanent failure")

// Message is a code on its way to a person, or a notice of a new device.
type Message struct {
	To       string
	Channel  wire.Channel
	Language string
	// Project is the project's name.
	Project   string
	Challenge string
	Code      string
	// ExpiresAt is when the code stops working, or the notice is news no more.
	ExpiresAt wire.Time
	// Device is what a notice calls the device; empty for a code.
	Device string
}

// Claim takes up to n due events of a kind. Each must be given to [Service.Finish]
// within a minute, or another reader gets it: everything is delivered at least once.
func (s *Service) Claim(ctx context.Context, kind EventKind, n int) (events []*Event, err error) {
	err = s.update(ctx, func(u *unit) (err error) {
		events, err = u.ClaimEvents(kind, u.now, u.now+ms(lease), n)
		return err
	})
	return events, err
}

// OpenMessage unseals a message. An error is permanent: the keys have changed, or the
// code has expired.
func (s *Service) OpenMessage(e *Event) (Message, error) {
	var m message
	if err := json.Unmarshal(e.Payload, &m); err != nil {
		return Message{}, errors.Join(ErrPermanent, err)
	}
	if s.now() >= m.Expires {
		return Message{}, errors.Join(ErrPermanent, errors.New("the message expired before it could be sent"))
	}
	opened := Message{To: m.To, Channel: m.Channel, Language: m.Language, Project: m.Project, Challenge: e.ChallengeID, ExpiresAt: m.Expires, Device: m.Device}
	if e.Name == eventNewDevice {
		return opened, nil
	}
	code, err := s.keys.open(m.Sealed, e.ChallengeID)
	if err != nil {
		return Message{}, errors.Join(ErrPermanent, err)
	}
	opened.Code = code
	return opened, nil
}

// Finish records how an attempt went. A failed one is due again after a while, until
// it is given up; then, or when it was delivered, its payload is blanked.
func (s *Service) Finish(ctx context.Context, e *Event, failure error) error {
	return s.update(ctx, func(u *unit) error {
		done := *e // a transaction may run twice
		done.LastError, done.DoneAt, done.State = "", u.now, EventDone
		if failure != nil {
			done.LastError, done.State = clipped(failure.Error()), EventFailed
			if !errors.Is(failure, ErrPermanent) && e.Attempts <= len(backoff) {
				done.State, done.DoneAt, done.NextAt = EventPending, 0, u.now+ms(backoff[e.Attempts-1])
			}
		}
		if done.State != EventPending {
			done.Payload = []byte("{}")
		}
		if e.Kind == EventMessage && done.State != EventPending {
			name := ActivityMessageSent
			if done.State == EventFailed {
				name = ActivityMessageFailed
			}
			u.count(e.ProjectID, name)
		}
		if err := u.FinishEvent(&done); err != nil || done.State == EventPending || e.Kind != EventMessage || e.ChallengeID == "" {
			return err // a notice belongs to no challenge
		}
		return s.noteDelivery(u, e, done.State == EventDone)
	})
}

// noteDelivery tells the challenge that its code is on the way, or is not.
func (s *Service) noteDelivery(u *unit, e *Event, delivered bool) error {
	to := wire.StatusDelivered
	if !delivered {
		to = wire.StatusDeliveryFailed
		s.log.Warn("a code could not be delivered", "challenge", e.ChallengeID, "attempts", e.Attempts)
	}
	t := &settlement{s: s, unit: u, Caller: Caller{Project: &Project{ID: e.ProjectID}, Class: Admin}}
	if err := t.lock(e.ChallengeID); err != nil {
		return err
	}
	if !t.c.isOpen(u.now) || !t.c.move(to, u.now) {
		return nil // settled meanwhile
	}
	return u.UpdateChallenge(t.c)
}

// KeepInInbox puts a message into the dev inbox.
func (s *Service) KeepInInbox(ctx context.Context, m InboxMessage) error {
	return s.update(ctx, func(u *unit) error {
		m.At = u.now
		return u.AddInbox(m, inboxKept)
	})
}

// Inbox lists what the dev inbox holds, newest first.
func (s *Service) Inbox(ctx context.Context) (list []InboxMessage, err error) {
	list = []InboxMessage{}
	err = s.store.View(ctx, func(tx Tx) error {
		found, err := tx.Inbox()
		list = append(list, found...)
		return err
	})
	return list, err
}
