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
	counted := func(hour wire.Time, name string, n int) core.Activity {
		return core.Activity{ProjectID: project, Hour: hour, Name: name, N: n}
	}
	s.view(func(tx core.Tx) error {
		all, err := tx.Activity(project, 0, 3*hour)
		equal(t, all, []core.Activity{counted(0, "users", 5), counted(hour, "attach", 5), counted(2*hour, "attach", 1), counted(2*hour, "device.new", 1)})
		some, err2 := tx.Activity(project, hour, 2*hour)
		equal(t, some, []core.Activity{counted(hour, "attach", 5)})
		return errors.Join(err, err2)
	})
	s.update(func(tx core.Tx) error { return tx.DeleteActivity(2 * hour) })
	s.view(func(tx core.Tx) error {
		left, err := tx.Activity(project, 0, 3*hour)
		equal(t, left, []core.Activity{counted(0, "users", 5), counted(2*hour, "attach", 1), counted(2*hour, "device.new", 1)})
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

// userLists are the newest first, by account, and by address.
func userLists(t *testing.T, s *store) {
	s.user()
	for i, u := range []core.User{{Account: "anna", Email: "Ann@B.example"}, {Account: "änn"}, {Account: "Ann"}, {Account: "an%a"}} {
		s.update(func(tx core.Tx) error {
			u.ProjectID, u.ID, u.Metadata, u.CreatedAt = project, id(string(rune('2'+i))), wire.Raw("{}"), wire.Time(1+i/2)
			return tx.InsertUser(&u)
		})
	}
	s.view(func(tx core.Tx) error {
		for name, tt := range map[string]struct {
			find func() ([]*core.User, error)
			want string
		}{
			"newest":     {func() ([]*core.User, error) { return tx.UserPage(project, core.Cursor{}, 3) }, "543"},
			"next":       {func() ([]*core.User, error) { return tx.UserPage(project, core.Cursor{At: 1, ID: id("3")}, 3) }, "21"},
			"prefix":     {func() ([]*core.User, error) { return tx.UsersByAccount(project, "an", "", 9) }, "512"},
			"after":      {func() ([]*core.User, error) { return tx.UsersByAccount(project, "an", "an%a", 1) }, "1"},
			"capital":    {func() ([]*core.User, error) { return tx.UsersByAccount(project, "A", "", 9) }, "4"},
			"not ascii":  {func() ([]*core.User, error) { return tx.UsersByAccount(project, "ä", "", 9) }, "3"},
			"address":    {func() ([]*core.User, error) { return tx.UsersByEmail(project, "aNN@b.example", 9) }, "2"},
			"no address": {func() ([]*core.User, error) { return tx.UsersByEmail(project, "", 9) }, ""},
		} {
			list, err := tt.find()
			s.must(err)
			got := ""
			for _, u := range list {
				got += u.ID[:1]
			}
			if got != tt.want {
				t.Errorf("%s: %q, want %q", name, got, tt.want)
			}
		}
		return nil
	})
}

// uses count what is attached and not replaced.
func uses(t *testing.T, s *store) {
	u := s.user()
	for i, d := range []core.Device{
		{Status: wire.DeviceAttached, LastSeenAt: 5}, {Status: wire.DeviceAttached, LastSeenAt: 7}, {Status: wire.DeviceDetached, LastSeenAt: 9},
		{Status: wire.DeviceAttached, Dormant: true, LastSeenAt: 9},
	} {
		s.update(func(tx core.Tx) error {
			d.ProjectID, d.ID, d.UserID, d.Info, d.Metadata = project, id(string(rune('a'+i))), u.ID, wire.Raw("{}"), wire.Raw("{}")
			return tx.InsertDevice(&d)
		})
	}
	s.view(func(tx core.Tx) error {
		got, err := tx.UsesOf(project, []string{u.ID, id("9")})
		equal(t, got, map[string]core.Use{u.ID: {Devices: 2, LastSeenAt: 7}})
		none, err2 := tx.UsesOf(project, nil)
		equal(t, len(none), 0)
		return errors.Join(err, err2)
	})
}

// challengeEvents are a challenge's own, the oldest first.
func challengeEvents(t *testing.T, s *store) {
	s.user()
	s.update(func(tx core.Tx) error {
		for _, challenge := range []string{id("a"), "", id("b"), id("a")} {
			if err := tx.InsertEvent(&core.Event{ProjectID: project, Kind: core.EventWebhook, ChallengeID: challenge, Payload: []byte("{}")}); err != nil {
				return err
			}
		}
		return nil
	})
	s.view(func(tx core.Tx) error {
		list, err := tx.EventsOfChallenge(project, id("a"), 9)
		if len(list) != 2 || list[0].ID >= list[1].ID {
			t.Errorf("%d events", len(list))
		}
		first, err2 := tx.EventsOfChallenge(project, id("a"), 1)
		if len(first) != 1 || first[0].ID != list[0].ID {
			t.Errorf("%d events", len(first))
		}
		return errors.Join(err, err2)
	})
}

// samples are the latest, as they were given.
func samples(t *testing.T, s *store) {
	s.user()
	sample := func(letter string, at wire.Time) *core.Sample {
		return &core.Sample{ProjectID: project, ID: id(letter), Facts: wire.Raw(`{"country":"ÄX"}`), CreatedAt: at}
	}
	a, b, c := sample("a", 5), sample("b", 6), sample("c", 6)
	s.update(func(tx core.Tx) error {
		return errors.Join(tx.InsertSample(a), tx.InsertSample(b), tx.InsertSample(c))
	})
	s.view(func(tx core.Tx) error {
		all, err := tx.Samples(project, 5, 2)
		equal(t, all, []*core.Sample{c, b})
		return err
	})
	s.update(func(tx core.Tx) error { return tx.DeleteSamples(6) })
	s.view(func(tx core.Tx) error {
		left, err := tx.Samples(project, 0, 9)
		equal(t, left, []*core.Sample{c, b})
		return err
	})
}
