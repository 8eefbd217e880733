package core

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// message is what the outbox holds of a code on its way: the code only sealed.
type message struct {
	Channel  wire.Channel `json:"channel"`
	To       string       `json:"to"`
	Language string       `json:"language"`
	Project  string       `json:"project"`
	Sealed   []byte       `json:"sealed,omitempty"`
	Expires  wire.Time    `json:"expires"`
	// Sent is when a code was asked for, by which it is known from the challenge's others.
	Sent wire.Time `json:"sent,omitzero"`
	// Device is the new one that a notice is about; there is no code then.
	Device string   `json:"device,omitempty"`
	Face   MailFace `json:"face,omitzero"`
}

// Send sends a code to a destination that the challenge pinned.
func (s *Service) Send(ctx context.Context, c Caller, id string, r *wire.SendRequest) (reply *wire.SendReply, err error) {
	channel := r.Channel
	switch channel {
	case wire.ChannelSMS:
		channel = wire.ChannelText
	case wire.ChannelEmail, wire.ChannelText:
	default:
		return nil, invalid("channel", "The channel is email or text.")
	}
	code, err := s.newCode()
	if err != nil {
		return nil, err
	}
	err = s.settle(ctx, c, id, func(t *settlement) error {
		if err := t.maySend(channel); err != nil {
			return err
		}
		expires, err := t.send(channel, code, r.Language)
		reply = &wire.SendReply{
			Success: true, ExpiresAt: expires, RetryAfter: int(cooldown(t.c.Sends).Seconds()), SendsLeft: sendsPerChallenge - t.c.Sends,
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// CodeTTL is for how long a code that was sent by a channel works.
func CodeTTL(ch wire.Channel) time.Duration {
	if ch == wire.ChannelEmail {
		return codeTTLEmail
	}
	return codeTTLText
}

// cooldown is how long to wait after the n-th send: 30 s, and twice as long each time.
func cooldown(n int) time.Duration { return sendCooldown << max(0, n-1) }

func (t *settlement) maySend(ch wire.Channel) error {
	switch {
	case !t.c.isOpen(t.now):
		return errClosed
	case t.c.destination(ch) == "":
		return fault(wire.CodeChannelUnavailable, "No destination is known for this channel: see the challenge's channels.")
	case t.c.Sends >= sendsPerChallenge:
		return limited(wire.CodeRateLimited, "No more codes are sent for this challenge.", t.c.ExpiresAt-t.now)
	}
	if wait := t.c.LastSendAt + ms(cooldown(t.c.Sends)) - t.now; t.c.Sends > 0 && wait > 0 {
		return limited(wire.CodeRateLimited, "A code was sent just now. Wait for it before asking for another.", wait)
	}
	for _, limit := range t.sendLimits(ch) {
		_, wait, err := t.left(t.c.ProjectID, limit)
		if err != nil {
			return err
		}
		if wait > 0 {
			return limited(wire.CodeRateLimited, "Too many codes were sent there. Try another channel, or later.", wait)
		}
	}
	return nil
}

func (t *settlement) send(ch wire.Channel, code, language string) (expires wire.Time, err error) {
	expires = t.now + ms(CodeTTL(ch))
	if err := t.putCode(ch, code, expires); err != nil {
		return 0, err
	}
	t.c.Sends, t.c.LastSendAt, t.c.CodeTries, t.c.UpdatedAt = t.c.Sends+1, t.now, 0, t.now
	if err := t.UpdateChallenge(t.c); err != nil {
		return 0, err
	}
	if err := t.attempt(t.c.ProjectID, t.sendLimits(ch)...); err != nil {
		return 0, err
	}
	if err := t.post(ch, code, language, expires); err != nil {
		return 0, err
	}
	return expires, t.reportChallenge(hookPending, t.c, t.owner)
}

func (t *settlement) putCode(ch wire.Channel, code string, expires wire.Time) error {
	mac, keyID := t.s.keys.sign(purposeCode, codeParts(t.c, ch, code)...)
	return t.PutCode(&Code{
		ProjectID: t.c.ProjectID, ChallengeID: t.c.ID, Channel: ch, MAC: mac, KeyID: keyID, ExpiresAt: expires, CreatedAt: t.now,
	})
}

// codeParts bind a code to what it was sent for and where.
func codeParts(c *Challenge, ch wire.Channel, code string) []string {
	return []string{c.ProjectID, c.ID, string(ch), c.destination(ch), code}
}

// post hands the code to the courier. Nothing is sent while a caller waits.
func (t *settlement) post(ch wire.Channel, code, language string, expires wire.Time) error {
	sealed, err := t.s.keys.seal(t.s.random, code, t.c.ID)
	if err != nil {
		return err
	}
	text, err := json.Marshal(message{
		Channel: ch, To: t.c.destination(ch), Language: LanguageTag(language), Project: t.Project.Name, Sealed: sealed, Expires: expires, Sent: t.now, Face: t.Project.mailFace(),
	})
	if err != nil {
		return err
	}
	kind := EventMessage
	if ch == wire.ChannelText {
		kind = EventText
	}
	return t.emit(&Event{ProjectID: t.c.ProjectID, Kind: kind, Name: "code", UserID: t.c.UserID, ChallengeID: t.c.ID, Payload: text})
}

// LanguageTag keeps what looks like a BCP 47 tag; the courier picks the nearest.
func LanguageTag(s string) string {
	if len(s) > 35 || strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) {
		return ""
	}
	return s
}
