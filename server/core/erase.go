package core

import (
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// EraseUser deletes a user, for good: devices, accesses, challenges, events, labelled
// pairs and the fingerprints of browsers that no other user has. Open pages stop hearing anything.
func (s *Service) EraseUser(ctx context.Context, project, id string) error {
	return s.changeUser(ctx, project, id, func(u *unit, user *User) error {
		u.countUsers(project, -1)
		return u.EraseUser(project, user.ID)
	})
}

// exportBatch is how many accesses or users are read at once.
const exportBatch = 500

// ExportUser returns all that is kept of a user, with contacts in clear text.
func (s *Service) ExportUser(ctx context.Context, project, id string) (x *wire.UserExport, err error) {
	err = s.store.View(ctx, func(tx Tx) error {
		u, err := findUser(tx, project, id)
		if err == nil {
			x, err = s.export(tx, u)
		}
		return err
	})
	return x, err
}

// ExportProject calls fn with every user of a project.
func (s *Service) ExportProject(ctx context.Context, project string, fn func(*wire.UserExport) error) error {
	for after := ""; ; {
		var batch []*wire.UserExport
		err := s.store.View(ctx, func(tx Tx) error {
			users, err := tx.Users(project, after, exportBatch)
			for _, u := range users {
				x, err := s.export(tx, u)
				if err != nil {
					return err
				}
				batch, after = append(batch, x), u.ID
			}
			return err
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, x := range batch {
			if err := fn(x); err != nil {
				return err
			}
		}
	}
}

func (s *Service) export(tx Tx, u *User) (*wire.UserExport, error) {
	x := &wire.UserExport{User: userView(u), Language: u.Language, Accesses: []wire.Access{}, Challenges: []wire.Challenge{}}
	x.User.Email, x.User.Phone = u.Email, u.Phone
	devices, err := tx.DevicesOfUser(u.ProjectID, u.ID, 1<<30)
	if err == nil {
		x.Devices, err = deviceViews(devices, func(*Device) bool { return true })
	}
	if err != nil {
		return nil, err
	}
	challenges, err := tx.ChallengesOf(u.ProjectID, u.ID, "", "", allStatuses)
	if err != nil {
		return nil, err
	}
	for _, c := range challenges {
		x.Challenges = append(x.Challenges, challengeView(c, u, s.now(), Server))
	}
	return x, errors.Join(exportAccesses(tx, u, x), exportPairs(tx, u, x))
}

func exportPairs(tx Tx, u *User, x *wire.UserExport) error {
	pairs, err := tx.Pairs(u.ProjectID, u.ID, maxPairs)
	x.LabelledPairs = []wire.LabelledPair{}
	for _, p := range pairs {
		x.LabelledPairs = append(x.LabelledPairs, wire.LabelledPair{
			Device: p.DeviceID, IP: p.IP, Fingerprint: p.Current, LastFingerprint: p.Last, LastSeenAt: p.LastSeenAt, Signals: p.Signals, CreatedAt: p.CreatedAt,
		})
	}
	return err
}

func exportAccesses(tx Tx, u *User, x *wire.UserExport) error {
	for page := 1; ; page++ {
		list, total, err := tx.Accesses(u.ProjectID, AccessQuery{UserID: u.ID, Page: page, Per: exportBatch})
		if err != nil {
			return err
		}
		for _, a := range list {
			x.Accesses = append(x.Accesses, wire.Access{
				ID: a.ID, Device: a.DeviceID, IP: a.IP, Page: a.Page, Event: a.Event, Signed: a.Signed, Confidence: a.Confidence, CreatedAt: a.CreatedAt,
			})
		}
		if page*exportBatch >= total {
			return nil
		}
	}
}

// allStatuses are those that a challenge can have.
var allStatuses = []wire.ChallengeStatus{
	wire.StatusInitiated, wire.StatusPending, wire.StatusDelivered, wire.StatusDeliveryFailed, wire.StatusVerified, wire.StatusCompleted,
	wire.StatusFailed, wire.StatusOverridden, wire.StatusPostponed, wire.StatusSkipped, wire.StatusAdminNotified, wire.StatusExpired,
}
