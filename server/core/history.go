package core

import (
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// AccessHistoryQuery asks for the accesses of a user or a device.
type AccessHistoryQuery struct {
	// User is the customer's own id or ours, Device is ours; one of both is required.
	User, Device string
	// Page counts from 1; Per is from 1 to 50.
	Page, Per int
}

// AccessHistory returns one page of attaches, newest first.
func (s *Service) AccessHistory(ctx context.Context, c Caller, q AccessHistoryQuery) (h *wire.AccessHistory, err error) {
	if c.Class != Server {
		return nil, errForbidden
	}
	if q.User == "" && q.Device == "" {
		return nil, invalid("user", "One of user and device is required.")
	}
	if q.Page < 1 || q.Per < 1 || q.Per > 50 {
		return nil, invalid("per", "A page has from 1 to 50 entries, and pages count from 1.")
	}
	err = s.store.View(ctx, func(tx Tx) error {
		found, err := q.resolve(tx, c.Project.ID)
		if err != nil {
			return err
		}
		list, total, err := tx.Accesses(c.Project.ID, found)
		if err != nil {
			return err
		}
		h = historyPage(q, total)
		h.Docs, err = accessRecords(tx, list)
		return err
	})
	return h, err
}

// resolve turns the caller's ids into ours.
func (q AccessHistoryQuery) resolve(tx Tx, project string) (AccessQuery, error) {
	found := AccessQuery{DeviceID: q.Device, Page: q.Page, Per: q.Per}
	if q.User == "" {
		return found, nil
	}
	u, err := findUser(tx, project, q.User)
	if err == nil {
		found.UserID = u.ID
	}
	return found, err
}

// historyPage is a page without its documents.
func historyPage(q AccessHistoryQuery, total int) *wire.AccessHistory {
	h := &wire.AccessHistory{
		Page: q.Page, Limit: q.Per, TotalDocs: total, TotalPages: max(1, (total+q.Per-1)/q.Per),
		PagingCounter: (q.Page-1)*q.Per + 1,
	}
	before, after := q.Page-1, q.Page+1
	if h.HasPrevPage = before >= 1; h.HasPrevPage {
		h.PrevPage = &before
	}
	if h.HasNextPage = after <= h.TotalPages; h.HasNextPage {
		h.NextPage = &after
	}
	return h
}

func accessRecords(tx Tx, list []*Access) ([]wire.AccessRecord, error) {
	records, views := []wire.AccessRecord{}, map[string]wire.Device{}
	for _, a := range list {
		view, ok := views[a.DeviceID]
		if !ok {
			d, err := tx.Device(a.ProjectID, a.DeviceID)
			if err == nil {
				view, err = deviceView(d)
			}
			if err != nil {
				return nil, err
			}
			views[a.DeviceID] = view
		}
		records = append(records, wire.AccessRecord{
			ID: a.ID, Signed: a.Signed, Device: view, Project: a.ProjectID, User: a.UserID, APIKey: a.APIKeyID,
			Confidence: a.Confidence, Version: "2", CreatedAt: a.CreatedAt, UpdatedAt: a.CreatedAt,
		})
	}
	return records, nil
}

// LegacyUserDevices returns a user's devices as the older path does: of a user who is
// not known none, and whitelisted ones only when asked for.
func (s *Service) LegacyUserDevices(ctx context.Context, c Caller, id string, whitelisted bool) ([]wire.Device, error) {
	views, err := s.userDevices(ctx, c, id, func(d *Device) bool { return !d.Dormant && (whitelisted || !d.Whitelisted) })
	var none *wire.Error
	if errors.As(err, &none) && none.Code == wire.CodeNotFound {
		return []wire.Device{}, nil
	}
	return views, err
}
