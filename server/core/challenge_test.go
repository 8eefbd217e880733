package core_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// TestStory settles a challenge from its beginning to its end.
func TestStory(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	streamA := s.a.listen(s.deviceA)
	c, err := s.Challenge(ctx, s.b.caller(), s.challenge)
	must(t, err)
	if c.Status != wire.StatusPending || c.User.ExternalID != "" || c.User.Email != "an*****@example.com" || c.Project.Name != "Demo" || c.Session != "" {
		t.Errorf("as its holder sees it: %+v", c)
	}
	_, err = s.ChallengeDevices(ctx, s.b.caller(), s.challenge)
	wants(t, err, wire.CodeNotVerified)
	wants(t, s.Complete(ctx, s.backend(), s.challenge), wire.CodeNotVerified)

	code := s.send(wire.ChannelEmail)
	if got := s.status(s.challenge); got != wire.StatusDelivered {
		t.Errorf("sent: %s", got)
	}
	_, err = s.verify(other(code))
	if e := wants(t, err, wire.CodeIncorrectCode); *e.AttemptsLeft != 4 {
		t.Errorf("%d attempts left", *e.AttemptsLeft)
	}
	session, err := s.verify(code)
	must(t, err)

	devices, err := s.ChallengeDevices(ctx, session, s.challenge)
	must(t, err)
	if len(devices) != 2 {
		t.Fatalf("%d devices", len(devices))
	}
	for _, d := range devices {
		if *d.Current != (d.ID == s.deviceB) || *d.Active != (d.ID == s.deviceA) {
			t.Errorf("%s: current %v, active %v", d.ID, *d.Current, *d.Active)
		}
	}
	wants(t, s.Complete(ctx, session, s.challenge), wire.CodeLimitExceeded)
	wants(t, s.Kick(ctx, session, s.challenge, s.deviceB), wire.CodeCurrentDevice)
	wants(t, s.Kick(ctx, session, s.challenge, "0123456789abcdef01234567"), wire.CodeNotFound)
	must(t, s.Kick(ctx, session, s.challenge, s.deviceA))
	must(t, s.Kick(ctx, session, s.challenge, s.deviceA)) // a retry
	if got, want := s.messages(streamA), `{"action":"logout","challenge":{"_id":"`+s.challenge+`"}}`; len(got) != 1 || got[0] != want {
		t.Errorf("A was told %v", got)
	}
	must(t, s.Complete(ctx, session, s.challenge))
	done, err := s.Challenge(ctx, s.backend(), s.challenge)
	must(t, err)
	if done.Status != wire.StatusCompleted || done.CompletedAt == 0 || done.Limit.IsExceeded {
		t.Errorf("%+v", done)
	}
	if _, err := s.ChallengeDevices(ctx, session, s.challenge); err != nil {
		t.Errorf("the request under way: %v", err)
	}
	reply, err := s.Challenge(ctx, s.b.caller(), s.challenge)
	must(t, err)
	if reply.Session != "" {
		t.Error("a session for a challenge that is over")
	}
	must(t, s.Complete(ctx, s.backend(), s.challenge)) // a retry of a back end
	for _, name := range []string{"challenge.completed"} {
		if n := s.hooks(name); n != 1 {
			t.Errorf("%d webhooks %s", n, name)
		}
	}
}

func TestSessionEnds(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	reply, err := s.Verify(ctx, s.b.caller(), s.challenge, s.send(wire.ChannelEmail))
	must(t, err)
	session, err := s.AuthenticateSession(ctx, reply.Session)
	must(t, err)
	forged := "0" + reply.Session[1:]
	if forged == reply.Session {
		forged = "1" + reply.Session[1:]
	}
	_, err = s.AuthenticateSession(ctx, forged)
	wants(t, err, wire.CodeUnauthorized)
	_, err = s.Challenge(ctx, session, "0123456789abcdef01234567")
	wants(t, err, wire.CodeNotFound)
	s.clock.Advance(14 * time.Minute)
	_, err = s.AuthenticateSession(ctx, reply.Session)
	must(t, err)
	s.clock.Advance(time.Minute)
	_, err = s.AuthenticateSession(ctx, reply.Session)
	wants(t, err, wire.CodeUnauthorized)
}

func TestSessionEndsWithTheChallenge(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	reply, err := s.Verify(ctx, s.b.caller(), s.challenge, s.send(wire.ChannelEmail))
	must(t, err)
	session, err := s.AuthenticateSession(ctx, reply.Session)
	must(t, err)
	must(t, s.Kick(ctx, session, s.challenge, s.deviceA))
	must(t, s.Complete(ctx, session, s.challenge))
	_, err = s.AuthenticateSession(ctx, reply.Session)
	wants(t, err, wire.CodeUnauthorized)
}

// TestLateVerification: who enters the code in the last minute still has a session's
// time to go through the devices.
func TestLateVerification(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	s.clock.Advance(58 * time.Minute)
	session := s.proven()
	s.clock.Advance(10 * time.Minute)
	must(t, s.Kick(ctx, session, s.challenge, s.deviceA))
	must(t, s.Complete(ctx, session, s.challenge))
}

func TestSkipVerification(t *testing.T) {
	s := newStory(t, nil) // no contact known, and the project allows it
	c, err := s.Challenge(ctx, s.b.caller(), s.challenge)
	must(t, err)
	if text, err := json.Marshal(c); err != nil || !strings.Contains(string(text), `"channels":[]`) {
		t.Errorf("no channels are an empty list: %s %v", text, err)
	}
	if c.Session == "" || !c.Project.SkipVerification || len(c.Channels) != 0 {
		t.Fatalf("%+v", c)
	}
	session, err := s.AuthenticateSession(ctx, c.Session)
	must(t, err)
	wants(t, s.Complete(ctx, session, s.challenge), wire.CodeLimitExceeded)
	must(t, s.Kick(ctx, session, s.challenge, s.deviceA))
	must(t, s.Complete(ctx, session, s.challenge))
}

