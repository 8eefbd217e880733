package storetest

import (
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// access is one that matters only by where, when and with which event it was.
func access(u *core.User, n int, device, ip, event string, at wire.Time) *core.Access {
	return &core.Access{ProjectID: project, ID: id(string(rune('A' + n))), DeviceID: id(device), UserID: u.ID, IP: ip, Event: event, CreatedAt: at}
}

func sightings(t *testing.T, s *store) {
	u := s.user()
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertDevice(device(u, "a")))
		for n, a := range []struct {
			device, ip, event string
			at                wire.Time
		}{
			{"a", "ip1", "", 100}, {"a", "ip1", "trial_started", 109}, {"a", "ip1", "", 110}, {"a", "ip2", "", 110},
			{"b", "ip1", "", 115}, {"b", "", "", 118}, {"a", "ip1", "", 50},
		} {
			s.must(tx.InsertAccess(access(u, n, a.device, a.ip, a.event, a.at)))
		}
		return nil
	})
	s.view(func(tx core.Tx) error {
		list, err := tx.Sightings(project, u.ID, 50, 10, 10)
		s.must(err)
		equal(t, list, []core.Sighting{
			{DeviceID: id("b"), IP: "ip1", First: 115, Last: 115}, {DeviceID: id("a"), IP: "ip1", First: 110, Last: 110},
			{DeviceID: id("a"), IP: "ip2", First: 110, Last: 110}, {DeviceID: id("a"), IP: "ip1", First: 100, Last: 109},
		})
		list, err = tx.Sightings(project, u.ID, 50, 10, 1)
		s.must(err)
		equal(t, len(list), 1)
		list, err = tx.Sightings(project, id("9"), 0, 10, 10)
		equal(t, len(list), 0)
		return err
	})
}

func usersOfFingerprint(t *testing.T, s *store) {
	ann := s.user()
	bob := &core.User{ProjectID: project, ID: id("2"), Account: "bob", Metadata: wire.Raw("{}"), Groups: []wire.Group{{ID: "g"}}, CreatedAt: 1, UpdatedAt: 1}
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertUser(bob))
		for _, d := range []*core.Device{device(ann, "a"), device(ann, "b"), device(bob, "c")} { // all of fingerprint f
			s.must(tx.InsertDevice(d))
		}
		s.must(tx.InsertAccess(access(bob, 1, "c", "ip", "trial_started", 1)))
		return tx.InsertAccess(access(ann, 2, "a", "ip", "sign_up", 1))
	})
	s.view(func(tx core.Tx) error {
		for _, c := range []struct {
			fingerprint, event string
			limit              int
			want               []*core.User
		}{
			{"f", "", 9, []*core.User{ann, bob}}, {"f", "", 1, []*core.User{ann}}, {"e", "", 9, nil},
			{"f", "trial_started", 9, []*core.User{bob}}, {"f", "upgrade", 9, nil},
		} {
			list, err := tx.UsersOfFingerprint(project, id(c.fingerprint), c.event, c.limit)
			s.must(err)
			equal(t, list, c.want)
		}
		return nil
	})
}
