package core

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// Look is a fingerprint that a device of a user showed.
type Look struct {
	// ID names it within the user: the device and a digest of the hash.
	ID       string
	DeviceID string
	Hash     string
	// SeenAt is when it was last known to be shown.
	SeenAt wire.Time
}

// Looks returns what is kept of how a user's devices looked, the latest first, with
// the devices: their current hashes, the ones before, and those of labelled pairs.
func (s *Service) Looks(ctx context.Context, project, id string) (user *wire.User, devices []wire.Device, looks []Look, err error) {
	err = s.store.View(ctx, func(tx Tx) error {
		u, err := findUser(tx, project, id)
		if err != nil {
			return err
		}
		view := userView(u)
		user = &view
		list, err := tx.DevicesOfUser(project, u.ID, deviceLimit)
		if err != nil {
			return err
		}
		if devices, err = deviceViews(list, func(*Device) bool { return true }); err != nil {
			return err
		}
		looks, err = looksOf(tx, u, list)
		return err
	})
	return user, devices, looks, err
}

func looksOf(tx Tx, u *User, devices []*Device) ([]Look, error) {
	at := map[[2]string]wire.Time{}
	note := func(device, hash string, seen wire.Time) {
		if key := [2]string{device, hash}; hash != "" {
			at[key] = max(at[key], seen)
		}
	}
	for _, d := range devices {
		note(d.ID, d.Hash, d.LastSeenAt)
		if d.FingerprintID == "" {
			continue
		}
		versions, err := tx.FingerprintVersions(u.ProjectID, d.FingerprintID)
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			note(d.ID, v.Hash, min(v.LastSeenAt, d.LastSeenAt))
		}
	}
	pairs, err := tx.Pairs(u.ProjectID, u.ID, deviceLimit)
	for _, p := range pairs {
		note(p.DeviceID, p.Current, p.CreatedAt)
		note(p.DeviceID, p.Last, p.LastSeenAt)
	}
	looks := make([]Look, 0, len(at))
	for key, seen := range at {
		sum := sha256.Sum256([]byte(key[1]))
		looks = append(looks, Look{key[0] + "." + hex.EncodeToString(sum[:4]), key[0], key[1], seen})
	}
	slices.SortFunc(looks, func(a, b Look) int { return cmp.Or(cmp.Compare(b.SeenAt, a.SeenAt), cmp.Compare(a.ID, b.ID)) })
	return looks, err
}
