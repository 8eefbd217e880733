package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func equal(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func device(u *core.User, letter string) *core.Device {
	return &core.Device{
		ProjectID: project, ID: id(letter), UserID: u.ID, FingerprintID: id("f"), Hash: "h" + letter, Status: wire.DeviceAttached,
		Dormant: true, Whitelisted: true, Kind: core.Tablet, UserAgent: "ua", Info: wire.Raw(`{"ua":"ua"}`), Metadata: wire.Raw(`{}`), IP: "203.0.113.1",
		AttachedAt: 1, LastSeenAt: 2, DetachedAt: 3, AutoDetached: true, VerifiedAt: 4, CompletedAt: 5, QuietUntil: 6, SignaledAt: 7, CreatedAt: 8, UpdatedAt: 9,
	}
}

func devices(t *testing.T, s *store) {
	u := s.user()
	a, b, c := device(u, "a"), device(u, "b"), device(u, "c")
	b.LastSeenAt, c.Status, c.LastSeenAt = 50, wire.DeviceDetached, 99
	s.update(func(tx core.Tx) error {
		for _, d := range []*core.Device{a, b, c} {
			s.must(tx.InsertDevice(d))
		}
		a.Hash, a.Dormant, a.Info = "new", false, wire.Raw(`{"ua":"new"}`)
		s.must(tx.UpdateDevice(a))
		s.must(tx.TouchDevice(project, a.ID, 40))
		return tx.TouchDevice(project, b.ID, 40) // not back
	})
	a.LastSeenAt = 40
	s.view(func(tx core.Tx) error {
		list, err := tx.DevicesOfUser(project, u.ID, 10)
		s.must(err)
		equal(t, list, []*core.Device{b, a, c}) // attached ones first, then by when they were seen
		list, err = tx.DevicesOfUser(project, u.ID, 1)
		s.must(err)
		equal(t, list, []*core.Device{b})
		list, err = tx.IdleDevices(project, 45, core.LiveSince{}, 10)
		s.must(err)
		equal(t, list, []*core.Device{a})
		for user, want := range map[string]int{u.ID: 0, id("7"): 1} {
			n, err := tx.OtherUsers(project, id("f"), user)
			s.must(err)
			equal(t, n, want)
		}
		got, err := tx.Device(project, a.ID)
		equal(t, got, a)
		return err
	})
}

// visits change a device, and on what day it counts as seen.
func visits(t *testing.T, s *store) {
	const day = 86_400_000
	u := s.user()
	d := device(u, "d")
	d.LastSeenAt = day + 1
	s.update(func(tx core.Tx) error { return tx.InsertDevice(d) })
	idle := func(want int, before wire.Time) {
		t.Helper()
		s.view(func(tx core.Tx) error {
			found, err := tx.IdleDevices(project, before, core.LiveSince{}, 10)
			equal(t, len(found), want)
			return err
		})
	}
	idle(0, day+1)
	idle(1, day+2)
	d.LastSeenAt, d.Hash, d.IP, d.Metadata, d.QuietUntil = 2*day-1, "new", "203.0.113.9", wire.Raw(`{"a":1}`), 77
	s.update(func(tx core.Tx) error { return tx.UpdateVisit(d) })
	idle(0, 2*day-1)
	idle(1, 2*day)
	s.update(func(tx core.Tx) error { return tx.TouchDevice(project, d.ID, 3*day) })
	idle(0, 3*day)
	idle(1, 3*day+1)
	d.LastSeenAt, d.FingerprintID = 4*day+5, id("e")
	s.update(func(tx core.Tx) error { return tx.UpdateDevice(d) })
	idle(0, 4*day+5)
	idle(1, 4*day+6)
	s.view(func(tx core.Tx) error {
		got, err := tx.Device(project, d.ID)
		equal(t, got, d)
		return err
	})
}

func accesses(t *testing.T, s *store) {
	u := s.user()
	a := &core.Access{ProjectID: project, ID: id("a"), DeviceID: id("d"), UserID: u.ID, APIKeyID: id("e"), Lineage: id("a"), IP: "203.0.113.1",
		Confidence: 0.75, Signed: true, Page: "/", Event: "sign_up", CreatedAt: 1}
	b := &core.Access{ProjectID: project, ID: id("b"), DeviceID: id("d"), UserID: u.ID, IP: "203.0.113.2", CreatedAt: 2}
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertAccess(a))
		s.must(tx.InsertEvent(&core.Event{ProjectID: project, Kind: core.EventStream, DeviceID: id("d")}))
		return tx.InsertAccess(b)
	})
	s.view(func(tx core.Tx) error {
		later, err := tx.Access(project, b.ID)
		s.must(err)
		if b.Since = later.Since; b.Since == 0 {
			t.Error("an event that came before is not noticed")
		}
		return nil
	})
	s.view(func(tx core.Tx) error {
		got, err := tx.Access(project, a.ID)
		s.must(err)
		equal(t, got, a)
		return nil
	})
}

