package core

import (
	"context"
	"errors"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// Fingerprint names the browser that shows a hash, within the project and whatever
// the account.
func (s *Service) Fingerprint(ctx context.Context, c Caller, r *wire.FingerprintRequest) (*wire.FingerprintReply, error) {
	if r.Fingerprint == "" {
		return nil, invalid("fingerprint", "This field is required: the first of what getHash() returns.")
	}
	current, err := parseHash(c, "fingerprint", r.Fingerprint)
	if err != nil {
		return nil, err
	}
	last, err := parseHash(c, "last_fingerprint", r.LastFingerprint)
	if err != nil {
		return nil, err
	}
	m, err := s.identify(ctx, c, current, last)
	if err != nil {
		return nil, err
	}
	return &wire.FingerprintReply{FingerprintID: m.id, Confidence: m.confidence}, nil
}

// identify finds or makes the fingerprint of a hash. Most are known, so it looks
// before it writes.
func (s *Service) identify(ctx context.Context, c Caller, current, last hashed) (m match, err error) {
	exact := false
	err = s.store.Look(ctx, func(tx Tx) error {
		var seen wire.Time
		m, seen, exact, err = s.fingerprintByHash(tx, c.Project.ID, current)
		exact = exact && DayOf(seen) == DayOf(s.now())
		return err
	})
	if err != nil || exact {
		return m, err
	}
	err = s.update(ctx, func(u *unit) error {
		fresh := false
		m, fresh, err = s.fingerprintFor(u, c.Project.ID, current, last, c.Project.Settings.Tolerance)
		if err == nil && fresh {
			err = u.addDevice(s, c, "")
		}
		if err != nil {
			return err
		}
		return u.keepVersion(c.Project.ID, m.id, current)
	})
	return m, err
}

func (s *Service) fingerprintByHash(tx Tx, project string, current hashed) (m match, seen wire.Time, exact bool, err error) {
	v, err := tx.FingerprintByHash(project, current.text)
	if errors.Is(err, ErrNotFound) {
		return match{}, 0, false, nil
	}
	return match{v.FingerprintID, s.distinction(current, 1)}, v.LastSeenAt, err == nil, err
}

// DayOf counts days since 1970. That a fingerprint is still seen is noted once a day, and
// devices are found by the day on which they were seen last.
func DayOf(t wire.Time) wire.Time { return t / ms(day) }

// fingerprintFor returns the fingerprint of a hash: the one that showed it before, the
// most similar one that shares a band with it, or a new one.
func (s *Service) fingerprintFor(u *unit, project string, current, last hashed, t wire.Tolerance) (m match, fresh bool, err error) {
	if m, _, exact, err := s.fingerprintByHash(u, project, current); err != nil || exact {
		return m, false, err
	}
	candidates, err := u.similar(project, current, last)
	if err != nil {
		return match{}, false, err
	}
	r := s.across(u.now, current, last, t)
	r.options.Population = s.populationOf(project).n
	if m, ok := r.best(candidates); ok {
		return m, false, nil
	}
	id, err := s.newID()
	return match{id, s.distinction(current, len(candidates)+1)}, true, err
}

// similar collects what a hash may be a later version of: whatever shares a band with
// it, and whatever showed the hash that the browser says it showed last.
func (u *unit) similar(project string, current, last hashed) ([]candidate, error) {
	found, err := u.FingerprintsByBands(project, current.bands(), BandLimit)
	if err != nil {
		return nil, err
	}
	if last.text != "" {
		v, err := u.FingerprintByHash(project, last.text)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		if err == nil {
			v.LastSeenAt = u.now
			found = append(found, v)
		}
	}
	return latestVersions(found), nil
}

// population is how many fingerprints a project had when: among the more a hash is
// looked for, the less being alike proves. Candidates are only those of them that share
// a band.
type population struct {
	n  int
	at wire.Time
}

// populationOf is a project's as it was counted last.
func (s *Service) populationOf(project string) population {
	p, _ := s.populations.Load(project)
	last, _ := p.(population)
	return last
}

// latestVersions keeps one candidate a fingerprint, its latest.
func latestVersions(found []FingerprintVersion) (list []candidate) {
	for _, v := range found {
		i := slices.IndexFunc(list, func(c candidate) bool { return c.id == v.FingerprintID })
		switch {
		case i < 0:
			list = append(list, candidate{v.FingerprintID, v.Hash, v.LastSeenAt})
		case list[i].lastSeen < v.LastSeenAt:
			list[i].hash, list[i].lastSeen = v.Hash, v.LastSeenAt
		}
	}
	return list
}

// keepVersion notes that a fingerprint shows a hash.
func (u *unit) keepVersion(project, fingerprint string, h hashed) error {
	v := FingerprintVersion{FingerprintID: fingerprint, Hash: h.text, LastSeenAt: u.now}
	return u.PutFingerprintVersion(project, v, h.bands(), hashVersions)
}
