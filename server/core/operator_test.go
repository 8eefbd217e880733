package core_test

import (
	"errors"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// demoProject is the one of the world.
func (w *world) demoProject() string { return w.backend().Project.ID }

// TestClientIDOfChallenge is what the hosted page calls the API with: the newest key
// that works.
func TestClientIDOfChallenge(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	want := func(clientID string) {
		t.Helper()
		if got, err := s.ClientIDOfChallenge(ctx, s.challenge); err != nil || got != clientID {
			t.Errorf("got %q, %v, want %q", got, err, clientID)
		}
	}
	want(core.DemoClientID)
	s.clock.Advance(time.Second)
	second, err := s.AddKey(ctx, s.demoProject())
	must(t, err)
	want(second.ClientID)
	must(t, s.RevokeKey(ctx, s.demoProject(), second.ID))
	want(core.DemoClientID)
	for _, id := range []string{"0123456789abcdef01234567", "x"} {
		_, err := s.ClientIDOfChallenge(ctx, id)
		wants(t, err, wire.CodeNotFound)
	}
}

// TestUnlock: whoever used up the tries may try again.
func TestUnlock(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	code := s.send(wire.ChannelEmail)
	for range 5 {
		if _, err := s.verify(other(code)); err == nil {
			t.Fatal("a wrong code is right")
		}
	}
	_, err := s.verify(code)
	wants(t, err, wire.CodeTooManyAttempts)
	must(t, s.UnlockUser(ctx, s.demoProject(), "ann"))
	if _, err := s.verify(s.send(wire.ChannelEmail)); err != nil {
		t.Error(err)
	}
}

// TestPassChallenge works without a code and above the limit, and leaves the device
// alone afterwards.
func TestPassChallenge(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	must(t, s.PassChallenge(ctx, s.demoProject(), s.challenge))
	if got := s.status(s.challenge); got != wire.StatusCompleted {
		t.Errorf("status %s", got)
	}
	must(t, s.PassChallenge(ctx, s.demoProject(), s.challenge)) // again
	s.b.attach("ann", limit(1))
	s.onlyChallenge()
	wants(t, s.EndChallenge(ctx, s.demoProject(), s.challenge), wire.CodeChallengeClosed)
}

// TestWhitelistedDeviceDoesNotCount against the limit.
func TestWhitelistedDeviceDoesNotCount(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.browser(1), w.browser(2)
	device := a.attach("ann", limit(1)).DeviceID
	must(t, w.WhitelistDevice(ctx, w.demoProject(), device, true))
	if n := b.attach("ann", limit(1)).AttachedDevices; n != 1 || len(w.challenges()) != 0 {
		t.Errorf("%d devices, %d challenges", n, len(w.challenges()))
	}
	for whitelisted, want := range map[bool]int{true: 2, false: 1} {
		if list, err := w.LegacyUserDevices(ctx, w.backend(), "ann", whitelisted); err != nil || len(list) != want {
			t.Errorf("%v: %d devices, %v, want %d", whitelisted, len(list), err, want)
		}
	}
}

// TestErase: an open stream ends, and nothing of it is written again.
func TestErase(t *testing.T) {
	w := newWorld(t, nil)
	a := w.browser(1)
	st := a.listen(a.attach("ann").DeviceID)
	must(t, w.EraseUser(ctx, w.demoProject(), "ann"))
	w.clock.Advance(time.Minute)
	if err := w.TouchStream(ctx, st); !errors.Is(err, core.ErrNoStream) {
		t.Errorf("touch: %v", err)
	}
	must(t, w.CloseStream(ctx, st))
	if reply := a.attach("ann"); !reply.NewDevice {
		t.Error("the browser was still known")
	}
}

// TestIdentification: once, within the hour, as the browser that asked for it.
func TestIdentification(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser(1)
	identify := func() string {
		t.Helper()
		reply, err := w.Identify(ctx, b.caller(), &wire.IdentifyRequest{Fingerprint: b.hash})
		must(t, err)
		return reply.Identification
	}
	ann := &wire.IdentificationRequest{Account: "ann"}
	id := identify()
	first, err := w.CompleteIdentification(ctx, w.backend(), id, ann)
	must(t, err)
	_, err = w.CompleteIdentification(ctx, w.backend(), id, ann)
	wants(t, err, wire.CodeNotFound)
	if again := b.attach("ann"); again.DeviceID != first.Device || !first.NewDevice || again.NewDevice {
		t.Errorf("identified as %+v, attached as %+v", first, again)
	}
	late := identify()
	w.clock.Advance(time.Hour)
	_, err = w.CompleteIdentification(ctx, w.backend(), late, ann)
	wants(t, err, wire.CodeNotFound)
	_, err = w.CompleteIdentification(ctx, b.caller(), identify(), ann)
	wants(t, err, wire.CodeForbidden)
}
