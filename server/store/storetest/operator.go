package storetest

import (
	"errors"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// identifications are taken once.
func identifications(t *testing.T, s *store) {
	s.user()
	in := &core.Identification{ProjectID: project, ID: id("a"), APIKeyID: id("b"), Fingerprint: "f", LastFingerprint: "l",
		Tolerance: wire.ToleranceStrict, IP: "2001:db8::", UserAgent: "ua", ClientHints: map[string]string{"sec-ch-ua": `"é"`}, CreatedAt: 5}
	old := *in
	old.ID, old.CreatedAt = id("c"), 4
	s.update(func(tx core.Tx) error {
		return errors.Join(tx.InsertIdentification(in), tx.InsertIdentification(&old), tx.DeleteIdentifications(5))
	})
	s.update(func(tx core.Tx) error {
		got, err := tx.TakeIdentification(project, in.ID)
		equal(t, got, in)
		return err
	})
	s.update(func(tx core.Tx) error {
		for _, gone := range []string{in.ID, old.ID} {
			if _, err := tx.TakeIdentification(project, gone); !errors.Is(err, core.ErrNotFound) {
				t.Errorf("taken twice, or too late: %v", err)
			}
		}
		return nil
	})
}

// accessPages are newest first, of a user, of a device or of both.
func accessPages(t *testing.T, s *store) {
	var made []*core.Access
	u := s.user()
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertDevice(device(u, "d")))
		s.must(tx.InsertDevice(device(u, "e")))
		for i, device := range []string{"d", "e", "d"} {
			a := &core.Access{ProjectID: project, ID: id(string(rune('a' + i))), DeviceID: id(device), UserID: id("1"), Lineage: "l", CreatedAt: wire.Time(i + 1)}
			if err := tx.InsertAccess(a); err != nil {
				return err
			}
			made = append(made, a)
		}
		return tx.InsertAccess(&core.Access{ProjectID: project, ID: id("9"), DeviceID: id("d"), UserID: id("2"), CreatedAt: 9})
	})
	s.view(func(tx core.Tx) error {
		for _, tt := range []struct {
			q     core.AccessQuery
			total int
			want  []*core.Access
		}{
			{core.AccessQuery{UserID: id("1"), Page: 1, Per: 2}, 3, []*core.Access{made[2], made[1]}},
			{core.AccessQuery{UserID: id("1"), Page: 2, Per: 2}, 3, []*core.Access{made[0]}},
			{core.AccessQuery{UserID: id("1"), DeviceID: id("d"), Page: 1, Per: 2}, 2, []*core.Access{made[2], made[0]}},
			{core.AccessQuery{DeviceID: id("e"), Page: 1, Per: 2}, 1, []*core.Access{made[1]}},
			{core.AccessQuery{UserID: id("3"), Page: 1, Per: 2}, 0, nil},
		} {
			list, total, err := tx.Accesses(project, tt.q)
			s.must(err)
			equal(t, list, tt.want)
			equal(t, total, tt.total)
		}
		return nil
	})
}

// userPages are by id.
func userPages(t *testing.T, s *store) {
	s.user()
	s.update(func(tx core.Tx) error {
		return tx.InsertUser(&core.User{ProjectID: project, ID: id("2"), Account: "bob", Metadata: wire.Raw("{}")})
	})
	s.view(func(tx core.Tx) error {
		for after, want := range map[string]int{"": 2, id("1"): 1, id("2"): 0} {
			list, err := tx.Users(project, after, 10)
			s.must(err)
			equal(t, len(list), want)
		}
		list, err := tx.Users(project, "", 1)
		equal(t, list[0].ID, id("1"))
		return err
	})
}

// erase leaves nothing of a user, and everything of others.
func erase(t *testing.T, s *store) {
	ann := s.user()
	bob := &core.User{ProjectID: project, ID: id("2"), Account: "bob", Metadata: wire.Raw("{}")}
	s.update(func(tx core.Tx) error { return tx.InsertUser(bob) })
	for _, u := range []*core.User{ann, bob} {
		s.belongings(u)
	}
	s.update(func(tx core.Tx) error { return tx.EraseUser(project, ann.ID) })
	s.view(func(tx core.Tx) error {
		for user, want := range map[string]bool{ann.ID: false, bob.ID: true} {
			_, userErr := tx.User(project, user)
			_, deviceErr := tx.Device(project, user)
			_, accessErr := tx.Access(project, user)
			_, challengeErr := tx.Challenge(project, user)
			_, printErr := tx.FingerprintByHash(project, "own"+user)
			for what, err := range map[string]error{"user": userErr, "device": deviceErr, "access": accessErr, "challenge": challengeErr, "fingerprint": printErr} {
				if (err == nil) != want {
					t.Errorf("%s of %s: %v, want it there: %v", what, user, err, want)
				}
			}
			pairs, err := tx.Pairs(project, user, 10)
			s.must(err)
			equal(t, len(pairs) > 0, want)
			events, err := tx.StreamEvents(project, user, "", 0, 10)
			s.must(err)
			equal(t, len(events) > 0, want)
		}
		webhooks, err := tx.WebhookDeliveries(project, core.WebhookDeliveryQuery{Limit: 10})
		s.must(err)
		if len(webhooks) != 1 || webhooks[0].UserID != bob.ID {
			t.Errorf("%d webhooks", len(webhooks))
		}
		_, err = tx.FingerprintByHash(project, "shared")
		return err
	})
}

// belongings gives a user one of everything, with the user's id for its own, and a
// browser that others have, too.
func (s *store) belongings(u *core.User) {
	s.t.Helper()
	own, shared := "own"+u.ID, id("f")
	s.update(func(tx core.Tx) error {
		return errors.Join(
			tx.InsertDevice(&core.Device{ProjectID: project, ID: u.ID, UserID: u.ID, FingerprintID: u.ID, Status: wire.DeviceAttached}),
			tx.InsertDevice(&core.Device{ProjectID: project, ID: id("5") + u.ID, UserID: u.ID, FingerprintID: shared, Status: wire.DeviceAttached}),
			tx.InsertAccess(&core.Access{ProjectID: project, ID: u.ID, DeviceID: u.ID, UserID: u.ID}),
			tx.InsertPair(&core.Pair{ProjectID: project, DeviceID: u.ID, UserID: u.ID}),
			tx.PutFingerprintVersion(project, core.FingerprintVersion{FingerprintID: u.ID, Hash: own}, []uint64{1}, 3),
			tx.PutFingerprintVersion(project, core.FingerprintVersion{FingerprintID: shared, Hash: "shared"}, []uint64{1}, 3),
			tx.InsertChallenge(&core.Challenge{ProjectID: project, ID: u.ID, UserID: u.ID, ExpiresAt: 9}),
			tx.PutCode(&core.Code{ProjectID: project, ChallengeID: u.ID, Channel: wire.ChannelEmail, MAC: []byte{1}}),
			tx.InsertEvent(&core.Event{ProjectID: project, Kind: core.EventStream, UserID: u.ID, DeviceID: u.ID, Payload: []byte("{}")}),
			tx.PutStream(core.StreamRecord{ProjectID: project, ID: u.ID, UserID: u.ID, DeviceID: u.ID}),
			tx.PutWebhookEndpoint(&core.WebhookEndpoint{ProjectID: project, ID: id("7")}),
			tx.InsertWebhookDelivery(&core.WebhookDelivery{ProjectID: project, ID: u.ID, EndpointID: id("7"), UserID: u.ID, Payload: []byte("{}")}),
		)
	})
}
