package core_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestOpenStream(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.browser(1), w.browser(2)
	deviceA := a.attach("ann").DeviceID
	deviceB := b.attach("ann").DeviceID
	for name, pair := range map[string][2]string{
		"another device's access": {deviceA, b.access}, "no such device": {"0123456789abcdef01234567", a.access},
		"no such access": {deviceA, "0123456789abcdef01234567"}, "no ids": {"x", "y"}, "none": {"", ""},
	} {
		if _, err := w.OpenStream(ctx, a.caller(), pair[0], pair[1]); err != core.ErrNoStream {
			t.Errorf("%s: %v", name, err)
		}
	}
	if st := b.listen(deviceB); st.Topic() != core.DeviceTopic(deviceB) || st.Project == nil {
		t.Errorf("%+v", st)
	}
}

// TestStreamOutlivesItsToken: where tokens are required, a page that was open for longer than its
// token lives may still connect again, and nobody without a token of the account may.
func TestStreamOutlivesItsToken(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Settings.RequireSigned = true })
	secret := func(account string) string {
		token, err := w.SignToken(ctx, w.backend(), &wire.TokenRequest{User: account})
		must(t, err)
		return token.Secret
	}
	anns, bobs := secret("ann"), secret("bob")
	signed, err := w.AuthenticateBrowser(ctx, core.DemoClientID, anns)
	must(t, err)
	reply, err := w.Attach(ctx, signed, &wire.AttachRequest{Account: "ann", Fingerprint: looks(1)})
	must(t, err)
	for range 2 {
		for name, tt := range map[string]struct {
			secret string
			hears  bool
		}{"hers": {anns, true}, "none": {"", false}, "another's": {bobs, false}} {
			holder, err := w.AuthenticateHolder(ctx, core.DemoClientID, tt.secret)
			must(t, err)
			_, err = w.OpenStream(ctx, holder, reply.DeviceID, reply.Access)
			var refused *wire.Error
			if err == nil != tt.hears || err != nil && (!errors.As(err, &refused) || refused.Code != wire.CodeUnauthorized) {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.clock.Advance(11 * time.Minute)
	}
	_, err = w.AuthenticateHolder(ctx, core.DemoClientID, anns+"x")
	wants(t, err, wire.CodeUnauthorized)
}

func TestDetach(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.browser(1), w.browser(2)
	deviceA := a.attach("ann").DeviceID
	deviceB := b.attach("ann").DeviceID
	st := a.listen(deviceA)
	_, err := w.Detach(ctx, a.caller(), deviceA, &wire.DetachRequest{Account: "bob"})
	wants(t, err, wire.CodeNotFound)
	_, err = w.Detach(ctx, a.caller(), deviceA, &wire.DetachRequest{})
	wants(t, err, wire.CodeInvalidParameter)
	reply, err := w.Detach(ctx, a.caller(), deviceA, &wire.DetachRequest{User: "ann", LastAccess: a.access})
	must(t, err)
	if !reply.Success || reply.AttachedDevices != 1 || reply.DeviceID != deviceA || reply.DefaultDeviceLimit != 2 {
		t.Errorf("%+v", reply)
	}
	if got := w.messages(st); len(got) != 1 || got[0] != `{"action":"logout"}` {
		t.Errorf("%v", got)
	}
	if _, woken := w.woken.Load(core.DeviceTopic(deviceA)); !woken {
		t.Error("nobody was woken")
	}
	if n := w.hooks("device.detached"); n != 1 {
		t.Errorf("%d webhooks", n)
	}
	devices, err := w.AttachedDevices(ctx, a.caller(), "ann")
	must(t, err)
	if len(devices) != 1 || devices[0].ID != deviceB {
		t.Errorf("%+v", devices)
	}
}

// TestLaterAttachCancelsLogout: a page that lost its connection meanwhile is not logged
// out after someone logged in again on the same browser.
func TestLaterAttachCancelsLogout(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser(1)
	device := b.attach("ann").DeviceID
	old := b.listen(device)
	_, err := w.Detach(ctx, w.backend(), device, &wire.DetachRequest{Account: "ann"})
	must(t, err)
	if got := w.messages(old); len(got) != 1 {
		t.Fatalf("%v", got)
	}
	b.attach("ann")
	if got := w.messages(old); len(got) != 0 {
		t.Errorf("the logout was not cancelled: %v", got)
	}
	fresh := b.listen(device)
	_, err = w.Detach(ctx, w.backend(), device, &wire.DetachRequest{Account: "ann"})
	must(t, err)
	if len(w.messages(old)) != 1 || len(w.messages(fresh)) != 1 {
		t.Error("a logout goes to all streams of the device")
	}
}

func TestReplay(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	st := s.b.listen(s.deviceB)
	events, err := s.StreamEvents(ctx, st, 0)
	must(t, err)
	again, err := s.StreamEvents(ctx, st, events[0].ID)
	must(t, err)
	if len(events) != 1 || len(again) != 0 {
		t.Errorf("%v, then %v", events, again)
	}
}

// TestAutoDetach: seven days unseen, an open stream counts as seen.
func TestAutoDetach(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.browser(1), w.browser(2)
	deviceA := a.attach("ann").DeviceID
	deviceB := b.attach("ann").DeviceID
	st := b.listen(deviceB)
	for range 7 * 24 * 6 {
		w.clock.Advance(10 * time.Minute)
		must(t, w.TouchStream(ctx, st))
	}
	w.clock.Advance(time.Minute)
	must(t, w.Sweep(ctx))
	devices, err := w.UserDevices(ctx, w.backend(), "ann")
	must(t, err)
	for _, d := range devices {
		if detached := d.Status == wire.DeviceDetached; detached != (d.ID == deviceA) || d.AutoDetached != detached {
			t.Errorf("%s: %s, auto %v", d.ID, d.Status, d.AutoDetached)
		}
	}
	hooks := w.webhooks()
	if len(hooks) != 1 || !strings.Contains(string(hooks[0].Payload), `"auto_detached":true`) {
		t.Errorf("%d webhooks", len(hooks))
	}
}

func TestSweepKeepsWhatIsAlive(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	s.send(wire.ChannelEmail)
	must(t, s.Sweep(ctx))
	if got := s.status(s.challenge); got != wire.StatusDelivered {
		t.Errorf("%s", got)
	}
	if got := s.messages(s.b.listen(s.deviceB)); len(got) != 1 {
		t.Errorf("%v", got)
	}
	s.clock.Advance(8 * 24 * time.Hour)
	must(t, s.Sweep(ctx))
	if got := s.messages(s.b.listen(s.deviceB)); len(got) != 1 || !strings.Contains(got[0], "logout") {
		t.Errorf("after a week the challenge's message is gone and the logout is there: %v", got)
	}
}

// TestStreamEndsWithItsKey: revoking the key that a stream was opened with ends it, and
// no other.
func TestStreamEndsWithItsKey(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.browser(1), w.browser(2)
	deviceA, deviceB := a.attach("ann").DeviceID, b.attach("ann").DeviceID
	key, err := w.AddKey(ctx, w.demoProject())
	must(t, err)
	other, err := w.AuthenticateBrowser(ctx, key.ClientID, "")
	must(t, err)
	kept := a.listen(deviceA)
	ended, err := w.OpenStream(ctx, other, deviceB, b.access)
	must(t, err)
	must(t, w.RevokeKey(ctx, w.demoProject(), key.ID))
	w.clock.Advance(31 * time.Second)
	must(t, w.TouchStream(ctx, kept))
	if err := w.TouchStream(ctx, ended); err != core.ErrNoStream {
		t.Errorf("the stream of a revoked key: %v", err)
	}
	if _, err := w.AuthenticateBrowser(ctx, key.ClientID, ""); err == nil {
		t.Error("it opens again")
	}
}
