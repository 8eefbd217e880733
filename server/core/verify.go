package core

import (
	"context"
	"crypto/sha256"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// Verify tries a code. In this order: the try is counted and that is committed; the
// code is compared; a right one is consumed, which only one of several callers can.
// So no number of tries at once is more than the tries allowed.
//
// A wrong code, one that expired or was used, and one that was never sent get the same
// answer, in the same steps.
func (s *Service) Verify(ctx context.Context, c Caller, id, code string) (*wire.VerifyReply, error) {
	code = strings.NewReplacer(" ", "", "-", "").Replace(code)
	if code == "" {
		return nil, invalid("code", "This field is required: the code that was sent.")
	}
	t, err := s.countTry(ctx, c, id)
	if err != nil {
		return nil, err
	}
	if right := s.compare(t, code); right != nil {
		consumed, err := s.consume(ctx, c, id, right)
		if err != nil {
			return nil, err
		}
		if consumed {
			return s.verified(c, id), nil
		}
	}
	return nil, s.wrong(ctx, c, id, t)
}

func (s *Service) verified(c Caller, id string) *wire.VerifyReply {
	reply := &wire.VerifyReply{Success: true}
	if c.Class != Server {
		reply.Session = s.newSession(id)
	}
	return reply
}

// try is a counted try.
type try struct {
	challenge *Challenge
	// codes are the live ones; perhaps none.
	codes []*Code
	// left is how many tries remain after this one.
	left int
	// wait is how long until there is another, when none is left.
	wait wire.Time
}

// countTry counts a try in a transaction of its own. It fails without counting when
// none is left.
func (s *Service) countTry(ctx context.Context, c Caller, id string) (out try, err error) {
	err = s.settle(ctx, c, id, func(t *settlement) error {
		if t.c.Status == wire.StatusFailed {
			return errTooMany(t.c.ExpiresAt - t.now)
		}
		if !t.c.isOpen(t.now) {
			return errClosed
		}
		limits := t.tryLimits()
		left, wait, err := t.triesLeft(limits)
		if err != nil {
			return err
		}
		if left == 0 {
			return errTooMany(wait)
		}
		if err := t.attempt(t.c.ProjectID, limits...); err != nil {
			return err
		}
		t.c.Tries, t.c.CodeTries, t.c.UpdatedAt = t.c.Tries+1, t.c.CodeTries+1, t.now
		if err := t.UpdateChallenge(t.c); err != nil {
			return err
		}
		codes, err := t.TryCodes(t.c.ProjectID, t.c.ID, t.now, triesPerCode)
		out = try{challenge: t.c, codes: codes, left: left - 1, wait: cooldownLeft(t.c, t.now)}
		return err
	})
	return out, err
}

// triesLeft is the least that any limit leaves.
func (t *settlement) triesLeft(limits []subjectLimit) (left int, wait wire.Time, err error) {
	left = min(triesPerCode-t.c.CodeTries, triesPerChallenge-t.c.Tries)
	wait = cooldownLeft(t.c, t.now)
	for _, l := range limits {
		n, w, err := t.left(t.c.ProjectID, l)
		if err != nil {
			return 0, 0, err
		}
		left, wait = min(left, n), max(wait, w)
	}
	return max(left, 0), wait, nil
}

// cooldownLeft is how long until another code may be asked for.
func cooldownLeft(c *Challenge, now wire.Time) wire.Time {
	if c.Sends == 0 {
		return 0
	}
	return max(0, c.LastSendAt+ms(cooldown(c.Sends))-now)
}

func errTooMany(wait wire.Time) *wire.Error {
	return limited(wire.CodeTooManyAttempts, "No tries are left for this code. Ask for a new one.", wait)
}

// noMAC is compared with where no code was sent, so that this takes as long. Without a
// key id it never matches.
var noMAC [sha256.Size]byte

// compare returns the code that was sent and matches, if one does. It computes one MAC
// a channel, whether or not a code was sent there.
func (s *Service) compare(t try, code string) (right *Code) {
	for _, ch := range []wire.Channel{wire.ChannelEmail, wire.ChannelText} {
		sent := &Code{Channel: ch, MAC: noMAC[:]}
		for _, c := range t.codes {
			if c.Channel == ch {
				sent = c
			}
		}
		if s.keys.verify(purposeCode, sent.KeyID, sent.MAC, codeParts(t.challenge, ch, code)...) {
			right = sent
		}
	}
	return right
}

// consume uses the code up and marks the challenge verified; false when another caller
// was first.
func (s *Service) consume(ctx context.Context, c Caller, id string, code *Code) (consumed bool, err error) {
	err = s.settle(ctx, c, id, func(t *settlement) (err error) {
		consumed = false
		if !t.c.isOpen(t.now) {
			return errClosed
		}
		if consumed, err = t.ConsumeCode(code, t.now); err != nil || !consumed {
			return err
		}
		if !t.c.move(wire.StatusVerified, t.now) {
			return errClosed
		}
		if err := t.UpdateChallenge(t.c); err != nil {
			return err
		}
		return t.changeOwn(func(d *Device) { d.VerifiedAt = t.now })
	})
	return consumed, err
}

// wrong is the one answer to everything that is not right.
func (s *Service) wrong(ctx context.Context, c Caller, id string, t try) error {
	if t.challenge.Tries >= triesPerChallenge {
		if err := s.settle(ctx, c, id, (*settlement).fail); err != nil {
			return err
		}
	}
	if t.left == 0 {
		return errTooMany(t.wait)
	}
	return &wire.Error{Code: wire.CodeIncorrectCode, Message: "This is not the code, or it has expired.", Param: "code", AttemptsLeft: &t.left}
}

// fail ends a challenge whose tries are used up, unless the last one was right.
func (t *settlement) fail() error {
	if !t.c.move(wire.StatusFailed, t.now) {
		return nil
	}
	t.count(t.c.ProjectID, ActivityFailed)
	return t.UpdateChallenge(t.c)
}