func fingerprints(t *testing.T, s *store) {
	version := func(fp string, n int) core.FingerprintVersion {
		return core.FingerprintVersion{FingerprintID: id(fp), Hash: fmt.Sprint("hash", n), LastSeenAt: wire.Time(n)}
	}
	high := uint64(1)<<63 + 5 // keys use all 64 bits
	s.update(func(tx core.Tx) error {
		for n := 1; n <= 4; n++ {
			s.must(tx.PutFingerprintVersion(project, version("a", n), []uint64{high, 0, uint64(n)}, 3))
		}
		s.must(tx.PutFingerprintVersion(project, version("b", 9), []uint64{7, high, 4}, 3))
		return tx.PutFingerprintVersion(project, version("a", 4), []uint64{high, 0, 4}, 3) // again
	})
	s.view(func(tx core.Tx) error {
		list, err := tx.FingerprintVersions(project, id("a"))
		s.must(err)
		equal(t, list, []core.FingerprintVersion{version("a", 4), version("a", 3), version("a", 2)})
		got, err := tx.FingerprintByHash(project, "hash3")
		s.must(err)
		equal(t, got, version("a", 3))
		for _, c := range []struct {
			bands []uint64
			want  []core.FingerprintVersion
		}{
			{[]uint64{high, 0, 0}, []core.FingerprintVersion{version("a", 4), version("a", 3), version("a", 2)}},
			{[]uint64{0, 0, 4}, []core.FingerprintVersion{version("b", 9), version("a", 4)}},
			{[]uint64{high, 0, 4}, []core.FingerprintVersion{version("b", 9), version("a", 4), version("a", 3), version("a", 2)}},
			{[]uint64{0, 7, 1}, nil}, // in another place, and of a dropped hash
			{[]uint64{0, 0, 0}, nil}, {nil, nil},
		} {
			list, err := tx.FingerprintsByBands(project, c.bands, 10)
			s.must(err)
			equal(t, list, c.want)
		}
		list, err = tx.FingerprintsByBands(project, []uint64{high}, 1)
		equal(t, len(list), 1)
		return err
	})
}

func challenges(t *testing.T, s *store) {
	make := func(letter string, at wire.Time, status wire.ChallengeStatus) *core.Challenge {
		return &core.Challenge{
			ProjectID: project, ID: id(letter), UserID: id("1"), DeviceID: id("d"), FingerprintID: id("f"), AccessID: id("e"), Type: wire.TypeAccountSharing, Status: status,
			Reasons: []wire.Reason{wire.ReasonLimitExceeded}, Limits: core.Limits{Overall: 1, Mobile: 2}, Email: "a@b.example", Phone: "+1555",
			SkipVerification: true, ExpiresAt: at + 10, CreatedAt: at, UpdatedAt: at,
		}
	}
	a, b := make("a", 1, wire.StatusPending), make("b", 2, wire.StatusPending)
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertChallenge(a))
		s.must(tx.InsertChallenge(b))
		a.Status, a.Tries, a.CodeTries, a.Sends, a.LastSendAt, a.SeenAt, a.VerifiedAt, a.CompletedAt, a.UpdatedAt = wire.StatusCompleted, 1, 2, 3, 4, 50, 5, 6, 7
		return tx.UpdateChallenge(a)
	})
	s.update(func(tx core.Tx) error {
		got, err := tx.LockChallenge(project, a.ID)
		s.must(err)
		equal(t, got, a)
		owner, err := tx.ProjectOfChallenge(a.ID)
		s.must(err)
		equal(t, owner, project)
		for _, c := range []struct {
			device, fingerprint string
			statuses            []wire.ChallengeStatus
			want                []*core.Challenge
		}{
			{"", "", []wire.ChallengeStatus{wire.StatusPending, wire.StatusCompleted}, []*core.Challenge{b, a}},
			{id("d"), id("f"), []wire.ChallengeStatus{wire.StatusPending}, []*core.Challenge{b}},
			{id("0"), "", []wire.ChallengeStatus{wire.StatusPending}, nil},
			{"", id("0"), []wire.ChallengeStatus{wire.StatusPending}, nil},
		} {
			list, err := tx.ChallengesOf(project, id("1"), c.device, c.fingerprint, c.statuses)
			s.must(err)
			equal(t, list, c.want)
		}
		for _, c := range []struct {
			fingerprint, notUser string
			since                wire.Time
			want                 bool
		}{{id("f"), id("2"), 49, true}, {id("f"), id("2"), 50, false}, {id("f"), id("1"), 49, false}, {id("e"), id("2"), 49, false}} {
			saw, err := tx.SawChallenge(project, c.fingerprint, c.notUser, c.since)
			s.must(err)
			equal(t, saw, c.want)
		}
		for now, want := range map[wire.Time]int{11: 0, 12: 1} {
			list, err := tx.Overdue(now, []wire.ChallengeStatus{wire.StatusPending, wire.StatusInitiated}, 10)
			s.must(err)
			equal(t, len(list), want)
		}
		list, total, err := tx.Challenges(project, core.ChallengeQuery{Page: 2, Limit: 1, Start: 1, End: 2})
		equal(t, total, 2)
		equal(t, list, []*core.Challenge{a})
		return err
	})
}

