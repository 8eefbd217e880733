package core

import (
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// settlement is one step of settling a challenge, in its transaction.
type settlement struct {
	s *Service
	*unit
	Caller
	c *Challenge
	// owner is nil for a signup that nobody is known for yet.
	owner *User
}

// settle runs fn on a challenge that nobody else changes meanwhile.
func (s *Service) settle(ctx context.Context, c Caller, id string, fn func(*settlement) error) error {
	if err := c.mayAsk(id); err != nil {
		return err
	}
	return s.update(ctx, func(u *unit) (err error) {
		t := &settlement{s: s, unit: u, Caller: c}
		if err := t.lock(id); err != nil {
			return err
		}
		return fn(t)
	})
}

// mayAsk keeps a session to its own challenge.
func (c Caller) mayAsk(id string) error {
	if !isID(id) || c.Class == Session && c.ChallengeID != id {
		return notFound("challenge")
	}
	return nil
}

// lock takes the user first, as everyone does, and then the challenge.
func (t *settlement) lock(id string) (err error) {
	if t.c, t.owner, err = readChallenge(t.unit, t.Project.ID, id); err != nil {
		return err
	}
	if t.owner != nil {
		if t.owner, err = t.LockUser(t.owner.ProjectID, t.owner.ID); err != nil {
			return err
		}
	}
	t.c, err = t.LockChallenge(t.c.ProjectID, t.c.ID)
	return err
}

// readChallenge returns a challenge and its user, or a 404.
func readChallenge(tx Tx, project, id string) (c *Challenge, owner *User, err error) {
	c, err = tx.Challenge(project, id)
	if errors.Is(err, ErrNotFound) {
		return nil, nil, notFound("challenge")
	}
	if err == nil && c.UserID != "" {
		owner, err = tx.User(project, c.UserID)
	}
	return c, owner, err
}

// devices are those of the challenge's user.
func (t *settlement) devices() ([]*Device, error) {
	if t.owner == nil {
		return nil, nil
	}
	return t.DevicesOfUser(t.c.ProjectID, t.c.UserID, deviceLimit)
}

// own is the challenge's device; nil when it has none.
func (t *settlement) own() (*Device, error) {
	if t.c.DeviceID == "" {
		return nil, nil
	}
	return t.Device(t.c.ProjectID, t.c.DeviceID)
}

// changeOwn changes the challenge's device, where it has one.
func (t *settlement) changeOwn(change func(*Device)) error {
	d, err := t.own()
	if err != nil || d == nil {
		return err
	}
	change(d)
	d.UpdatedAt = t.now
	return t.UpdateDevice(d)
}

// Kick logs another device out of the challenge's account.
func (s *Service) Kick(ctx context.Context, c Caller, id, device string) error {
	return s.settle(ctx, c, id, func(t *settlement) error {
		if !t.c.isOpen(t.now) {
			return errClosed
		}
		if device == t.c.DeviceID {
			return fault(wire.CodeCurrentDevice, "This is the device that is being challenged. To leave the account on it, log out.")
		}
		devices, err := t.devices()
		if err != nil {
			return err
		}
		d := deviceOf(devices, device)
		if d == nil {
			return notFound("device of this challenge")
		}
		return t.detach(d, t.c.ID, false)
	})
}

// Complete passes a challenge: its contact is proven and the account within limits.
func (s *Service) Complete(ctx context.Context, c Caller, id string) error {
	return s.settle(ctx, c, id, func(t *settlement) error {
		if t.c.Status == wire.StatusCompleted && c.Class == Server {
			return nil // a retry
		}
		if !t.c.isOpen(t.now) {
			return errClosed
		}
		if !t.c.passed(t.now) {
			return errNotVerified
		}
		devices, err := t.devices()
		if err != nil {
			return err
		}
		if t.c.DeviceID != "" && t.c.Limits.excess(devices).IsExceeded {
			return fault(wire.CodeLimitExceeded, "The account is still on more devices than allowed: log devices out first.")
		}
		return t.complete()
	})
}

func (t *settlement) complete() error {
	if !t.c.move(wire.StatusCompleted, t.now) {
		return errNotVerified
	}
	if err := t.UpdateChallenge(t.c); err != nil {
		return err
	}
	err := t.changeOwn(func(d *Device) {
		d.CompletedAt, d.QuietUntil = t.now, t.now+ms(t.Project.Settings.Grace())
	})
	if err != nil {
		return err
	}
	return t.reportChallenge(hookCompleted, t.c, t.owner)
}

// Skip lets the person on, once, where the project allows it.
func (s *Service) Skip(ctx context.Context, c Caller, id string) error {
	return s.wayOut(ctx, c, id, wire.StatusSkipped, c.Project.Settings.CanSkip)
}

// Postpone lets the person on until another day, once, where the project allows it.
func (s *Service) Postpone(ctx context.Context, c Caller, id string) error {
	return s.wayOut(ctx, c, id, wire.StatusPostponed, c.Project.Settings.CanPostpone)
}

var errNotOffered = fault(wire.CodeNotEnabled, "This project does not offer this way out of a challenge.")

func (s *Service) wayOut(ctx context.Context, c Caller, id string, to wire.ChallengeStatus, offered bool) error {
	return s.settle(ctx, c, id, func(t *settlement) error {
		if !offered {
			return errNotOffered
		}
		used, err := usedWayOut(t.unit, t.c)
		if err != nil {
			return err
		}
		if used {
			return fault(wire.CodeConflict, "This way out was taken before on this device; it is offered once.")
		}
		if !t.c.isOpen(t.now) || !t.c.move(to, t.now) {
			return errClosed
		}
		if err := t.UpdateChallenge(t.c); err != nil {
			return err
		}
		if err := t.changeOwn(func(d *Device) { d.QuietUntil = t.now + ms(quiet) }); err != nil {
			return err
		}
		return t.reportChallenge(hookSkipped, t.c, t.owner)
	})
}

// usedWayOut says whether the challenge's device skipped or postponed one before.
func usedWayOut(tx Tx, c *Challenge) (bool, error) {
	if c.UserID == "" || c.DeviceID == "" {
		return false, nil
	}
	used, err := tx.ChallengesOf(c.ProjectID, c.UserID, c.DeviceID, "", []wire.ChallengeStatus{wire.StatusSkipped, wire.StatusPostponed})
	return len(used) > 0, err
}

// Notify asks the customer's administrators for help, once a challenge: where the
// project allows it, or where nothing else is left.
func (s *Service) Notify(ctx context.Context, c Caller, id string) error {
	return s.settle(ctx, c, id, func(t *settlement) error {
		if !projectView(t.Project, t.c, false).CanNotify && t.c.Status != wire.StatusAdminNotified {
			return errNotOffered
		}
		if !t.c.isOpen(t.now) || t.owner == nil {
			return errClosed
		}
		if !t.c.move(wire.StatusAdminNotified, t.now) {
			return fault(wire.CodeConflict, "An administrator was notified already, or the code was entered.")
		}
		if err := t.UpdateChallenge(t.c); err != nil {
			return err
		}
		return t.notifyAdmin()
	})
}

func (t *settlement) notifyAdmin() error {
	devices, err := t.devices()
	if err != nil {
		return err
	}
	others := 0
	if t.c.FingerprintID != "" {
		if others, err = t.OtherUsers(t.c.ProjectID, t.c.FingerprintID, t.c.UserID); err != nil {
			return err
		}
	}
	return t.reportAdmin(t.c, t.owner, devices, others)
}
