package core_test

import (
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestLimitExceeded(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"), phone("+15551234534"))
	c, err := s.Challenge(ctx, s.backend(), s.challenge)
	must(t, err)
	if c.Type != wire.TypeAccountSharing || c.Status != wire.StatusInitiated || len(c.Reasons) != 1 || c.Reasons[0] != wire.ReasonLimitExceeded {
		t.Errorf("%+v", c)
	}
	if c.User.Email != "an*****@example.com" || c.User.Phone != "******34" || c.User.ExternalID != "ann" {
		t.Errorf("user %+v", c.User)
	}
	if *c.Limit != (wire.ChallengeLimit{IsExceeded: true, Overall: 1}) {
		t.Errorf("limit %+v", c.Limit)
	}
	if len(c.Channels) != 2 || c.Channels[0] != wire.ChannelText || c.Channels[1] != wire.ChannelEmail {
		t.Errorf("channels %v", c.Channels)
	}
	s.a.attach("ann", limit(1))
	if n := len(s.challenges()); n != 1 {
		t.Errorf("the owner's old device was challenged: %d", n)
	}
}

// TestWhereItGoes: to the stream of the access that raised it and of what follows
// from it, and to nobody who only looks the same.
func TestWhereItGoes(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	want := `{"action":"challenge","challenge":{"_id":"` + s.challenge + `"},"url":"https://rupt.example/challenge"}`
	first := s.b.listen(s.deviceB)
	if got := s.messages(first); len(got) != 1 || got[0] != want {
		t.Fatalf("the stream that was opened after: %v", got)
	}
	if got := s.messages(s.a.listen(s.deviceA)); len(got) != 0 {
		t.Errorf("the owner's: %v", got)
	}
	twin := *s.b
	twin.forget()
	twin.attach("ann", limit(1)) // recognised by similarity alone
	stranger := twin.listen(s.deviceB)
	if got := s.messages(stranger); len(got) != 1 {
		t.Errorf("its own, not the one before: %v", got)
	}
	if got := s.messages(first); len(got) != 1 {
		t.Errorf("and the first does not get the stranger's: %v", got)
	}
	s.b.attach("ann", limit(1)) // another page of the same browser
	if got := s.messages(first); len(got) != 2 || got[1] != want {
		t.Errorf("the open challenge goes out again on each attach: %v", got)
	}
	if got := s.messages(s.b.listen(s.deviceB)); len(got) != 1 {
		t.Errorf("a stream of the latest access sees what came with it: %v", got)
	}
	if n := len(s.challenges()); n != 1 {
		t.Errorf("it is the same challenge, got %d", n)
	}
}

func TestLimitByKind(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Settings.DeviceLimit, p.Settings.MobileLimit = 5, 1 })
	mobile := func(n int) *browser {
		b := w.browser(n)
		b.ua = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36"
		return b
	}
	mobile(1).attach("ann")
	w.browser(2).attach("ann")
	if n := len(w.challenges()); n != 0 {
		t.Fatalf("a desktop is no phone: %d", n)
	}
	mobile(3).attach("ann")
	c, err := w.Challenge(ctx, w.backend(), w.onlyChallenge())
	must(t, err)
	if *c.Limit != (wire.ChallengeLimit{IsExceeded: true, Mobile: 1}) {
		t.Errorf("%+v", c.Limit)
	}
}

func TestEnforce(t *testing.T) {
	for enforce, want := range map[core.Enforce]struct{ challenges, signals int }{
		core.EnforceOff: {0, 1}, core.EnforceLog: {0, 1}, core.EnforceOn: {1, 1},
	} {
		t.Run(string(enforce), func(t *testing.T) {
			w := newWorld(t, func(p *core.Project) { p.Settings.Enforce = enforce })
			w.browser(1).attach("ann", limit(1))
			b := w.browser(2)
			b.attach("ann", limit(1))
			b.attach("ann", limit(1))
			if n := len(w.challenges()); n != want.challenges {
				t.Errorf("%d challenges, want %d", n, want.challenges)
			}
			if n := w.hooks("user.account_sharing_signal"); n != want.signals {
				t.Errorf("%d signals, want %d", n, want.signals)
			}
		})
	}
}

// hooks counts the webhooks of a name that are due.
func (w *world) hooks(name string) (n int) {
	w.t.Helper()
	events, err := w.Claim(ctx, core.EventWebhook, 100)
	must(w.t, err)
	for _, e := range events {
		if e.Name == name && strings.Contains(string(e.Payload), `"event":"`+name+`"`) {
			n++
		}
	}
	return n
}

