package core

import (
	"cmp"
	"errors"
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
	matched, err := a.match()
	if err != nil {
		return err
	}
	if len(matched.all) == 0 {
		if err := a.convert(); err != nil { // nobody else's account, as far as is known
			return err
		}
	} else if err := a.signal(); err != nil {
		return err
	}
	switch {
	case a.Project.Settings.enforce() != EnforceOn:
		return nil
	case len(matched.enforced) == 0:
		return a.remind()
	}
	return a.challenge(matched.enforced)
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
	open, err := a.openChallenges()
	if err != nil {
		return err
	}
	kind := typeOf(reasons)
	for _, c := range open {
		if c.Type == kind || c.Type == wire.TypeAccountSharing {
			return a.again(c, reasons)
		}
	}
	for _, c := range open {
		c.move(wire.StatusOverridden, a.now)
		if err := a.UpdateChallenge(c); err != nil {
			return err
		}
	}
	c, err := a.s.newChallenge(a.Project, kind, reasons, a.now)
	if err != nil {
		return err
	}
	c.DeviceID, c.FingerprintID, c.AccessID, c.Limits = a.device.ID, a.device.FingerprintID, a.access.ID, a.limits
	c.pin(a.Project, &a.pinned)
	return a.raise(c)
}

// typeOf is what a challenge for these reasons is: about a trial only when about
// nothing else.
func typeOf(reasons []wire.Reason) wire.ChallengeType {
	if len(reasons) == 1 && reasons[0] == wire.ReasonRepeatTrial {
		return wire.TypeRepeatTrial
	}
	return wire.TypeAccountSharing
}

// openChallenges are those of this device that may still be settled.
func (a *attachment) openChallenges() ([]*Challenge, error) {
	list, err := a.ChallengesOf(a.Project.ID, a.user.ID, a.device.ID, "", openStatuses)
	return slices.DeleteFunc(list, func(c *Challenge) bool { return !c.isOpen(a.now) }), err
}

// again sends an open challenge to this access, too, with what is new about it.
func (a *attachment) again(c *Challenge, reasons []wire.Reason) error {
	known := len(c.Reasons)
	for _, r := range reasons {
		if !slices.Contains(c.Reasons, r) {
			c.Reasons = append(c.Reasons, r)
		}
	}
	if len(c.Reasons) > known {
		c.UpdatedAt = a.now
		if err := a.UpdateChallenge(c); err != nil {
			return err
		}
	}
	return a.announce(c)
}

// remind sends an open challenge again though its reason was of a moment: two devices
// at once, a journey, a trial. Being over the limit lasts or has been mended.
func (a *attachment) remind() error {
	if a.newDevice {
		return nil
	}
	open, err := a.openChallenges()
	for _, c := range open {
		if !slices.Equal(c.Reasons, []wire.Reason{wire.ReasonLimitExceeded}) {
			err = errors.Join(err, a.announce(c))
		}
	}
	return err
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
