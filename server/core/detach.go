package core

import (
	"context"
	"errors"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// Detach logs a device out of its account, on all its open pages.
func (s *Service) Detach(ctx context.Context, c Caller, device string, r *wire.DetachRequest) (reply *wire.DetachReply, err error) {
	account := r.Account
	if account == "" {
		account = r.User
	}
	if err := checkAccount("account", account); err != nil {
		return nil, err
	}
	if err := c.checkSigned(account); err != nil {
		return nil, err
	}
	if !isID(device) {
		return nil, notFound("device")
	}
	refused := error(nil)
	err = s.update(ctx, func(u *unit) (err error) {
		reply, refused = nil, nil
		d, err := u.lockOwned(c.Project.ID, account, device)
		if err != nil {
			return err
		}
		if refused, err = u.mayDetach(s, c, d, r.LastAccess); err != nil || refused != nil {
			return err // an attempt stays counted
		}
		if err := u.detach(d, "", false); err != nil {
			return err
		}
		devices, err := u.DevicesOfUser(d.ProjectID, d.UserID, deviceLimit)
		reply = &wire.DetachReply{
			Success: true, AttachedDevices: attachedCount(devices), DeviceID: d.ID,
			DefaultDeviceLimit: c.Project.Settings.DeviceLimit, BlockOverUsage: c.Project.Settings.BlockOverUsage,
		}
		return err
	})
	if err == nil && refused != nil {
		err = refused
	}
	return reply, err
}

// lockOwned returns the account's device, or a 404, and locks the account.
func (u *unit) lockOwned(project, account, device string) (*Device, error) {
	owner, err := u.LockAccount(project, account)
	if err == nil {
		var d *Device
		if d, err = u.Device(project, device); err == nil && d.UserID == owner.ID {
			return d, nil
		}
	}
	if err == nil || errors.Is(err, ErrNotFound) {
		err = notFound("device of this account")
	}
	return nil, err
}

var detachWindows = []window{{detachesByIDPerIPHour, time.Hour}}

// mayDetach: who holds the device's access may, and so may a back end or a signed
// browser. For others a device's id, which is hard to guess, will do a few times.
func (u *unit) mayDetach(s *Service, c Caller, d *Device, lastAccess string) (refused, err error) {
	if c.trusted(c.SignedUser) {
		return nil, nil
	}
	if isID(lastAccess) {
		a, err := u.Access(d.ProjectID, lastAccess)
		if err == nil && a.DeviceID == d.ID || err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
	}
	if s.dev {
		return nil, nil
	}
	limit := subjectLimit{subject: "detach-ip:" + ipKey(c.IP), windows: detachWindows}
	_, wait, err := u.left(d.ProjectID, limit)
	if err != nil {
		return nil, err
	}
	if wait > 0 {
		return limited(wire.CodeRateLimited, "Too many devices were detached by their id alone. Pass last_access.", wait), nil
	}
	return nil, u.attempt(d.ProjectID, limit)
}

// detach takes the device's place in the account away, and tells its pages and the
// customer's back end. challenge names what it was kicked from, if it was.
func (u *unit) detach(d *Device, challenge string, auto bool) error {
	if d.Status == wire.DeviceDetached {
		return nil
	}
	d.Status, d.DetachedAt, d.AutoDetached, d.UpdatedAt = wire.DeviceDetached, u.now, auto, u.now
	if err := u.UpdateDevice(d); err != nil {
		return err
	}
	m := wire.StreamMessage{Action: wire.StreamLogout}
	if challenge != "" {
		m.Challenge = &wire.ChallengeRef{ID: challenge}
	}
	if err := u.emitStream(d, "", m); err != nil {
		return err
	}
	return u.reportDetached(d)
}
