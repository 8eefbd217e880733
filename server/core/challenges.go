package core

import (
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// ChallengeByID returns the project of a challenge, for the hosted page, which has
// only the challenge's id.
func (s *Service) ChallengeByID(ctx context.Context, id string) (*Project, error) {
	if !isID(id) {
		return nil, notFound("challenge")
	}
	var p *Project
	err := s.store.View(ctx, func(tx Tx) error {
		project, err := tx.ProjectOfChallenge(id)
		if err == nil {
			p, err = tx.Project(project)
		}
		return err
	})
	if errors.Is(err, ErrNotFound) {
		return nil, notFound("challenge")
	}
	return p, err
}

// Challenge returns one challenge. The first time that the person being challenged
// asks, it becomes pending: seen.
func (s *Service) Challenge(ctx context.Context, c Caller, id string) (*wire.Challenge, error) {
	if err := c.mayAsk(id); err != nil {
		return nil, err
	}
	v, status, err := s.viewChallenge(ctx, c, id)
	if err != nil || c.Class == Server || status != wire.StatusInitiated {
		return v, err
	}
	if err := s.settle(ctx, c, id, (*settlement).see); err != nil {
		return nil, err
	}
	v, _, err = s.viewChallenge(ctx, c, id)
	return v, err
}

func (t *settlement) see() error {
	if t.c.Status != wire.StatusInitiated || !t.c.move(wire.StatusPending, t.now) {
		return nil
	}
	t.c.SeenAt = t.now
	if err := t.UpdateChallenge(t.c); err != nil {
		return err
	}
	return t.reportChallenge(hookViewed, t.c, t.owner)
}

// viewChallenge reads; the status is that of now.
func (s *Service) viewChallenge(ctx context.Context, c Caller, id string) (v *wire.Challenge, status wire.ChallengeStatus, err error) {
	now := s.now()
	err = s.store.View(ctx, func(tx Tx) error {
		ch, owner, err := readChallenge(tx, c.Project.ID, id)
		if err != nil {
			return err
		}
		one := challengeView(ch, owner, now, c.Class)
		v, status = &one, one.Status
		return s.detail(tx, c, ch, v, now)
	})
	return v, status, err
}

// detail adds what lists leave out.
func (s *Service) detail(tx Tx, c Caller, ch *Challenge, v *wire.Challenge, now wire.Time) error {
	v.Channels, v.Limit = ch.channels(), &wire.ChallengeLimit{}
	if ch.UserID != "" && ch.DeviceID != "" {
		devices, err := tx.DevicesOfUser(ch.ProjectID, ch.UserID, deviceLimit)
		if err != nil {
			return err
		}
		excess := ch.Limits.excess(devices)
		v.Limit = &excess
	}
	if c.Class == Server {
		return nil
	}
	used, err := usedWayOut(tx, ch)
	if err != nil {
		return err
	}
	v.Project = projectView(c.Project, ch, used)
	if ch.SkipVerification && ch.isOpen(now) {
		v.Session = s.newSession(ch.ID)
	}
	return nil
}

// Challenges returns one page of a project's challenges, newest first.
func (s *Service) Challenges(ctx context.Context, c Caller, q ChallengeQuery) (*wire.Page[wire.Challenge], error) {
	if c.Class != Server {
		return nil, errForbidden
	}
	if q.Page < 1 || q.Page > 1_000_000 {
		return nil, invalid("page", "Pages count from 1.")
	}
	if q.Limit < 1 || q.Limit > 100 {
		return nil, invalid("limit", "A page has from 1 to 100 entries.")
	}
	page := &wire.Page[wire.Challenge]{Data: []wire.Challenge{}, Page: q.Page, Limit: q.Limit}
	err := s.store.View(ctx, func(tx Tx) error {
		list, total, err := tx.Challenges(c.Project.ID, q)
		page.Total = total
		for _, ch := range list {
			var owner *User
			if ch.UserID != "" && err == nil {
				owner, err = tx.User(ch.ProjectID, ch.UserID)
			}
			page.Data = append(page.Data, challengeView(ch, owner, s.now(), c.Class))
		}
		return err
	})
	return page, err
}

// ChallengeDevices lists the devices that take the account's places, and which of
// them is being challenged.
func (s *Service) ChallengeDevices(ctx context.Context, c Caller, id string) (views []wire.Device, err error) {
	if err := c.mayAsk(id); err != nil {
		return nil, err
	}
	if c.Class == Browser {
		return nil, errNotVerified
	}
	views = []wire.Device{}
	err = s.store.View(ctx, func(tx Tx) error {
		ch, owner, err := readChallenge(tx, c.Project.ID, id)
		if err != nil || owner == nil {
			return err
		}
		devices, err := tx.DevicesOfUser(ch.ProjectID, ch.UserID, deviceLimit)
		if err != nil {
			return err
		}
		if views, err = deviceViews(devices, (*Device).counts); err != nil {
			return err
		}
		streams, err := tx.LiveStreams(ch.ProjectID, ch.UserID, live(s.now()))
		mark(views, ch.DeviceID, streams)
		s.place(views, devices)
		return err
	})
	return views, err
}

// place says where the devices are, as far as addresses tell.
func (s *Service) place(views []wire.Device, devices []*Device) {
	for i := range views {
		if at, ok := locate(s.locator, deviceOf(devices, views[i].ID).IP); ok {
			views[i].Location = at.String()
		}
	}
}

func mark(views []wire.Device, current string, streams []StreamRecord) {
	active := map[string]bool{}
	for _, s := range streams {
		active[s.DeviceID] = true
	}
	for i := range views {
		isCurrent, isActive := views[i].ID == current, active[views[i].ID]
		views[i].Current, views[i].Active = &isCurrent, &isActive
	}
}