// TestGrace: not again for a day after completion, on that device; and it now ranks
// before devices that never proved anything.
func TestGrace(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	session := s.proven()
	must(t, s.Kick(ctx, session, s.challenge, s.deviceA))
	must(t, s.Complete(ctx, session, s.challenge))
	if got := s.b.attach("ann", limit(1)); got.VerificationStatus != wire.Verified || got.AttachedDevices != 1 {
		t.Errorf("%+v", got)
	}
	s.a.attach("ann", limit(1)) // back, as the younger
	if n := len(s.challenges()); n != 2 {
		t.Fatalf("the one that was kicked is challenged when it comes back: %d", n)
	}
	s.b.attach("ann", limit(1))
	s.clock.Advance(25 * time.Hour)
	s.b.attach("ann", limit(1))
	for _, c := range s.challenges()[:1] {
		if c.ID == s.challenge {
			t.Error("order")
		}
	}
	if n := len(s.challenges()); n != 2 {
		t.Errorf("who completed ranks first, so grace over changes nothing: %d", n)
	}
}

func TestGraceEnds(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	session := s.proven()
	must(t, s.Kick(ctx, session, s.challenge, s.deviceA))
	must(t, s.Complete(ctx, session, s.challenge))
	// A third device proves itself, too, with a limit of two: B is the younger of the
	// proven ones once the limit is one again.
	s.clock.Advance(time.Hour)
	c := s.browser(3)
	c.attach("ann", limit(1))
	id := s.challenges()[0].ID
	s2 := &story{world: s.world, b: c, challenge: id}
	session = s2.proven()
	must(t, s.Kick(ctx, session, id, s.deviceB))
	must(t, s.Complete(ctx, session, id))
	s.b.attach("ann", limit(1))
	if n := len(s.challenges()); n != 2 {
		t.Fatalf("B is within its grace: %d", n)
	}
	s.clock.Advance(24 * time.Hour)
	s.b.attach("ann", limit(1))
	if n := len(s.challenges()); n != 3 {
		t.Errorf("B's grace is over: %d", n)
	}
}

// TestSnapshot: the limit that raised the challenge is the one that settles it.
func TestSnapshot(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	s.change(func(p *core.Project) { p.Settings.DeviceLimit = 9 })
	wants(t, s.Complete(ctx, s.proven(), s.challenge), wire.CodeLimitExceeded)
}

func TestNewerAfterExpiry(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	s.clock.Advance(time.Hour)
	if got := s.status(s.challenge); got != wire.StatusExpired {
		t.Errorf("after an hour: %s", got)
	}
	_, err := s.Send(ctx, s.b.caller(), s.challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
	wants(t, err, wire.CodeChallengeClosed)
	s.b.attach("ann", limit(1))
	if n := len(s.challenges()); n != 2 {
		t.Errorf("a new one: %d", n)
	}
	must(t, s.Sweep(ctx))
	if got := s.status(s.challenge); got != wire.StatusExpired {
		t.Errorf("swept: %s", got)
	}
}

// TestPinned: codes go where they would have gone before the attach that raised the
// challenge said anything.
func TestPinned(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Settings.SkipVerification = false })
	a, b := w.browser(1), w.browser(2)
	a.attach("ann", limit(1))
	b.attach("ann", limit(1), email("thief@example.com"))
	id := w.onlyChallenge()
	c, err := w.Challenge(ctx, b.caller(), id)
	must(t, err)
	if c.User.Email != "" || len(c.Channels) != 0 || c.Session != "" {
		t.Errorf("%+v", c)
	}
	if !c.Project.CanNotify {
		t.Error("with no contact and no skipping, an administrator is what is left")
	}
	_, err = w.Send(ctx, b.caller(), id, &wire.SendRequest{Channel: wire.ChannelEmail})
	wants(t, err, wire.CodeChannelUnavailable)
}

// TestSameMoment: of two devices that attach within a millisecond, one is too many.
func TestSameMoment(t *testing.T) {
	w := newWorld(t, nil)
	for n := range 8 {
		w.browser(n+1).attach("ann", limit(1))
		w.clock.Advance(-time.Second)
	}
	if n := len(w.challenges()); n != 7 {
		t.Errorf("%d challenges for 8 devices", n)
	}
}
