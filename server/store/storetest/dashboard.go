package storetest

import (
	"errors"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const hour = wire.Time(3600_000)

// activity adds up, and totals stay.
func activity(t *testing.T, s *store) {
	add := func(hour wire.Time, name string, n int) {
		s.update(func(tx core.Tx) error {
			return tx.AddActivity(core.Activity{ProjectID: project, Hour: hour, Name: name, N: n})
		})
	}
	add(hour, "attach", 2)
	add(hour, "attach", 3)
	add(2*hour, "attach", 1)
	add(2*hour, "device.new", 1)
	add(0, "users", 7)
	add(0, "users", -2)
	s.update(func(tx core.Tx) error {
		return tx.AddActivity(core.Activity{ProjectID: id("z"), Hour: hour, Name: "attach", N: 9})
	})
	s.view(func(tx core.Tx) error {
		all, err := tx.Activity(project, 0, 3*hour)
		equal(t, all, []core.Activity{{project, 0, "users", 5}, {project, hour, "attach", 5}, {project, 2 * hour, "attach", 1}, {project, 2 * hour, "device.new", 1}})
		some, err2 := tx.Activity(project, hour, 2*hour)
		equal(t, some, []core.Activity{{project, hour, "attach", 5}})
		return errors.Join(err, err2)
	})
	s.update(func(tx core.Tx) error { return tx.DeleteActivity(2 * hour) })
	s.view(func(tx core.Tx) error {
		left, err := tx.Activity(project, 0, 3*hour)
		equal(t, left, []core.Activity{{project, 0, "users", 5}, {project, 2 * hour, "attach", 1}, {project, 2 * hour, "device.new", 1}})
		return err
	})
}

// operatorSessions end when they are deleted or have expired.
func operatorSessions(t *testing.T, s *store) {
	in := &core.OperatorSession{ID: "a", KeyID: "k", IP: "2001:db8::", CreatedAt: 1, SeenAt: 1, ExpiresAt: 9}
	old := &core.OperatorSession{ID: "b", KeyID: "k", CreatedAt: 1, SeenAt: 1, ExpiresAt: 5}
	gone := func(id string) {
		s.view(func(tx core.Tx) error {
			if _, err := tx.OperatorSession(id); !errors.Is(err, core.ErrNotFound) {
				t.Errorf("session %s: %v", id, err)
			}
			return nil
		})
	}
	s.update(func(tx core.Tx) error {
		return errors.Join(tx.InsertOperatorSession(in), tx.InsertOperatorSession(old), tx.TouchOperatorSession("a", 4))
	})
	s.view(func(tx core.Tx) error {
		got, err := tx.OperatorSession("a")
		in.SeenAt = 4
		equal(t, got, in)
		return err
	})
	s.update(func(tx core.Tx) error { return tx.DeleteOperatorSessions(6) })
	gone("b")
	s.update(func(tx core.Tx) error { return tx.DeleteOperatorSession("a") })
	gone("a")
}

// challengePages are newest first, and each begins after the last row of the one
// before, also where several were made at once.
func challengePages(t *testing.T, s *store) {
	u := s.user()
	for i, status := range []wire.ChallengeStatus{wire.StatusInitiated, wire.StatusCompleted, wire.StatusPending, wire.StatusCompleted} {
		s.update(func(tx core.Tx) error {
			return tx.InsertChallenge(&core.Challenge{ProjectID: project, ID: id(string(rune('a' + i))), UserID: u.ID, Status: status,
				Type: wire.TypeAccountSharing, CreatedAt: wire.Time(10 + i/2)})
		})
	}
	for name, tt := range map[string]struct {
		q    core.ChallengeList
		want string
	}{
		"all":            {core.ChallengeList{Limit: 9}, "dcba"},
		"first":          {core.ChallengeList{Limit: 2}, "dc"},
		"after":          {core.ChallengeList{Limit: 2, After: core.Cursor{At: 11, ID: id("c")}}, "ba"},
		"within a time":  {core.ChallengeList{Limit: 9, After: core.Cursor{At: 11, ID: id("d")}}, "cba"},
		"one status":     {core.ChallengeList{Limit: 9, Statuses: []wire.ChallengeStatus{wire.StatusCompleted}}, "db"},
		"two, after one": {core.ChallengeList{Limit: 9, Statuses: []wire.ChallengeStatus{wire.StatusInitiated, wire.StatusPending}, After: core.Cursor{At: 11, ID: id("c")}}, "a"},
		"none":           {core.ChallengeList{Limit: 9, Statuses: []wire.ChallengeStatus{wire.StatusFailed}}, ""},
	} {
		s.view(func(tx core.Tx) error {
			list, err := tx.ChallengePage(project, tt.q)
			got := ""
			for _, c := range list {
				got += c.ID[:1]
			}
			if got != tt.want {
				t.Errorf("%s: %q, want %q", name, got, tt.want)
			}
			return err
		})
	}
}