func codes(t *testing.T, s *store) {
	c := &core.Code{ProjectID: project, ChallengeID: id("a"), Channel: wire.ChannelEmail, MAC: []byte{0, 255, 1}, KeyID: "k", ExpiresAt: 100, CreatedAt: 1}
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertChallenge(&core.Challenge{ProjectID: project, ID: id("a"), Status: wire.StatusPending, Reasons: []wire.Reason{}}))
		s.must(tx.PutCode(c))
		for n := 1; n <= 2; n++ {
			list, err := tx.TryCodes(project, id("a"), 50, 2)
			s.must(err)
			want := *c
			want.Tries = n
			equal(t, list, []*core.Code{&want})
		}
		for now, max := range map[wire.Time]int{50: 2, 100: 9} { // tried enough, expired
			list, err := tx.TryCodes(project, id("a"), now, max)
			s.must(err)
			equal(t, len(list), 0)
		}
		replaced := *c
		replaced.MAC = []byte{7}
		for _, try := range []struct {
			code *core.Code
			now  wire.Time
			want bool
		}{{&replaced, 50, false}, {c, 100, false}, {c, 50, true}, {c, 50, false}} {
			got, err := tx.ConsumeCode(try.code, try.now)
			s.must(err)
			equal(t, got, try.want)
		}
		s.must(tx.PutCode(&replaced))
		list, err := tx.TryCodes(project, id("a"), 50, 2)
		s.must(err)
		equal(t, len(list), 1)
		s.must(tx.DeleteCodes(101))
		list, err = tx.TryCodes(project, id("a"), 50, 9)
		equal(t, len(list), 0)
		return err
	})
}

func events(t *testing.T, s *store) {
	add := func(e core.Event) *core.Event {
		e.ProjectID, e.Payload = project, []byte(`{"é":1}`)
		s.update(func(tx core.Tx) error { return tx.InsertEvent(&e) })
		return &e
	}
	all := add(core.Event{Kind: core.EventStream, Name: "logout", DeviceID: id("d"), CreatedAt: 5})
	mine := add(core.Event{Kind: core.EventStream, Name: "challenge", DeviceID: id("d"), Lineage: id("a"), CreatedAt: 6})
	add(core.Event{Kind: core.EventStream, Name: "challenge", DeviceID: id("d"), Lineage: id("b")})
	add(core.Event{Kind: core.EventStream, Name: "challenge", DeviceID: id("e")})
	message := add(core.Event{Kind: core.EventMessage, DeviceID: id("d"), NextAt: 10})
	s.update(func(tx core.Tx) error {
		list, err := tx.StreamEvents(project, id("d"), id("a"), 0, 10)
		s.must(err)
		equal(t, list, []*core.Event{all, mine})
		list, err = tx.StreamEvents(project, id("d"), id("a"), all.ID, 10)
		s.must(err)
		equal(t, list, []*core.Event{mine})
		s.must(tx.CancelStreamEvents(project, id("d"), "logout"))
		list, err = tx.StreamEvents(project, id("d"), id("a"), 0, 10)
		s.must(err)
		equal(t, list, []*core.Event{mine})
		for now, want := range map[wire.Time]int{9: 0} {
			list, err := tx.ClaimEvents(core.EventMessage, now, 60, 10)
			s.must(err)
			equal(t, len(list), want)
		}
		list, err = tx.ClaimEvents(core.EventMessage, 10, 60, 10)
		s.must(err)
		message.Attempts, message.NextAt = 1, 60
		equal(t, list, []*core.Event{message})
		list, err = tx.ClaimEvents(core.EventMessage, 59, 90, 10)
		s.must(err)
		equal(t, len(list), 0)
		message.State, message.LastError, message.DoneAt, message.Payload = core.EventFailed, "x", 61, []byte("{}")
		s.must(tx.FinishEvent(message))
		s.must(tx.DeleteEvents(6))
		list, err = tx.StreamEvents(project, id("d"), id("a"), 0, 10)
		equal(t, slices.ContainsFunc(list, func(e *core.Event) bool { return e.ID == mine.ID }), true)
		return err
	})
}

