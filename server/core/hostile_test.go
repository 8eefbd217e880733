package core_test

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// TestForgedTokens: only what SignToken made, unchanged, for this project.
func TestForgedTokens(t *testing.T) {
	w := newWorld(t, nil)
	reply, err := w.SignToken(ctx, w.backend(), &wire.TokenRequest{User: "ann"})
	must(t, err)
	parts := strings.Split(reply.Secret, ".")
	encode := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	decoded, err := base64.RawURLEncoding.DecodeString(parts[1])
	must(t, err)
	bob := encode(strings.Replace(string(decoded), `"ann"`, `"bob"`, 1))
	later := map[string]any{}
	must(t, json.Unmarshal(decoded, &later))
	later["exp"] = w.clock.Now().Add(time.Hour).Unix()
	longer, err := json.Marshal(later)
	must(t, err)
	for name, token := range map[string]string{
		"algorithm none":               encode(`{"alg":"none","typ":"JWT"}`) + "." + parts[1] + ".",
		"algorithm none, its MAC kept": encode(`{"alg":"none","typ":"JWT"}`) + "." + parts[1] + "." + parts[2],
		"a key id of nothing":          encode(`{"alg":"HS256","typ":"JWT","kid":"00000000"}`) + "." + parts[1] + "." + parts[2],
		"no MAC":                       parts[0] + "." + parts[1] + ".",
		"another user":                 parts[0] + "." + bob + "." + parts[2],
		"a later end":                  parts[0] + "." + encode(string(longer)) + "." + parts[2],
		"a fourth part":                reply.Secret + ".x",
		"two parts":                    parts[0] + "." + parts[1],
		"the API secret":               core.DemoAPISecret,
	} {
		_, err := w.AuthenticateBrowser(ctx, core.DemoClientID, token)
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		wants(t, err, wire.CodeUnauthorized)
	}
	other, err := core.NewKeyring([]byte(strings.Repeat("o", 32)))
	must(t, err)
	elsewhere := newWorldOf(t, nil, func(c *core.Config) { c.Keys = other })
	_, err = elsewhere.AuthenticateBrowser(ctx, core.DemoClientID, reply.Secret)
	wants(t, err, wire.CodeUnauthorized)
}

// TestFixedContacts: a token proves the account and not the address, and everybody who
// shares the account gets one.
func TestFixedContacts(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Settings.RequireSigned, p.Settings.FixedContacts = true, true })
	one := 1
	token, err := w.SignToken(ctx, w.backend(), &wire.TokenRequest{User: "ann", LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &one}})
	must(t, err)
	signed, err := w.AuthenticateBrowser(ctx, core.DemoClientID, token.Secret)
	must(t, err)
	attach := func(n int, address string) {
		_, err := w.Attach(ctx, signed, &wire.AttachRequest{Account: "ann", Fingerprint: looks(n), Email: address})
		must(t, err)
	}
	attach(1, "owner@example.com")
	attach(2, "thief@example.net")
	w.clock.Advance(61 * time.Minute) // the challenge that pinned the owner's address expires
	attach(2, "thief@example.net")
	for _, listed := range w.challenges() {
		c, err := w.Challenge(ctx, w.backend(), listed.ID)
		must(t, err)
		if c.User.Email != "ow*****@example.com" {
			t.Errorf("codes go to %s", c.User.Email)
		}
	}
}

// TestNoHashNoDisguise: leaving the hash out does not make two browsers one while one
// of them is open elsewhere.
func TestNoHashNoDisguise(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.browser(1), w.browser(2)
	a.hash, b.hash = "", ""
	first := a.attach("ann")
	st := a.listen(first.DeviceID)
	second := b.attach("ann")
	if second.DeviceID == first.DeviceID || second.AttachedDevices != 2 {
		t.Errorf("a device that is open elsewhere was taken: %+v", second)
	}
	must(t, w.CloseStream(ctx, st))
	w.clock.Advance(time.Minute)
	a.forget()
	if again := a.attach("ann"); again.NewDevice {
		t.Errorf("an account fills with devices: %+v", again)
	}
}

// TestOneMailboxOneBudget: an address in other spellings is no other mailbox.
func TestOneMailboxOneBudget(t *testing.T) {
	w := newWorldOf(t, nil, func(c *core.Config) { c.Dev = false })
	spellings := []string{"ann@gmail.com", "Ann@Gmail.com", "ann+1@gmail.com", "a.n.n@googlemail.com"}
	for i, address := range spellings {
		w.browser(1).attach(address, limit(1), email(address))
		b := w.browser(2)
		b.attach(address, limit(1))
		_, err := w.Send(ctx, b.caller(), w.challenges()[0].ID, &wire.SendRequest{Channel: wire.ChannelEmail})
		if i < len(spellings)-1 {
			must(t, err)
			continue
		}
		wants(t, err, wire.CodeRateLimited)
	}
}

