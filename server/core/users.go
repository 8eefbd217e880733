package core

import (
	"bytes"
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// findUser takes the customer's own account id or the user's id.
func findUser(tx Tx, project, id string) (*User, error) {
	u, err := tx.UserByAccount(project, id)
	if errors.Is(err, ErrNotFound) && isID(id) {
		u, err = tx.User(project, id)
	}
	if errors.Is(err, ErrNotFound) {
		return nil, notFound("user")
	}
	return u, err
}

// User returns a user by the customer's own account id or the user's id.
func (s *Service) User(ctx context.Context, c Caller, id string) (*wire.User, error) {
	if c.Class != Server {
		return nil, errForbidden
	}
	var v wire.User
	err := s.store.View(ctx, func(tx Tx) error {
		u, err := findUser(tx, c.Project.ID, id)
		if err == nil {
			v = userView(u)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &v, nil
}

// UserDevices returns a user's devices, attached ones first, without dormant ones.
func (s *Service) UserDevices(ctx context.Context, c Caller, id string) ([]wire.Device, error) {
	return s.userDevices(ctx, c, id, func(d *Device) bool { return !d.Dormant })
}

func (s *Service) userDevices(ctx context.Context, c Caller, id string, shown func(*Device) bool) (views []wire.Device, err error) {
	if c.Class != Server {
		return nil, errForbidden
	}
	err = s.store.View(ctx, func(tx Tx) error {
		u, err := findUser(tx, c.Project.ID, id)
		if err != nil {
			return err
		}
		devices, err := tx.DevicesOfUser(u.ProjectID, u.ID, deviceLimit)
		if err == nil {
			views, err = deviceViews(devices, shown)
		}
		return err
	})
	return views, err
}

// AttachedDevices returns the devices that take an account's places. An account that
// is not known has none, so that nobody learns which are.
func (s *Service) AttachedDevices(ctx context.Context, c Caller, account string) (views []wire.Device, err error) {
	if err := checkAccount("account", account); err != nil {
		return nil, err
	}
	if err := c.checkSigned(account); err != nil {
		return nil, err
	}
	if c.Class == Browser && c.SignedUser != account && !c.Project.Settings.PublicDeviceList {
		return nil, errNotSigned
	}
	views = []wire.Device{}
	err = s.store.View(ctx, func(tx Tx) error {
		u, err := tx.UserByAccount(c.Project.ID, account)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		devices, err := tx.DevicesOfUser(u.ProjectID, u.ID, deviceLimit)
		if err == nil {
			views, err = deviceViews(devices, (*Device).counts)
		}
		return err
	})
	return views, err
}

// UpdateUser changes what is known of a user.
func (s *Service) UpdateUser(ctx context.Context, c Caller, id string, r *wire.UserUpdate) (*wire.User, error) {
	if c.Class != Server {
		return nil, errForbidden
	}
	if err := checkContacts(value(r.Email), value(r.Phone)); err != nil {
		return nil, err
	}
	var v wire.User
	err := s.update(ctx, func(u *unit) error {
		found, err := findUser(u, c.Project.ID, id)
		if err != nil {
			return err
		}
		user, err := u.LockUser(found.ProjectID, found.ID)
		if err != nil {
			return err
		}
		if err := user.apply(r); err != nil {
			return err
		}
		user.UpdatedAt = u.now
		v = userView(user)
		return u.UpdateUser(user)
	})
	if err != nil {
		return nil, err
	}
	return &v, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (u *User) apply(r *wire.UserUpdate) (err error) {
	if r.Email != nil {
		u.Email = *r.Email
	}
	if r.Phone != nil {
		u.Phone = *r.Phone
	}
	if u.Metadata, err = mergeMetadata("metadata", u.Metadata, r.Metadata); err != nil {
		return err
	}
	u.Groups, _, err = mergeGroups(u.Groups, r.Groups)
	return err
}

// UpdateDeviceMetadata merges fields into a device's metadata.
func (s *Service) UpdateDeviceMetadata(ctx context.Context, c Caller, device string, r *wire.MetadataRequest) error {
	if c.Class != Server {
		return errForbidden
	}
	if err := stringFields("metadata_fields", r.MetadataFields); err != nil {
		return err
	}
	return s.update(ctx, func(u *unit) error {
		d, err := u.lockDevice(c.Project.ID, device)
		if err != nil {
			return err
		}
		was := d.Metadata
		if d.Metadata, err = mergeMetadata("metadata_fields", was, r.MetadataFields); err != nil || bytes.Equal(was, d.Metadata) {
			return err
		}
		d.UpdatedAt = u.now
		return u.UpdateDevice(d)
	})
}

// lockDevice returns a device, or a 404, and locks its user.
func (u *unit) lockDevice(project, id string) (*Device, error) {
	if !isID(id) {
		return nil, notFound("device")
	}
	d, err := u.Device(project, id)
	if errors.Is(err, ErrNotFound) {
		return nil, notFound("device")
	}
	if err != nil {
		return nil, err
	}
	if _, err := u.LockUser(project, d.UserID); err != nil {
		return nil, err
	}
	return u.Device(project, id)
}