func streams(t *testing.T, s *store) {
	u := s.user()
	put := func(letter string, touched, closed wire.Time) core.StreamRecord {
		r := core.StreamRecord{ProjectID: project, ID: id(letter), UserID: u.ID, DeviceID: id("d"), AccessID: id("e"), IP: "203.0.113.1", OpenedAt: 1, TouchedAt: touched, ClosedAt: closed}
		s.update(func(tx core.Tx) error { return tx.PutStream(r) })
		return r
	}
	put("a", 5, 0)
	a := put("a", 50, 0)
	put("b", 5, 0)  // silent for too long
	put("c", 50, 5) // closed long ago
	d := put("e", 5, 50)
	live := core.LiveSince{Touched: 10, Closed: 45}
	idle := device(u, "d")
	s.update(func(tx core.Tx) error { return tx.InsertDevice(idle) })
	s.view(func(tx core.Tx) error {
		list, err := tx.LiveStreams(project, u.ID, live)
		s.must(err)
		slices.SortFunc(list, func(x, y core.StreamRecord) int { return slices.Compare([]byte(x.ID), []byte(y.ID)) })
		equal(t, list, []core.StreamRecord{a, d})
		found, err := tx.IdleDevices(project, 1000, live, 10)
		equal(t, len(found), 0) // an open stream counts as seen
		return err
	})
	s.update(func(tx core.Tx) error { return tx.DeleteStreams(51) })
	s.view(func(tx core.Tx) error {
		found, err := tx.IdleDevices(project, 1000, live, 10)
		equal(t, len(found), 1)
		return err
	})
}

func attempts(t *testing.T, s *store) {
	s.update(func(tx core.Tx) error {
		for _, at := range []wire.Time{30, 10, 20, 20} {
			s.must(tx.AddAttempt(project, "x", core.Attempts{At: at, N: 1}))
		}
		s.must(tx.AddAttempt(project, "y", core.Attempts{At: 20, N: 1}))
		times, err := tx.Attempts(project, "x", 10)
		s.must(err)
		equal(t, times, []core.Attempts{{At: 20, N: 2}, {At: 30, N: 1}})
		s.must(tx.AddAttempt(project, "y", core.Attempts{At: 20, N: 5}))
		var many []core.SubjectAttempts
		for n := range 120 {
			many = append(many, core.SubjectAttempts{Project: project, Subject: fmt.Sprint("many", n), Attempts: core.Attempts{At: 50, N: n + 1}})
		}
		s.must(tx.AddAttempts(many))
		s.must(tx.AddAttempts(many[:60]))
		for n := range many {
			times, err := tx.Attempts(project, many[n].Subject, 0)
			s.must(err)
			want := n + 1
			if n < 60 {
				want *= 2
			}
			equal(t, times, []core.Attempts{{At: 50, N: want}})
		}
		s.must(tx.DeleteAttempts(30))
		times, err = tx.Attempts(project, "x", 0)
		s.must(err)
		equal(t, times, []core.Attempts{{At: 30, N: 1}})
		s.must(tx.LockAttempts(project, "z"))
		times, err = tx.Attempts(project, "z", -1)
		equal(t, len(times), 0) // a lock is no attempt
		return err
	})
}

func inbox(t *testing.T, s *store) {
	m := core.InboxMessage{To: "a@b.example", Channel: wire.ChannelEmail, Challenge: id("a"), Code: "012345", Text: "é", At: 1}
	s.update(func(tx core.Tx) error {
		for n := range 5 {
			m.At = wire.Time(n)
			s.must(tx.AddInbox(m, 3))
		}
		list, err := tx.Inbox()
		equal(t, len(list), 3)
		equal(t, list[0], m)
		return err
	})
}
