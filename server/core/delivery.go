package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
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
	// Delivery names this message to its carrier, the same for every attempt. That of a
	// code is what [Service.DeliveryFailed] takes, and nobody can guess it.
	Delivery string
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
	// Face is how the project wants its mails to look.
	Face MailFace
}

// MailFace is what a mail shows of a project.
type MailFace struct {
	// LogoURL is an address or a data: URL, Accent a colour in hexadecimal, Notes the
	// project's own words about a code that nobody asked for, by language; all optional.
	LogoURL string            `json:"logo,omitempty"`
	Accent  string            `json:"accent,omitempty"`
	Notes   map[string]string `json:"notes,omitempty"`
}

// mailFace is the project's.
func (p *Project) mailFace() MailFace {
	f := MailFace{LogoURL: p.LogoURL, Accent: p.Settings.Theme.Light.Accent}
	for tag, texts := range p.Settings.Texts {
		if note := texts["email_note"]; note != "" {
			if f.Notes == nil {
				f.Notes = map[string]string{}
			}
			f.Notes[tag] = note
		}
	}
	return f
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
	opened := Message{Delivery: fmt.Sprint("notice-", e.ID), To: m.To, Channel: m.Channel, Language: m.Language, Project: m.Project, Challenge: e.ChallengeID, ExpiresAt: m.Expires, Device: m.Device, Face: m.Face}
	if e.Name == eventNewDevice {
		return opened, nil
	}
	code, err := s.keys.open(m.Sealed, e.ChallengeID)
	if err != nil {
		return Message{}, errors.Join(ErrPermanent, err)
	}
	opened.Code = code
	opened.Delivery, err = s.keys.deliveryID(e.ChallengeID, m.Sent)
	return opened, err
}

// Finish records how an attempt went. A failed one is due again after a while, until
// it is given up; then, or when it was delivered, its payload is blanked.
func (s *Service) Finish(ctx context.Context, e *Event, failure error) error {
	var done Event
	err := s.update(ctx, func(u *unit) error {
		done = *e // a transaction may run twice
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
		if e.Kind.toPerson() && done.State != EventPending {
			name := ActivityMessageSent
			if done.State == EventFailed {
				name = ActivityMessageFailed
			}
			u.count(e.ProjectID, name)
		}
		if err := u.FinishEvent(&done); err != nil || done.State == EventPending || !e.Kind.toPerson() || e.ChallengeID == "" {
			return err // a notice belongs to no challenge
		}
		if failure == nil {
			return s.noteDelivery(u, e.ProjectID, e.ChallengeID, 0, wire.StatusDelivered)
		}
		var m message
		if err := json.Unmarshal(e.Payload, &m); err != nil {
			return err
		}
		s.log.Warn("a code could not be delivered", "challenge", e.ChallengeID, "attempts", e.Attempts)
		return s.noteDelivery(u, e.ProjectID, e.ChallengeID, m.Sent, wire.StatusDeliveryFailed)
	})
	if err == nil {
		s.count(e.Kind, outcomeOf(done.State))
	}
	return err
}

// DeliveryFailed takes a carrier's word that a code which it accepted did not arrive: a
// bounce, or the status of a text message. It has the effect of a refusal at once. id is
// [Message.Delivery]; why is a short code of the carrier's, for the log.
func (s *Service) DeliveryFailed(ctx context.Context, id, why string) error {
	challenge, sent, ok := s.keys.readDeliveryID(id)
	if !ok {
		return errNoDelivery
	}
	err := s.update(ctx, func(u *unit) error {
		project, err := u.ProjectOfChallenge(challenge)
		if errors.Is(err, ErrNotFound) {
			return errNoDelivery // erased meanwhile
		}
		if err != nil {
			return err
		}
		s.log.Warn("a code was taken and then not delivered", "challenge", challenge, "carrier_code", carrierCode(why))
		return s.noteDelivery(u, project, challenge, sent, wire.StatusDeliveryFailed)
	})
	if err == nil {
		s.count(EventMessage, OutcomeBounced)
	}
	return err
}

var errNoDelivery = fault(wire.CodeNotFound, "There is no such delivery.")

// carrierCode keeps what carriers number their errors with, and no text, which may
// repeat the recipient.
func carrierCode(s string) string {
	if len(s) > 16 || strings.ContainsFunc(s, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }) {
		return ""
	}
	return s
}

// noteDelivery tells the challenge that its code is on the way, or is not. A failure
// counts for the latest code only: of an older one, the person has another.
func (s *Service) noteDelivery(u *unit, project, challenge string, sent wire.Time, to wire.ChallengeStatus) error {
	t := &settlement{s: s, unit: u, Caller: Caller{Project: &Project{ID: project}, Class: Admin}}
	if err := t.lock(challenge); err != nil {
		return err
	}
	if to == wire.StatusDeliveryFailed && sent < t.c.LastSendAt {
		return nil
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
