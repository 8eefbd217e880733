package core

import (
	"cmp"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// of is the limit for one kind of device; 0 means no such bound.
func (l Limits) of(k Kind) int {
	switch k {
	case Mobile:
		return l.Mobile
	case Tablet:
		return l.Tablet
	}
	return l.Desktop
}

// exceededBy says whether the device is one too many: it has no place among those that
// the account may keep, overall or of its kind. It never is the owner's old one, since
// places go by [rank].
func (l Limits) exceededBy(d *Device, devices []*Device) bool {
	if !d.counts() {
		return false
	}
	overall, ofKind := 0, 0
	for _, other := range devices {
		if other != d && other.counts() && rank(other, d) < 0 {
			overall++
			if other.Kind == d.Kind {
				ofKind++
			}
		}
	}
	return l.Overall > 0 && overall >= l.Overall || l.of(d.Kind) > 0 && ofKind >= l.of(d.Kind)
}

// rank orders devices by their claim to a place: those that completed a challenge come
// first, then the one attached earlier.
func rank(a, b *Device) int {
	proven := func(d *Device) int {
		if d.CompletedAt != 0 {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(proven(a), proven(b)), cmp.Compare(a.AttachedAt, b.AttachedAt),
		cmp.Compare(a.CreatedAt, b.CreatedAt), cmp.Compare(a.ID, b.ID))
}

// excess is how many devices must still be logged out.
func (l Limits) excess(devices []*Device) wire.ChallengeLimit {
	count := map[Kind]int{}
	for _, d := range devices {
		if d.counts() {
			count[d.Kind]++
		}
	}
	over := func(n, limit int) int {
		if limit == 0 {
			return 0
		}
		return max(0, n-limit)
	}
	e := wire.ChallengeLimit{
		Overall: over(count[Mobile]+count[Tablet]+count[Desktop], l.Overall),
		Mobile:  over(count[Mobile], l.Mobile), Tablet: over(count[Tablet], l.Tablet), Desktop: over(count[Desktop], l.Desktop),
	}
	e.IsExceeded = e.Overall+e.Mobile+e.Tablet+e.Desktop > 0
	return e
}

// judge looks whether a rule matches this attach, and raises a challenge if so.
func (a *attachment) judge() error {
	if a.user.Suspended || a.device.QuietUntil > a.now {
		return nil
	}
	var reasons []wire.Reason
	if a.limits.exceededBy(a.device, a.devices) {
		reasons = append(reasons, wire.ReasonLimitExceeded)
	}
	if len(reasons) == 0 {
		return a.convert() // nobody else's account, as far as is known
	}
	if err := a.signal(); err != nil || a.Project.Settings.enforce() != EnforceOn {
		return err
	}
	return a.challenge(reasons)
}

// signal reports that a rule matched, whether or not it is enforced, once a day and
// device.
func (a *attachment) signal() error {
	if a.device.SignaledAt != 0 && age(a.now, a.device.SignaledAt) < quiet {
		return nil
	}
	a.device.SignaledAt = a.now
	return a.reportUser(hookSignal, a.user)
}

// challenge raises a challenge for this device, or sends the one that is still open to
// this access as well.
func (a *attachment) challenge(reasons []wire.Reason) error {
	open, err := a.ChallengesOf(a.Project.ID, a.user.ID, a.device.ID, "", openStatuses)
	if err != nil {
		return err
	}
	open = slices.DeleteFunc(open, func(c *Challenge) bool { return !c.isOpen(a.now) })
	for _, c := range open {
		if c.Type == wire.TypeAccountSharing {
			return a.announce(c)
		}
	}
	for _, c := range open {
		c.move(wire.StatusOverridden, a.now)
		if err := a.UpdateChallenge(c); err != nil {
			return err
		}
	}
	c, err := a.s.newChallenge(a.Project, wire.TypeAccountSharing, reasons, a.now)
	if err != nil {
		return err
	}
	c.DeviceID, c.FingerprintID, c.AccessID, c.Limits = a.device.ID, a.device.FingerprintID, a.access.ID, a.limits
	c.pin(a.Project, &a.pinned)
	return a.raise(c)
}

func (a *attachment) raise(c *Challenge) error {
	if err := a.InsertChallenge(c); err != nil {
		return err
	}
	if err := a.reportChallenge(hookInitiated, c, a.user); err != nil {
		return err
	}
	return a.announce(c)
}

// announce tells the browser that attached: all its tabs, and nobody who only looks
// like it.
func (a *attachment) announce(c *Challenge) error {
	return a.emitStream(a.device, a.lineage, wire.StreamMessage{
		Action: wire.StreamChallenge, Challenge: &wire.ChallengeRef{ID: c.ID}, URL: a.s.publicURL + wire.PageChallenge,
	})
}

func (s *Service) newChallenge(p *Project, t wire.ChallengeType, reasons []wire.Reason, now wire.Time) (*Challenge, error) {
	id, err := s.newID()
	return &Challenge{
		ProjectID: p.ID, ID: id, Type: t, Status: wire.StatusInitiated, Reasons: reasons, Limits: p.Settings.limits(),
		ExpiresAt: now + ms(challengeTTL), CreatedAt: now, UpdatedAt: now,
	}, err
}

// pin fixes where the challenge's codes go, so that nothing said later changes it.
func (c *Challenge) pin(p *Project, u *User) {
	c.UserID, c.Email, c.Phone = u.ID, u.Email, u.Phone
	c.SkipVerification = c.Email == "" && c.Phone == "" && p.Settings.SkipVerification
}