func TestWaysOut(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	wants(t, s.Skip(ctx, s.b.caller(), s.challenge), wire.CodeNotEnabled)
	wants(t, s.Postpone(ctx, s.b.caller(), s.challenge), wire.CodeNotEnabled)
	wants(t, s.Notify(ctx, s.b.caller(), s.challenge), wire.CodeNotEnabled)
	s.change(func(p *core.Project) { p.Settings.CanSkip, p.Settings.CanNotify = true, true })
	must(t, s.Notify(ctx, s.b.caller(), s.challenge))
	if got := s.status(s.challenge); got != wire.StatusAdminNotified {
		t.Errorf("%s", got)
	}
	wants(t, s.Notify(ctx, s.b.caller(), s.challenge), wire.CodeConflict)
	wants(t, s.Skip(ctx, s.b.caller(), s.challenge), wire.CodeChallengeClosed)
	if n := s.hooks("admin.notify.shared_account"); n != 1 {
		t.Errorf("%d webhooks", n)
	}
	if _, err := s.verify(s.send(wire.ChannelEmail)); err != nil {
		t.Errorf("the code still works while an administrator looks: %v", err)
	}
}

func TestSkipOnce(t *testing.T) {
	s := newStory(t, func(p *core.Project) { p.Settings.CanSkip, p.Settings.CanPostpone = true, true }, email("ann@example.com"))
	must(t, s.Postpone(ctx, s.b.caller(), s.challenge))
	if got := s.status(s.challenge); got != wire.StatusPostponed {
		t.Errorf("%s", got)
	}
	s.b.attach("ann", limit(1))
	if n := len(s.challenges()); n != 1 {
		t.Errorf("postponed, and raised again at once: %d", n)
	}
	s.clock.Advance(25 * time.Hour)
	s.b.attach("ann", limit(1))
	id := s.challenges()[0].ID
	c, err := s.Challenge(ctx, s.b.caller(), id)
	must(t, err)
	if c.Project.CanSkip || c.Project.CanPostpone {
		t.Error("offered a second time")
	}
	wants(t, s.Skip(ctx, s.b.caller(), id), wire.CodeConflict)
}

func TestOtherProjectsSeeNothing(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	c := s.b.caller()
	c.Project = &core.Project{ID: "0123456789abcdef01234567"}
	_, err := s.Challenge(ctx, c, s.challenge)
	wants(t, err, wire.CodeNotFound)
	_, err = s.Verify(ctx, c, s.challenge, "123456")
	wants(t, err, wire.CodeNotFound)
	for _, id := range []string{"", "x", "0123456789ABCDEF01234567", "0123456789abcdef01234567"} {
		_, err = s.Challenge(ctx, s.b.caller(), id)
		wants(t, err, wire.CodeNotFound)
	}
	if _, err := s.OpenStream(ctx, c, s.deviceB, s.b.access); err != core.ErrNoStream {
		t.Errorf("a stream: %v", err)
	}
}

// TestKickDuringComplete: completing never wins over the limit.
func TestKickDuringComplete(t *testing.T) {
	for range 20 {
		s := newStory(t, nil, email("ann@example.com"))
		session := s.proven()
		var kick, complete error
		var both sync.WaitGroup
		both.Go(func() { kick = s.Kick(ctx, session, s.challenge, s.deviceA) })
		both.Go(func() { complete = s.Complete(ctx, session, s.challenge) })
		both.Wait()
		must(t, kick)
		if complete != nil {
			wants(t, complete, wire.CodeLimitExceeded)
			must(t, s.Complete(ctx, session, s.challenge))
		}
		devices, err := s.UserDevices(ctx, s.backend(), "ann")
		must(t, err)
		if devices[0].ID != s.deviceB || devices[1].Status != wire.DeviceDetached {
			t.Fatal("completed above the limit")
		}
	}
}

func TestPages(t *testing.T) {
	w := newWorld(t, nil)
	for n := range 13 {
		w.browser(n+1).attach("ann", limit(1))
	}
	page, err := w.Challenges(ctx, w.backend(), core.ChallengeQuery{Page: 2, Limit: 5})
	must(t, err)
	if page.Total != 12 || len(page.Data) != 5 || page.Data[0].Limit != nil || page.Data[0].Channels != nil {
		t.Errorf("%d of %d: %+v", len(page.Data), page.Total, page.Data[0])
	}
	if page.Data[0].CreatedAt <= page.Data[1].CreatedAt {
		t.Error("newest first")
	}
	middle := page.Data[2].CreatedAt
	older, err := w.Challenges(ctx, w.backend(), core.ChallengeQuery{Page: 1, Limit: 100, End: middle})
	must(t, err)
	newer, err := w.Challenges(ctx, w.backend(), core.ChallengeQuery{Page: 1, Limit: 100, Start: middle})
	must(t, err)
	if older.Total+newer.Total != 13 {
		t.Errorf("%d up to and %d from one of 12", older.Total, newer.Total)
	}
	for _, q := range []core.ChallengeQuery{{Page: 0, Limit: 1}, {Page: 1, Limit: 0}, {Page: 1, Limit: 101}} {
		_, err := w.Challenges(ctx, w.backend(), q)
		wants(t, err, wire.CodeInvalidParameter)
	}
}
