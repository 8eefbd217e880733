package core

import (
	"context"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// newSession returns a credential for one challenge, valid for 15 minutes. Nothing is
// stored: it is the challenge, the time and a MAC of both.
func (s *Service) newSession(challenge string) string {
	expires := strconv.FormatInt(int64(s.now()+ms(sessionTTL)), 36)
	mac, keyID := s.keys.sign(purposeSession, challenge, expires)
	return challenge + "." + expires + "." + keyID + "." + hex.EncodeToString(mac)
}

// AuthenticateSession identifies who proved a contact for a challenge. A session ends
// with its challenge.
func (s *Service) AuthenticateSession(ctx context.Context, session string) (Caller, error) {
	parts := strings.Split(session, ".")
	if len(parts) != 4 || !isID(parts[0]) {
		return Caller{}, errUnauthorized
	}
	mac, err := hex.DecodeString(parts[3])
	if err != nil || !s.keys.verify(purposeSession, parts[2], mac, parts[0], parts[1]) {
		return Caller{}, errUnauthorized
	}
	expires, err := strconv.ParseInt(parts[1], 36, 64)
	if err != nil || s.now() >= wire.Time(expires) {
		return Caller{}, errUnauthorized
	}
	p, err := s.ChallengeByID(ctx, parts[0])
	if err != nil {
		return Caller{}, errUnauthorized
	}
	return s.sessionCaller(ctx, p, parts[0])
}

func (s *Service) sessionCaller(ctx context.Context, p *Project, challenge string) (Caller, error) {
	var c *Challenge
	err := s.store.View(ctx, func(tx Tx) (err error) {
		c, err = tx.Challenge(p.ID, challenge)
		return err
	})
	if err != nil {
		return Caller{}, err
	}
	if !c.passed(s.now()) {
		return Caller{}, errUnauthorized
	}
	return Caller{Project: p, Class: Session, ChallengeID: challenge}, nil
}

// passed says whether a session for the challenge means anything: it is open, and its
// contact proven or not asked for.
func (c *Challenge) passed(now wire.Time) bool {
	return c.isOpen(now) && (c.VerifiedAt != 0 || c.SkipVerification)
}

// age is how long ago t was.
func age(now, t wire.Time) time.Duration { return time.Duration(now-t) * time.Millisecond }