// TestSendsFromOneAddress: thirty codes an hour, to whomever.
func TestSendsFromOneAddress(t *testing.T) {
	w := newWorldOf(t, nil, func(c *core.Config) { c.Dev = false })
	var b *browser
	send := func(n int) error {
		account := "user" + strconv.Itoa(n)
		w.browser(1).attach(account, limit(1), email(account+"@example.com"))
		b = w.browser(2)
		b.attach(account, limit(1))
		_, err := w.Send(ctx, b.caller(), w.challenges()[0].ID, &wire.SendRequest{Channel: wire.ChannelEmail})
		return err
	}
	for n := range 30 {
		must(t, send(n))
	}
	if e := wants(t, send(30), wire.CodeRateLimited); e.RetryAfter < 1 {
		t.Error("no Retry-After")
	}
	b.ip = "198.51.100.7"
	_, err := w.Send(ctx, b.caller(), w.challenges()[0].ID, &wire.SendRequest{Channel: wire.ChannelEmail})
	must(t, err)
}

// TestDetachingOthers: who has nothing but a device's id may use it ten times an hour,
// and who holds its access as often as there is one.
func TestDetachingOthers(t *testing.T) {
	w := newWorldOf(t, nil, func(c *core.Config) { c.Dev = false })
	thief := w.browser(99)
	for n := range 11 {
		b := w.browser(n + 1)
		account := "user" + strconv.Itoa(n)
		device := b.attach(account).DeviceID
		_, err := w.Detach(ctx, thief.caller(), device, &wire.DetachRequest{Account: account})
		if n < 10 {
			must(t, err)
			continue
		}
		wants(t, err, wire.CodeRateLimited)
		_, err = w.Detach(ctx, thief.caller(), device, &wire.DetachRequest{Account: account, LastAccess: b.access})
		must(t, err)
	}
}

// TestForgedLimit: a page that raises its own limit is not challenged, but the back end
// that asks at login learns of it.
func TestForgedLimit(t *testing.T) {
	w := newWorld(t, nil) // two devices
	for n := range 3 {
		w.browser(n+1).attach("ann", limit(999))
	}
	if n := len(w.challenges()); n != 0 {
		t.Fatalf("%d challenges: say so in docs/threat-model.md", n)
	}
	reply, err := w.Evaluate(ctx, w.backend(), &wire.EvaluateRequest{
		Action: wire.ActionLogin, User: "ann", IP: "203.0.113.3", Version: wire.Version, Fingerprint: wire.Hashes{looks(3)},
	})
	must(t, err)
	if !slices.Contains(reply.Reasons, wire.ReasonLimitExceeded) {
		t.Errorf("reasons: %v", reply.Reasons)
	}
}

// TestFlood: browsers that nobody vouches for add so much and no more, and neither the
// back end nor a signed browser is held up by them.
func TestFlood(t *testing.T) {
	w := newWorldOf(t, func(p *core.Project) {
		p.Settings.Budgets.NewDevicesProject = core.Budget{Hour: 3, Day: 3}
	}, func(c *core.Config) { c.Dev = false })
	flood := w.browser(1)
	for n := range 3 {
		flood.hash, flood.access, flood.last = looks(n+1), "", ""
		flood.attach("user" + strconv.Itoa(n))
	}
	old := *flood
	users := func() (n int) {
		must(t, w.store.View(ctx, func(tx core.Tx) error {
			list, err := tx.Users(w.demoProject(), "", 100)
			n = len(list)
			return err
		}))
		return n
	}
	before := users()
	fresh := &wire.AttachRequest{Account: "another", Fingerprint: looks(9)}
	_, err := w.Attach(ctx, flood.caller(), fresh)
	if e := wants(t, err, wire.CodeRateLimited); e.RetryAfter < 3000 {
		t.Errorf("retry after %d s", e.RetryAfter)
	}
	_, err = w.Fingerprint(ctx, flood.caller(), &wire.FingerprintRequest{Fingerprint: looks(9)})
	wants(t, err, wire.CodeRateLimited)
	_, err = w.Evaluate(ctx, flood.caller(), &wire.EvaluateRequest{Action: wire.ActionSignup, Fingerprint: wire.Hashes{looks(9)}})
	wants(t, err, wire.CodeRateLimited)
	if after := users(); after != before {
		t.Errorf("%d users were %d", after, before)
	}
	old.attach("user2") // who is known goes on
	_, err = w.Attach(ctx, w.backend(), &wire.AttachRequest{Account: "server", Fingerprint: looks(10)})
	must(t, err)
	token, err := w.SignToken(ctx, w.backend(), &wire.TokenRequest{User: "signed"})
	must(t, err)
	signed, err := w.AuthenticateBrowser(ctx, core.DemoClientID, token.Secret)
	must(t, err)
	_, err = w.Attach(ctx, signed, &wire.AttachRequest{Account: "signed", Fingerprint: looks(11)})
	must(t, err)
}

