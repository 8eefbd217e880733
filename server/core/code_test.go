package core_test

import (
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestSend(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"), phone("+15551234534"))
	send := func(ch wire.Channel) (*wire.SendReply, error) {
		return s.Send(ctx, s.b.caller(), s.challenge, &wire.SendRequest{Channel: ch, Language: "fr-CA"})
	}
	reply, err := send(wire.ChannelSMS)
	must(t, err)
	if want := wire.Time(s.clock.Now().Add(5 * time.Minute).UnixMilli()); reply.ExpiresAt != want || reply.RetryAfter != 30 || reply.SendsLeft != 4 {
		t.Errorf("%+v", reply)
	}
	s.deliver()
	inbox, err := s.Inbox(ctx)
	must(t, err)
	m := inbox[0]
	if m.To != "+15551234534" || m.Channel != wire.ChannelText || m.Challenge != s.challenge || len(m.Code) != 6 || !strings.HasPrefix(m.Text, m.Code+" est votre code Demo") {
		t.Errorf("%+v", m)
	}
	_, err = send("pigeon")
	wants(t, err, wire.CodeInvalidParameter)
	_, err = send(wire.ChannelEmail)
	if e := wants(t, err, wire.CodeRateLimited); e.RetryAfter != 30 {
		t.Errorf("retry after %d", e.RetryAfter)
	}
	for i, wait := range []int{30, 60, 120, 240} {
		s.clock.Advance(time.Duration(wait)*time.Second - time.Second)
		_, err = send(wire.ChannelEmail)
		wants(t, err, wire.CodeRateLimited)
		s.clock.Advance(time.Second)
		ch := []wire.Channel{wire.ChannelEmail, wire.ChannelText}[i%2]
		if reply, err = send(ch); err != nil {
			t.Fatalf("send %d: %v", i+2, err)
		}
	}
	if reply.SendsLeft != 0 {
		t.Errorf("%d left", reply.SendsLeft)
	}
	s.clock.Advance(20 * time.Minute)
	_, err = send(wire.ChannelText)
	wants(t, err, wire.CodeRateLimited)
}

// TestDestinationBudget: three codes in ten minutes to one address, whatever asks, but
// as many as one likes on a development server.
func TestDestinationBudget(t *testing.T) {
	for _, dev := range []bool{false, true} {
		w := newWorldOf(t, nil, func(c *core.Config) { c.Dev = dev })
		for _, account := range []string{"a", "b", "c", "d"} {
			w.browser(1).attach(account, limit(1), email("ann@example.com"))
			b := w.browser(2)
			b.attach(account, limit(1))
			_, err := w.Send(ctx, b.caller(), w.challenges()[0].ID, &wire.SendRequest{Channel: wire.ChannelEmail})
			if account != "d" || dev {
				must(t, err)
				continue
			}
			if e := wants(t, err, wire.CodeRateLimited); e.RetryAfter < 500 || e.RetryAfter > 600 {
				t.Errorf("retry after %d s", e.RetryAfter)
			}
		}
	}
}

func TestWrongCodesLookTheSame(t *testing.T) {
	answer := func(prepare func(*story) string) string {
		s := newStory(t, nil, email("ann@example.com"))
		_, err := s.verify(prepare(s))
		e := wants(t, err, wire.CodeIncorrectCode)
		return e.Error() + e.Param + strconv.Itoa(*e.AttemptsLeft)
	}
	want := answer(func(s *story) string { return other(s.send(wire.ChannelEmail)) })
	for name, prepare := range wrongKinds {
		if name == "used" { // with a try less, as its use was one
			continue
		}
		if got := answer(prepare); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestUsedCode(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	code := s.send(wire.ChannelEmail)
	_, err := s.verify(code)
	must(t, err)
	_, err = s.verify(code)
	wants(t, err, wire.CodeIncorrectCode)
}

// TestProvenAgain: whose session ran out, or was lost with the page, proves it again.
func TestProvenAgain(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	_, err := s.verify(s.send(wire.ChannelEmail))
	must(t, err)
	s.clock.Advance(20 * time.Minute)
	caller, err := s.verify(s.send(wire.ChannelEmail))
	must(t, err)
	_, err = s.ChallengeDevices(ctx, caller, s.challenge)
	must(t, err)
}

func TestSpacesInACode(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	code := s.send(wire.ChannelEmail)
	_, err := s.verify(" " + code[:3] + " " + code[3:])
	must(t, err)
	_, err = s.verify(" ")
	wants(t, err, wire.CodeInvalidParameter)
}

// TestTries: five a code, and none left means none, for the right code too; fifteen a
// challenge, which has then failed.
func TestTries(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	for round := range 3 {
		code := s.send(wire.ChannelEmail)
		for left := 4; left >= 1; left-- {
			_, err := s.verify(other(code))
			if e := wants(t, err, wire.CodeIncorrectCode); *e.AttemptsLeft != left {
				t.Fatalf("round %d: %d left, want %d", round, *e.AttemptsLeft, left)
			}
		}
		_, err := s.verify(other(code))
		wants(t, err, wire.CodeTooManyAttempts)
		_, err = s.verify(code)
		if e := wants(t, err, wire.CodeTooManyAttempts); e.RetryAfter < 1 {
			t.Error("no Retry-After")
		}
		s.clock.Advance(5 * time.Minute)
	}
	if got := s.status(s.challenge); got != wire.StatusFailed {
		t.Errorf("after 15 tries: %s", got)
	}
	_, err := s.Send(ctx, s.b.caller(), s.challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
	wants(t, err, wire.CodeChallengeClosed)
}

// TestNoFreshTriesByAnotherChannel: a second code does not revive the first.
func TestNoFreshTriesByAnotherChannel(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"), phone("+15551234534"))
	first := s.send(wire.ChannelEmail)
	for range 5 {
		_, _ = s.verify(other(first))
	}
	s.clock.Advance(time.Minute)
	s.send(wire.ChannelText)
	if _, err := s.verify(first); err == nil {
		t.Error("a code that was tried five times worked")
	}
}

// TestUserBudget: fifteen tries an hour for a user, over all challenges.
func TestUserBudget(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	for range 3 {
		code := s.send(wire.ChannelEmail)
		for range 5 {
			_, _ = s.verify(other(code))
		}
		s.clock.Advance(4 * time.Minute)
	}
	s.b.attach("ann", limit(1))
	next := &story{world: s.world, b: s.b, challenge: s.challenges()[0].ID}
	if next.challenge == s.challenge {
		t.Fatal("a failed challenge is followed by a new one")
	}
	code := next.send(wire.ChannelEmail)
	_, err := next.verify(code)
	if e := wants(t, err, wire.CodeTooManyAttempts); e.RetryAfter < 2000 {
		t.Errorf("the hour is not over for long: %d s", e.RetryAfter)
	}
	s.clock.Advance(50 * time.Minute)
	code = next.send(wire.ChannelEmail)
	_, err = next.verify(code)
	must(t, err)
}

// TestTriesAtOnce: one code, two hundred callers, one success; and with wrong codes no
// more than five are compared.
func TestTriesAtOnce(t *testing.T) {
	run := func(s *story, code string) (right, wrong, tooMany int) {
		var r, w, m atomic.Int32
		var all sync.WaitGroup
		for range 200 {
			all.Go(func() {
				_, err := s.Verify(ctx, s.b.caller(), s.challenge, code)
				switch e, _ := err.(*wire.Error); {
				case err == nil:
					r.Add(1)
				case e != nil && e.Code == wire.CodeTooManyAttempts:
					m.Add(1)
				case e != nil && e.Code == wire.CodeIncorrectCode:
					w.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		return int(r.Load()), int(w.Load()), int(m.Load())
	}
	s := newStory(t, nil, email("ann@example.com"))
	if right, wrong, tooMany := run(s, s.send(wire.ChannelEmail)); right != 1 || wrong+tooMany != 199 {
		t.Errorf("right code: %d, %d, %d", right, wrong, tooMany)
	}
	s = newStory(t, nil, email("ann@example.com"))
	code := s.send(wire.ChannelEmail)
	if right, wrong, tooMany := run(s, other(code)); right != 0 || wrong != 4 || tooMany != 196 {
		t.Errorf("wrong code: %d, %d, %d", right, wrong, tooMany)
	}
}

// TestNoCodeInTheDatabase: between sending and delivery the code is sealed, afterwards
// it is gone.
func TestNoCodeInTheDatabase(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	_, err := s.Send(ctx, s.b.caller(), s.challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
	must(t, err)
	events, err := s.Claim(ctx, core.EventMessage, 10)
	must(t, err)
	if len(events) != 1 {
		t.Fatalf("%d messages", len(events))
	}
	m, err := s.OpenMessage(events[0])
	must(t, err)
	if strings.Contains(string(events[0].Payload), m.Code) {
		t.Error("the code is in the clear")
	}
	must(t, s.Finish(ctx, events[0], nil))
	must(t, s.store.View(ctx, func(tx core.Tx) error {
		left, err := tx.StreamEvents("", "", "", 0, 10)
		if len(left) != 0 {
			t.Error("unexpected stream events")
		}
		return err
	}))
	if _, err := s.OpenMessage(&core.Event{ChallengeID: "other", Payload: events[0].Payload}); err == nil {
		t.Error("a sealed code opens for another challenge")
	}
	for _, e := range s.webhooks() {
		if strings.Contains(string(e.Payload), m.Code) || strings.Contains(string(e.Payload), "ann@example.com") {
			t.Errorf("a webhook tells: %s", e.Payload)
		}
	}
}

func (w *world) webhooks() []*core.Event {
	w.t.Helper()
	list, err := w.Claim(ctx, core.EventWebhook, 100)
	must(w.t, err)
	return list
}

// TestDelivery: attempts are repeated with pauses, and given up in sight.
func TestDelivery(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	_, err := s.Send(ctx, s.b.caller(), s.challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
	must(t, err)
	claim := func() *core.Event {
		t.Helper()
		list, err := s.Claim(ctx, core.EventMessage, 10)
		must(t, err)
		if len(list) == 0 {
			return nil
		}
		return list[0]
	}
	refused := errText("carrier is down")
	for i, wait := range []time.Duration{5 * time.Second, 15 * time.Second, 45 * time.Second, 2 * time.Minute} {
		e := claim()
		if e == nil || e.Attempts != i+1 {
			t.Fatalf("attempt %d: %+v", i+1, e)
		}
		if claim() != nil {
			t.Fatal("two readers have the same event")
		}
		must(t, s.Finish(ctx, e, refused))
		s.clock.Advance(wait - time.Second)
		if claim() != nil {
			t.Fatalf("after attempt %d it is due too early", i+1)
		}
		s.clock.Advance(time.Second)
	}
	must(t, s.Finish(ctx, claim(), refused))
	s.clock.Advance(time.Hour / 4)
	if claim() != nil {
		t.Error("it is not given up")
	}
	if got := s.status(s.challenge); got != wire.StatusDeliveryFailed {
		t.Errorf("%s", got)
	}
	if got := s.send(wire.ChannelEmail); got == "" || s.status(s.challenge) != wire.StatusDelivered {
		t.Error("another send may work")
	}
}

// TestLease: a reader that died does not keep its events.
func TestLease(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	_, err := s.Send(ctx, s.b.caller(), s.challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
	must(t, err)
	first, err := s.Claim(ctx, core.EventMessage, 10)
	must(t, err)
	s.clock.Advance(61 * time.Second)
	second, err := s.Claim(ctx, core.EventMessage, 10)
	must(t, err)
	if len(first) != 1 || len(second) != 1 || second[0].ID != first[0].ID || second[0].Attempts != 2 {
		t.Errorf("%v, %v", first, second)
	}
}

type errText string

func (e errText) Error() string { return string(e) }
