package core

import (
	"context"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// Pair is what one device looked like twice. That it is one device is known by the
// access that its browser kept, and not by its looks: so pairs say how much devices
// change, which is what a calibration is made of.
type Pair struct {
	ProjectID     string
	DeviceID      string
	UserID        string
	FingerprintID string
	// IP is where the current hash came from.
	IP string
	// Current and Last are hashes of our layout.
	Current, Last string
	// LastSeenAt is when the device showed the last hash last.
	LastSeenAt wire.Time
	// Signals are what the current hash was made of: only where the project keeps them
	// and the browser sent them.
	Signals   wire.Raw
	CreatedAt wire.Time
}

// Age is how long the device was away.
func (p *Pair) Age() time.Duration {
	return time.Duration(p.CreatedAt-p.LastSeenAt) * time.Millisecond
}

// PairTx reads and writes labelled pairs.
type PairTx interface {
	InsertPair(*Pair) error
	// Pairs returns at most limit pairs of a project, or of one of its users, the latest
	// first.
	Pairs(project, user string, limit int) ([]*Pair, error)
	// PairsFrom counts the pairs from an address since then, at most limit.
	PairsFrom(project, ip string, since wire.Time, limit int) (int, error)
	// DeletePairs deletes at most limit of those made before then or not among the
	// latest keep, the oldest first, and says how many.
	DeletePairs(project string, before wire.Time, keep, limit int) (int, error)
}

// Pairs returns the labelled pairs of a project, the latest first.
func (s *Service) Pairs(ctx context.Context, project string) (pairs []*Pair, err error) {
	err = s.store.View(ctx, func(tx Tx) error {
		pairs, err = tx.Pairs(project, "", maxPairs)
		return err
	})
	return pairs, err
}

// label keeps the pair that this attach makes with what the device looked like last.
// Whether it is kept does not depend on what changed, or pairs would not be what
// devices do. A reload is no pair: the same page within the hour shows the same.
func (a *attachment) label() error {
	d := a.device
	if a.lineage == "" || a.Project.Settings.NoLabelledPairs || a.now-d.LastSeenAt < ms(pairGap) ||
		a.current.print.IsZero() || known(d.Hash).print.IsZero() {
		return nil
	}
	if !a.s.dev { // where everyone has the same address
		n, err := a.PairsFrom(a.Project.ID, a.origin.ip, a.now-ms(day), pairsPerIPDay)
		if err != nil || n >= pairsPerIPDay {
			return err
		}
	}
	p := &Pair{
		ProjectID: a.Project.ID, DeviceID: d.ID, UserID: d.UserID, FingerprintID: d.FingerprintID, IP: a.origin.ip,
		Current: a.current.text, Last: d.Hash, LastSeenAt: d.LastSeenAt, CreatedAt: a.now,
	}
	if a.Project.Settings.KeepSignals && len(a.signals) <= maxSignals {
		p.Signals = a.signals
	}
	return a.InsertPair(p)
}