// TestFixedGroups: a browser says what groups it is in only where the project lets it.
func TestFixedGroups(t *testing.T) {
	for _, fixed := range []bool{false, true} {
		w := newWorld(t, func(p *core.Project) { p.Settings.FixedGroups = fixed })
		vip := []wire.Group{{ID: "vip"}}
		token, err := w.SignToken(ctx, w.backend(), &wire.TokenRequest{User: "ann"})
		must(t, err)
		signed, err := w.AuthenticateBrowser(ctx, core.DemoClientID, token.Secret)
		must(t, err)
		for _, c := range []core.Caller{w.browser(1).caller(), signed, w.backend()} {
			_, err := w.Attach(ctx, c, &wire.AttachRequest{Account: "ann", Fingerprint: looks(1), Groups: vip})
			must(t, err)
			u, err := w.User(ctx, w.backend(), "ann")
			must(t, err)
			if in := len(u.Groups) == 1; in != (!fixed || c.Class == core.Server) {
				t.Errorf("fixed %v, class %d: groups %v", fixed, c.Class, u.Groups)
			}
		}
	}
}

// TestUnlockedMailbox: unlocking forgets what was sent to the mailbox in whatever
// spelling.
func TestUnlockedMailbox(t *testing.T) {
	w := newWorldOf(t, nil, func(c *core.Config) { c.Dev = false })
	var b *browser
	send := func(n int) error {
		account := "user" + strconv.Itoa(n)
		w.browser(1).attach(account, limit(1), email("A.nn+"+account+"@gmail.com"))
		b = w.browser(2)
		b.attach(account, limit(1))
		_, err := w.Send(ctx, b.caller(), w.challenges()[0].ID, &wire.SendRequest{Channel: wire.ChannelEmail})
		return err
	}
	for n := range 3 {
		must(t, send(n))
	}
	wants(t, send(3), wire.CodeRateLimited)
	must(t, w.UnlockUser(ctx, w.demoProject(), "user3"))
	_, err := w.Send(ctx, b.caller(), w.challenges()[0].ID, &wire.SendRequest{Channel: wire.ChannelEmail})
	must(t, err)
}

// TestCodeOfAnotherChallenge: a code opens the challenge that it was sent for and no
// other, even of the same account and mailbox.
func TestCodeOfAnotherChallenge(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	c := s.browser(3)
	c.attach("ann", limit(1))
	second := &story{world: s.world, b: c}
	for _, listed := range s.challenges() {
		if listed.ID != s.challenge {
			second.challenge = listed.ID
		}
	}
	first := s.send(wire.ChannelEmail)
	if own := second.send(wire.ChannelEmail); own == first {
		first = other(first) // one in a million
	}
	_, err := second.verify(first)
	wants(t, err, wire.CodeIncorrectCode)
	caller, err := s.verify(first)
	must(t, err)
	for name, act := range map[string]func() error{
		"devices":  func() error { _, err := s.ChallengeDevices(ctx, caller, second.challenge); return err },
		"kick":     func() error { return s.Kick(ctx, caller, second.challenge, s.deviceA) },
		"complete": func() error { return s.Complete(ctx, caller, second.challenge) },
	} {
		if e := wants(t, act(), wire.CodeNotFound); e == nil {
			t.Error(name)
		}
	}
}

// TestLookAlike: who shows the owner's hash and nothing else is the owner's device, and
// hears nothing that was meant for the owner's browser.
func TestLookAlike(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	thief := &browser{w: s.world, hash: s.b.hash, ip: "198.51.100.99", ua: chromeUA}
	reply := thief.attach("ann", limit(9))
	if reply.DeviceID != s.deviceB {
		t.Fatalf("%+v: say so in docs/threat-model.md", reply)
	}
	if got := s.messages(thief.listen(reply.DeviceID)); len(got) != 0 {
		t.Errorf("the look-alike hears %v", got)
	}
	if got := s.messages(s.b.listen(s.deviceB)); len(got) != 1 {
		t.Errorf("the owner's browser hears %v", got)
	}
}
