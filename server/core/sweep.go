package core

import (
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// sweepBatch bounds how long one look takes; what remains is taken by the next.
const sweepBatch = 500

// Sweep detaches what was not seen for long, expires challenges and deletes what is no
// longer needed. Call it every half minute or so; several servers may.
func (s *Service) Sweep(ctx context.Context) error {
	return errors.Join(s.sweepDevices(ctx), s.sweepChallenges(ctx), s.sweepRows(ctx), s.sweepPairs(ctx), s.sweepFingerprints(ctx))
}

func (s *Service) sweepDevices(ctx context.Context) error {
	var idle []*Device
	now := s.now()
	err := s.store.View(ctx, func(tx Tx) error {
		projects, err := tx.Projects()
		for _, p := range projects {
			var found []*Device
			if found, err = tx.IdleDevices(p.ID, now-ms(p.Settings.AutoDetachAfter()), live(now), sweepBatch); err != nil {
				return err
			}
			idle = append(idle, found...)
		}
		return err
	})
	for _, d := range idle {
		err = errors.Join(err, s.detachIdle(ctx, d))
	}
	return err
}

// detachIdle looks again, now that the user is locked.
func (s *Service) detachIdle(ctx context.Context, seen *Device) error {
	return s.update(ctx, func(u *unit) error {
		d, err := u.lockDevice(seen.ProjectID, seen.ID)
		if err != nil || d.LastSeenAt != seen.LastSeenAt {
			return err
		}
		return u.detach(d, "", true)
	})
}

func (s *Service) sweepChallenges(ctx context.Context) error {
	var overdue []*Challenge
	err := s.store.View(ctx, func(tx Tx) (err error) {
		overdue, err = tx.Overdue(s.now(), openStatuses, sweepBatch)
		return err
	})
	for _, c := range overdue {
		err = errors.Join(err, s.settle(ctx, Caller{Project: &Project{ID: c.ProjectID}, Class: Admin}, c.ID, (*settlement).expire))
	}
	return err
}

func (t *settlement) expire() error {
	if t.c.isOpen(t.now) || !t.c.move(wire.StatusExpired, t.now) {
		return nil
	}
	t.count(t.c.ProjectID, ActivityExpired)
	return t.UpdateChallenge(t.c)
}

func (s *Service) sweepRows(ctx context.Context) error {
	return s.update(ctx, func(u *unit) error {
		return errors.Join(
			u.DeleteAttempts(u.now-ms(attemptsKept)),
			u.DeleteIdentifications(u.now-ms(identificationTTL)),
			u.DeleteCodes(u.now-ms(challengeTTL)),
			u.DeleteEvents(u.now-ms(eventsKept)),
			u.DeleteWebhookDeliveries(u.now-ms(eventsKept)),
			u.DeleteStreams(u.now-ms(streamsKept)),
			u.DeleteActivity(u.now-ms(activityKept)),
			u.DeleteOperatorSessions(u.now),
			u.DeleteSamples(u.now-ms(samplesKept)),
		)
	})
}

// sweepBatches bounds how many batches one sweep takes, each in a transaction of its
// own, so that nobody waits long for the database.
const sweepBatches = 20

// inBatches calls remove until fewer rows than a batch are left for it.
func (s *Service) inBatches(ctx context.Context, remove func(u *unit) (int, error)) error {
	for range sweepBatches {
		n := 0
		err := s.update(ctx, func(u *unit) (err error) {
			n, err = remove(u)
			return err
		})
		if err != nil || n < sweepBatch {
			return err
		}
	}
	return nil
}

func (s *Service) sweepPairs(ctx context.Context) error {
	return s.everyProject(ctx, func(p *Project) error {
		return s.inBatches(ctx, func(u *unit) (int, error) {
			return u.DeletePairs(p.ID, u.now-ms(p.Settings.pairsFor()), p.Settings.pairsKept(), sweepBatch)
		})
	})
}

// sweepFingerprints deletes what was not seen for long, and counts what is left.
func (s *Service) sweepFingerprints(ctx context.Context) error {
	return s.everyProject(ctx, func(p *Project) error {
		err := s.inBatches(ctx, func(u *unit) (int, error) {
			return u.DeleteFingerprints(p.ID, u.now-ms(p.Settings.fingerprintsFor()), sweepBatch)
		})
		return errors.Join(err, s.countFingerprints(ctx, p.ID))
	})
}

// countFingerprints counts a project's fingerprints again. It takes as long as there are
// many, so a million are counted every quarter of an hour, and ten thousand every time.
func (s *Service) countFingerprints(ctx context.Context, project string) error {
	now := s.now()
	if p := s.populationOf(project); now >= p.at && now-p.at < wire.Time(p.n) {
		return nil
	}
	return s.store.View(ctx, func(tx Tx) error {
		n, err := tx.CountFingerprints(project)
		if err == nil {
			s.populations.Store(project, population{n, now})
		}
		return err
	})
}

func (s *Service) everyProject(ctx context.Context, fn func(*Project) error) error {
	var projects []*Project
	err := s.store.View(ctx, func(tx Tx) (err error) {
		projects, err = tx.Projects()
		return err
	})
	for _, p := range projects {
		err = errors.Join(err, fn(p))
	}
	return err
}
