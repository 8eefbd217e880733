package core

import (
	"context"
	"errors"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// streamBatch bounds how many messages are read at once.
const streamBatch = 100

// OpenStream opens the event stream of an access, which must belong to the device;
// [ErrNoStream] when it does not.
func (s *Service) OpenStream(ctx context.Context, c Caller, device, access string) (*Stream, error) {
	if !isID(device) || !isID(access) {
		return nil, ErrNoStream
	}
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	var st *Stream
	err = s.update(ctx, func(u *unit) error {
		a, err := u.Access(c.Project.ID, access)
		if err == nil && a.DeviceID != device {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := u.checkListener(c, a.UserID); err != nil {
			return err
		}
		st = &Stream{
			ID: id, Project: c.Project, Device: device, Access: access, OpenedAt: u.now,
			user: a.UserID, key: c.APIKeyID, lineage: a.Lineage, since: a.Since, ip: ipKey(c.IP), touched: u.now,
		}
		return u.putStream(st, 0)
	})
	if errors.Is(err, ErrNotFound) {
		return nil, ErrNoStream
	}
	if err != nil {
		return nil, err
	}
	return st, nil
}

// checkListener refuses an unsigned browser where the project requires signed ones.
func (u *unit) checkListener(c Caller, user string) error {
	if c.SignedUser == "" && !c.Project.Settings.RequireSigned {
		return nil
	}
	owner, err := u.User(c.Project.ID, user)
	if err != nil {
		return err
	}
	return c.checkSigned(owner.Account)
}

// putStream writes that the stream is open, or closed at a time, and that its device
// was seen.
func (u *unit) putStream(st *Stream, closed wire.Time) error {
	if _, err := u.Access(st.Project.ID, st.Access); err != nil {
		return err // erased meanwhile: nothing of it comes back
	}
	err := u.PutStream(StreamRecord{
		ProjectID: st.Project.ID, ID: st.ID, UserID: st.user, DeviceID: st.Device, AccessID: st.Access, IP: st.ip,
		OpenedAt: st.OpenedAt, TouchedAt: u.now, ClosedAt: closed,
	})
	if err != nil {
		return err
	}
	return u.TouchDevice(st.Project.ID, st.Device, u.now)
}

// StreamEvents returns the messages after an id that are for this stream, oldest
// first: those of its device since its access was made, and of those meant for one
// browser only its own.
func (s *Service) StreamEvents(ctx context.Context, st *Stream, after int64) (events []StreamEvent, err error) {
	err = s.store.View(ctx, func(tx Tx) error {
		list, err := tx.StreamEvents(st.Project.ID, st.Device, st.lineage, max(after, st.since), streamBatch)
		for _, e := range list {
			events = append(events, StreamEvent{e.ID, e.Payload})
		}
		return err
	})
	return events, err
}

// TouchStream says that the stream is still open, or with [ErrNoStream] that it must end:
// its key was revoked, or its user erased. Call it with every heartbeat, from one
// goroutine; it looks and writes no more often than it must.
func (s *Service) TouchStream(ctx context.Context, st *Stream) error {
	if s.now()-st.touched < ms(streamTouch) {
		return nil
	}
	err := s.update(ctx, func(u *unit) error {
		st.touched = u.now
		if err := u.checkKey(st.Project.ID, st.key); err != nil {
			return err
		}
		return u.putStream(st, 0)
	})
	if errors.Is(err, ErrNotFound) {
		return ErrNoStream
	}
	return err
}

// checkKey is ErrNotFound for a key that was revoked.
func (u *unit) checkKey(project, key string) error {
	keys, err := u.APIKeys(project)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(keys, func(k *APIKey) bool { return k.ID == key && k.works() }) {
		return ErrNotFound
	}
	return nil
}

// CloseStream says that the stream has ended, even when its request was cancelled.
func (s *Service) CloseStream(ctx context.Context, st *Stream) error {
	err := s.update(context.WithoutCancel(ctx), func(u *unit) error { return u.putStream(st, u.now) })
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
