package core

import (
	"context"

	"github.com/openrupt/openrupt/internal/wire"
)

// changeUser changes a user, found by the customer's own id or ours.
func (s *Service) changeUser(ctx context.Context, project, id string, change func(*unit, *User) error) error {
	return s.update(ctx, func(u *unit) error {
		found, err := findUser(u, project, id)
		if err != nil {
			return err
		}
		user, err := u.LockUser(project, found.ID)
		if err != nil {
			return err
		}
		return change(u, user)
	})
}

// SuspendUser suspends a user, or ends that: pages are told so by their next attach.
func (s *Service) SuspendUser(ctx context.Context, project, id string, suspended bool) error {
	return s.changeUser(ctx, project, id, func(u *unit, user *User) error {
		user.Suspended, user.UpdatedAt = suspended, u.now
		return u.UpdateUser(user)
	})
}

// UnlockUser forgets how often codes were tried and sent for a user, so that one who
// was locked out may try again.
func (s *Service) UnlockUser(ctx context.Context, project, id string) error {
	return s.changeUser(ctx, project, id, func(u *unit, user *User) error {
		subjects := []string{tryPrefix + user.ID, "send-user:" + user.ID, devicePrefix + user.ID}
		for ch, to := range map[wire.Channel]string{wire.ChannelEmail: user.Email, wire.ChannelText: user.Phone} {
			if to != "" {
				subjects = append(subjects, s.destinationSubject(ch, to))
			}
		}
		for _, subject := range subjects {
			if err := u.ForgetAttempts(project, subject); err != nil {
				return err
			}
		}
		return u.resetTries(project, user.ID)
	})
}

// resetTries makes the user's open challenges as good as new.
func (u *unit) resetTries(project, user string) error {
	open, err := u.ChallengesOf(project, user, "", "", openStatuses)
	if err != nil {
		return err
	}
	for _, c := range open {
		c.Tries, c.CodeTries, c.Sends, c.UpdatedAt = 0, 0, 0, u.now
		if err := u.UpdateChallenge(c); err != nil {
			return err
		}
	}
	return nil
}

// WhitelistDevice says whether a device counts against its account's limits.
func (s *Service) WhitelistDevice(ctx context.Context, project, device string, whitelisted bool) error {
	return s.update(ctx, func(u *unit) error {
		d, err := u.lockDevice(project, device)
		if err != nil {
			return err
		}
		d.Whitelisted, d.UpdatedAt = whitelisted, u.now
		return u.UpdateDevice(d)
	})
}

// operate runs fn on a challenge for the server's operator.
func (s *Service) operate(ctx context.Context, project, id string, fn func(*settlement) error) error {
	var p *Project
	err := s.store.View(ctx, func(tx Tx) (err error) {
		p, err = tx.Project(project)
		return err
	})
	if err != nil {
		return orNotFound(err, "project")
	}
	return s.settle(ctx, Caller{Project: p, Class: Admin}, id, fn)
}

// PassChallenge completes a challenge whose person cannot: its contact is lost, but the
// operator knows them. Limits are not looked at.
func (s *Service) PassChallenge(ctx context.Context, project, id string) error {
	return s.operate(ctx, project, id, func(t *settlement) error {
		if t.c.Status == wire.StatusCompleted {
			return nil
		}
		if !t.c.isOpen(t.now) {
			return errClosed
		}
		t.c.move(wire.StatusVerified, t.now) // where the table asks for it; completed follows
		return t.complete()
	})
}

// EndChallenge expires a challenge before its time.
func (s *Service) EndChallenge(ctx context.Context, project, id string) error {
	return s.operate(ctx, project, id, func(t *settlement) error {
		if t.c.Status == wire.StatusExpired {
			return nil
		}
		if !t.c.isOpen(t.now) || !t.c.move(wire.StatusExpired, t.now) {
			return errClosed
		}
		t.c.ExpiresAt = t.now
		t.count(t.c.ProjectID, ActivityExpired)
		return t.UpdateChallenge(t.c)
	})
}
