package core

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// budget is how often something may be done in a while.
type budget struct {
	n   int
	per time.Duration
}

var (
	sendBudget   = []budget{{sendsPerDestination10m, 10 * time.Minute}, {sendsPerDestinationDay, 24 * time.Hour}}
	sendIPBudget = []budget{{sendsPerIPHour, time.Hour}}
	tryBudget    = []budget{{triesPerUserHour, time.Hour}, {triesPerUserDay, 24 * time.Hour}}
	tryIPBudget  = []budget{{triesPerIPHour, time.Hour}}
)

// left is how often subject may still do it, and if not at all, how long to wait.
func (u *unit) left(project, subject string, budgets []budget) (n int, wait wire.Time, err error) {
	n = budgets[0].n
	for _, b := range budgets {
		times, err := u.Attempts(project, subject, u.now-ms(b.per))
		if err != nil {
			return 0, 0, err
		}
		if n = min(n, b.n-len(times)); len(times) >= b.n {
			wait = max(wait, times[len(times)-b.n]+ms(b.per)-u.now)
		}
	}
	return max(n, 0), wait, nil
}

// message is what the outbox holds of a code on its way: the code only sealed.
type message struct {
	Channel  wire.Channel `json:"channel"`
	To       string       `json:"to"`
	Language string       `json:"language"`
	Project  string       `json:"project"`
	Sealed   []byte       `json:"sealed,omitempty"`
	Expires  wire.Time    `json:"expires"`
	// Device is the new one that a notice is about; there is no code then.
	Device string `json:"device,omitempty"`
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
		_, wait, err := t.left(t.c.ProjectID, limit.subject, limit.budgets)
		if err != nil {
			return err
		}
		if wait > 0 {
			return limited(wire.CodeRateLimited, "Too many codes were sent there. Try another channel, or later.", wait)
		}
	}
	return nil
}

// What counts for a user and for a destination, before its name.
const (
	tryPrefix  = "try:"
	sendPrefix = "send:"
)

type subjectLimit struct {
	subject string
	budgets []budget
}

// mailbox is what a destination is counted as: an address in another spelling reaches
// the same person.
func mailbox(ch wire.Channel, destination string) string {
	if ch == wire.ChannelEmail {
		return normalEmail(destination)
	}
	return destination
}

// sendLimits: a destination is counted by a keyed hash, so that the table of attempts
// holds no addresses. Nobody is bothered by a development server, and its demo is
// played over and over with one address.
func (t *settlement) sendLimits(ch wire.Channel) []subjectLimit {
	if t.s.dev {
		return nil
	}
	limits := []subjectLimit{{sendPrefix + t.s.keys.pseudonym(mailbox(ch, t.c.destination(ch))), sendBudget}}
	return t.perIP(limits, "send-ip:", sendIPBudget)
}

func (t *settlement) tryLimits() []subjectLimit {
	subject := tryPrefix + t.c.UserID
	if t.c.UserID == "" {
		subject = tryPrefix + t.s.keys.pseudonym(normalEmail(t.c.Email)+t.c.Phone)
	}
	return t.perIP([]subjectLimit{{subject, tryBudget}}, "try-ip:", tryIPBudget)
}

// perIP adds a limit for the caller's address. A back end's address says nothing, and
// on a development server everyone has the same.
func (t *settlement) perIP(limits []subjectLimit, prefix string, b []budget) []subjectLimit {
	if ip := ipKey(t.IP); ip != "" && t.Class != Server && !t.s.dev {
		limits = append(limits, subjectLimit{prefix + ip, b})
	}
	return limits
}

func (t *settlement) attempt(limits []subjectLimit) error {
	for _, l := range limits {
		if err := t.AddAttempt(t.c.ProjectID, l.subject, t.now); err != nil {
			return err
		}
	}
	return nil
}

func (t *settlement) send(ch wire.Channel, code, language string) (expires wire.Time, err error) {
	expires = t.now + ms(codeTTLText)
	if ch == wire.ChannelEmail {
		expires = t.now + ms(codeTTLEmail)
	}
	if err := t.putCode(ch, code, expires); err != nil {
		return 0, err
	}
	t.c.Sends, t.c.LastSendAt, t.c.CodeTries, t.c.UpdatedAt = t.c.Sends+1, t.now, 0, t.now
	if err := t.UpdateChallenge(t.c); err != nil {
		return 0, err
	}
	if err := t.attempt(t.sendLimits(ch)); err != nil {
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
		Channel: ch, To: t.c.destination(ch), Language: languageTag(language), Project: t.Project.Name, Sealed: sealed, Expires: expires,
	})
	if err != nil {
		return err
	}
	return t.emit(&Event{ProjectID: t.c.ProjectID, Kind: EventMessage, Name: "code", UserID: t.c.UserID, ChallengeID: t.c.ID, Payload: text})
}

// languageTag keeps what looks like a BCP 47 tag; the courier picks the nearest.
func languageTag(s string) string {
	if len(s) > 35 || strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) {
		return ""
	}
	return s
}
