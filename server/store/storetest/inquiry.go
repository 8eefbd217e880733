package storetest

import (
	"errors"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// inquiry: each question has its own answer, whatever else is asked with it.
func inquiry(t *testing.T, s *store) {
	ann := s.user()
	bob := &core.User{ProjectID: project, ID: id("2"), Account: "bob", Metadata: wire.Raw("{}"), CreatedAt: 1, UpdatedAt: 1}
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertUser(bob))
		s.must(tx.InsertDevice(device(ann, "a"))) // fingerprint f
		for n, at := range []wire.Time{10, 20, 30, 40} {
			s.must(tx.InsertAccess(access(ann, n, "a", "ip1", "", at)))
		}
		s.must(tx.InsertAccess(access(ann, 5, "b", "ip2", "", 40)))
		for _, at := range []wire.Time{30, 10, 20, 20} {
			s.must(tx.AddAttempt(project, "x", core.Attempts{At: at, N: 1}))
		}
		s.must(tx.LockAttempts(project, "z"))
		return tx.AddAttempt(project, "y", core.Attempts{At: 20, N: 6})
	})
	const none = -1
	since := [3]wire.Time{10, 20, 30}
	for _, c := range []struct {
		name string
		q    core.Inquiry
		want core.Findings
	}{
		{"nothing", core.Inquiry{}, core.Findings{}},
		{"user", core.Inquiry{User: ann.ID}, core.Findings{ByUser: [3]int{4, 3, 2}, Active: true}},
		{"a user's address", core.Inquiry{User: ann.ID, IP: "ip1"}, core.Findings{ByUser: [3]int{4, 3, 2}, ByIP: [3]int{3, 2, 1}, Active: true, Here: true}},
		{"another one's", core.Inquiry{User: bob.ID, IP: "ip1"}, core.Findings{ByIP: [3]int{3, 2, 1}}},
		{"an address among the latest", core.Inquiry{User: ann.ID, IP: "ip1", Lately: 2}, core.Findings{ByUser: [3]int{4, 3, 2}, ByIP: [3]int{3, 2, 1}, Active: true, Here: true}},
		{"an address before them", core.Inquiry{User: ann.ID, IP: "ip3", Lately: 2}, core.Findings{ByUser: [3]int{4, 3, 2}, Active: true}},
		{"of one at most", core.Inquiry{User: ann.ID, Fingerprint: id("f"), IP: "ip1", Accesses: 1}, core.Findings{
			ByUser: [3]int{1, 1, 1}, ByFingerprint: [3]int{1, 1, 1}, ByIP: [3]int{1, 1, 1}, Active: true, Here: true}},
		{"no accesses", core.Inquiry{User: ann.ID, Fingerprint: id("f"), IP: "ip1", Accesses: none}, core.Findings{Active: true, Here: true}},
		{"address", core.Inquiry{IP: "ip2"}, core.Findings{ByIP: [3]int{1, 1, 1}}},
		{"fingerprint", core.Inquiry{Fingerprint: id("f")}, core.Findings{ByFingerprint: [3]int{3, 2, 1}, Shared: true}},
		{"a user's fingerprint", core.Inquiry{User: ann.ID, Fingerprint: id("f")}, core.Findings{ByUser: [3]int{4, 3, 2}, ByFingerprint: [3]int{3, 2, 1}, Active: true}},
		{"another one's", core.Inquiry{User: bob.ID, Fingerprint: id("f")}, core.Findings{ByFingerprint: [3]int{3, 2, 1}, Shared: true}},
		{"an unknown one", core.Inquiry{Fingerprint: id("e")}, core.Findings{}},
		{"attempts", core.Inquiry{Subjects: []string{"x", "y", "z", "w"}}, core.Findings{Attempts: map[string][3]int{"x": {3, 1, 0}, "y": {6, 0, 0}}}},
		{"everything", core.Inquiry{User: ann.ID, Fingerprint: id("f"), IP: "ip2", Subjects: []string{"x"}}, core.Findings{
			Attempts: map[string][3]int{"x": {3, 1, 0}}, ByUser: [3]int{4, 3, 2}, ByFingerprint: [3]int{3, 2, 1}, ByIP: [3]int{1, 1, 1}, Active: true, Here: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.q.Since = since
			switch c.q.Accesses {
			case 0:
				c.q.Accesses = 100
			case none:
				c.q.Accesses = 0
			}
			if c.q.Lately == 0 {
				c.q.Lately = 100
			}
			if c.want.Attempts == nil {
				c.want.Attempts = map[string][3]int{}
			}
			s.view(func(tx core.Tx) error {
				got, err := tx.Inquire(project, c.q)
				equal(t, got, c.want)
				return err
			})
		})
	}
	s.view(func(tx core.Tx) error { // a lock is no attempt, however far back one looks
		got, err := tx.Inquire(project, core.Inquiry{Subjects: []string{"z"}, Since: [3]wire.Time{-1, -1, -1}})
		equal(t, len(got.Attempts), 0)
		return err
	})
}

func arrivals(t *testing.T, s *store) {
	u := s.user()
	d := device(u, "a")
	a := access(u, 1, "a", "ip", "", 5)
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertDevice(d))
		return tx.InsertAccess(a)
	})
	s.update(func(tx core.Tx) error {
		for _, find := range []func(project, account, access string, limit int) (*core.Arrival, error){tx.Arrival, tx.LockArrival} {
			got, err := find(project, "ann", a.ID, 9)
			s.must(err)
			equal(t, got, &core.Arrival{User: u, Devices: []*core.Device{d}, Access: a})
			got, err = find(project, "ann", "", 0)
			s.must(err)
			equal(t, got, &core.Arrival{User: u})
			if got, err = find(project, "ann", id("9"), 9); err != nil || got.Access != nil {
				t.Errorf("%+v, %v", got, err)
			}
			if _, err := find(project, "bob", a.ID, 9); !errors.Is(err, core.ErrNotFound) {
				t.Errorf("an unknown account: %v", err)
			}
		}
		return nil
	})
}
