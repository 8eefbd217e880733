package core_test

import (
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestAttachReply(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser(1)
	first := b.attach("ann", email("ann@example.com"), func(r *wire.AttachRequest) { r.Metadata = wire.Raw(`{"plan":"pro"}`) })
	if !first.Success || !first.NewDevice || first.AttachedDevices != 1 || first.DefaultDeviceLimit != 2 || first.Status != "attached" ||
		first.Suspended || string(first.Metadata) != `{"plan":"pro"}` || first.VerificationStatus != wire.Unverified {
		t.Errorf("first attach: %+v", first)
	}
	for name, id := range map[string]string{"device": first.DeviceID, "access": first.Access, "identity": first.Identity} {
		if len(id) != 24 || strings.Trim(id, "0123456789abcdef") != "" {
			t.Errorf("%s is no id: %q", name, id)
		}
	}
	again := b.attach("ann", func(r *wire.AttachRequest) { r.Metadata = wire.Raw(`{"seats":4,"plan":null}`) })
	if again.NewDevice || again.DeviceID != first.DeviceID || again.Access == first.Access || again.Identity != first.Identity || again.CreatedAt != first.CreatedAt {
		t.Errorf("second attach: %+v after %+v", again, first)
	}
	if string(again.Metadata) != `{"seats":4}` {
		t.Errorf("metadata merges key by key, got %s", again.Metadata)
	}
}

// TestSameBrowser lists what must not make another device.
func TestSameBrowser(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*browser)
	}{
		{"nothing changed", func(*browser) {}},
		{"cookies and storage cleared", (*browser).forget},
		{"cleared, and the browser updated", func(b *browser) {
			b.forget()
			b.hash = looks(1, "ua.major", "148")
			b.ua = strings.ReplaceAll(b.ua, "147", "148")
		}},
		{"cleared, and another network", func(b *browser) { b.forget(); b.ip = "198.51.100.7" }},
		{"cleared, and a monitor plugged in", func(b *browser) { b.forget(); b.hash = looks(1, "screen.size", "3840x2160@1") }},
		{"cleared, and in another time zone", func(b *browser) { b.forget(); b.hash = looks(1, "tz.zone", "Asia/Tokyo") }},
		{"everything changed but the access", func(b *browser) { b.hash = looks(40); b.ip = "198.51.100.7" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, nil)
			b := w.browser(1)
			before := b.attach("ann", limit(1))
			c.change(b)
			after := b.attach("ann", limit(1))
			if after.DeviceID != before.DeviceID || after.NewDevice || after.AttachedDevices != 1 {
				t.Errorf("it is another device: %+v", after)
			}
			if n := len(w.challenges()); n != 0 {
				t.Errorf("%d challenges", n)
			}
		})
	}
}

func TestOtherBrowser(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.browser(1), w.browser(2)
	first := a.attach("ann")
	b.access = first.Access // a copied access is of another user's device only if the user is another
	if got := b.attach("bob"); got.DeviceID == first.DeviceID || !got.NewDevice {
		t.Error("an access of another account decided")
	}
	b.forget()
	if got := b.attach("ann"); !got.NewDevice || got.AttachedDevices != 2 {
		t.Errorf("a different machine is a different device: %+v", got)
	}
	b.last = a.hash
	b.access = ""
	c := w.browser(3)
	c.last = a.hash
	if got := c.attach("ann"); got.DeviceID == first.DeviceID {
		t.Error("last_fingerprint alone decided")
	}
}

// TestTwins: two equal machines are told apart while one of them is open elsewhere.
func TestTwins(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.browser(1), w.browser(1)
	b.ip = "198.51.100.7"
	first := a.attach("ann")
	st := a.listen(first.DeviceID)
	second := b.attach("ann")
	if second.DeviceID == first.DeviceID || second.AttachedDevices != 2 {
		t.Fatalf("a device that is open elsewhere was taken: %+v", second)
	}
	must(t, w.CloseStream(ctx, st))
	w.clock.Advance(time.Minute)
	if got := b.attach("ann"); got.DeviceID != second.DeviceID || got.AttachedDevices != 2 {
		t.Errorf("who holds an access stays the device it is: %+v", got)
	}
	if got := a.attach("ann"); got.DeviceID != first.DeviceID || got.AttachedDevices != 2 {
		t.Errorf("and so does the other: %+v", got)
	}
}

// TestDormant: a device that changed beyond recognition comes back, and its stand-in
// makes way; attaching on the stand-in revives it.
func TestDormant(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser(1)
	old := b.attach("ann")
	b.forget()
	b.hash = looks(50)
	standIn := b.attach("ann")
	if standIn.DeviceID == old.DeviceID || standIn.AttachedDevices != 2 {
		t.Fatalf("want another device: %+v", standIn)
	}
	b.hash = looks(1) // it looks as before, and still holds the stand-in's access
	back := b.attach("ann")
	if back.DeviceID != standIn.DeviceID || back.AttachedDevices != 1 {
		t.Fatalf("the old device should be dormant: %+v", back)
	}
	devices, err := w.UserDevices(ctx, w.backend(), "ann")
	if err != nil || len(devices) != 1 {
		t.Fatalf("dormant devices are hidden: %d, %v", len(devices), err)
	}
	b.access, b.last = old.Access, ""
	if got := b.attach("ann"); got.DeviceID != old.DeviceID || got.AttachedDevices != 2 {
		t.Errorf("it revives: %+v", got)
	}
}

func TestForeignHash(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser(1)
	b.hash = strings.Repeat("0123456789abcdef", 128)
	first := b.attach("ann")
	b.forget()
	b.hash = "ffff" + b.hash[4:]
	if got := b.attach("ann"); got.DeviceID != first.DeviceID {
		t.Error("a foreign hash with four edits is the same browser")
	}
	b.forget()
	b.hash = looks(1)
	if got := b.attach("ann"); got.DeviceID == first.DeviceID {
		t.Error("hashes of different kinds were compared")
	}
}

// TestBackEndWithoutUserAgent: who says nothing of the browser changes nothing about it.
func TestBackEndWithoutUserAgent(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser(1)
	known := b.attach("ann")
	_, err := w.Attach(ctx, w.backend(), &wire.AttachRequest{Account: "ann", Fingerprint: b.hash})
	must(t, err)
	devices, err := w.UserDevices(ctx, w.backend(), "ann")
	must(t, err)
	if len(devices) != 1 || devices[0].ID != known.DeviceID || devices[0].Info.UA == "" || devices[0].Info.Browser.Name == nil {
		t.Errorf("%+v", devices)
	}
}

// TestContacts: who is not trusted fills an empty field and never replaces one.
func TestContacts(t *testing.T) {
	w := newWorld(t, nil)
	stored := func() (email, phone string) {
		must(t, w.store.View(ctx, func(tx core.Tx) error {
			c, err := tx.UserByAccount(w.backend().Project.ID, "ann")
			email, phone = c.Email, c.Phone
			return err
		}))
		return email, phone
	}
	b := w.browser(1)
	b.attach("ann", email("owner@example.com"))
	b.attach("ann", email("thief@example.com"), phone("+15550000001"))
	if e, p := stored(); e != "owner@example.com" || p != "+15550000001" {
		t.Errorf("a browser: %s %s", e, p)
	}
	token, err := w.SignToken(ctx, w.backend(), &wire.TokenRequest{User: "ann"})
	must(t, err)
	signed, err := w.AuthenticateBrowser(ctx, core.DemoClientID, token.Secret)
	must(t, err)
	_, err = w.Attach(ctx, signed, &wire.AttachRequest{Account: "ann", Email: "signed@example.com"})
	must(t, err)
	if e, _ := stored(); e != "signed@example.com" {
		t.Errorf("a signed browser: %s", e)
	}
	_, err = w.Attach(ctx, w.backend(), &wire.AttachRequest{Account: "ann", Phone: "+15550000002", IP: "203.0.113.9", UserAgent: chromeUA})
	must(t, err)
	if _, p := stored(); p != "+15550000002" {
		t.Errorf("a back end: %s", p)
	}
	u, err := w.UpdateUser(ctx, w.backend(), "ann", &wire.UserUpdate{Email: new(string), Groups: []wire.Group{{ID: "g", Name: "Group"}, {}}})
	must(t, err)
	if e, _ := stored(); e != "" || u.Phone != "******02" || len(u.Groups) != 1 {
		t.Errorf("user/update: email %q, %+v", e, u)
	}
}

// TestVersionsApart: a page is told that its copy of our SDK is not of the server's version,
// and attaches. Other clients have versions of their own.
func TestVersionsApart(t *testing.T) {
	w := newWorld(t, nil)
	for _, c := range []struct {
		client, version string
		warned          bool
	}{
		{wire.ClientName, wire.Version, false},
		{wire.ClientName, "2.31.0", true},
		{wire.ClientName, "", true},
		{"rupt", "2.24.1", false},
		{"", "", false},
	} {
		reply, err := w.Attach(ctx, w.browser(1).caller(), &wire.AttachRequest{Account: "ann", Client: c.client, Version: c.version})
		must(t, err)
		warned := len(reply.Warnings) == 1 && reply.Warnings[0].Code == wire.CodeUnsupportedVersion
		if reply.DeviceID == "" || warned != c.warned || len(reply.Warnings) > 1 {
			t.Errorf("%+v: %+v", c, reply.Warnings)
		}
	}
}

func TestAttachRefuses(t *testing.T) {
	zero := 0
	w := newWorld(t, nil)
	for _, c := range []struct {
		name, param string
		r           wire.AttachRequest
	}{
		{"no account", "account", wire.AttachRequest{}},
		{"a control character", "account", wire.AttachRequest{Account: "a\x00b"}},
		{"a long account", "account", wire.AttachRequest{Account: strings.Repeat("a", 257)}},
		{"an email without domain", "email", wire.AttachRequest{Account: "a", Email: "a@b"}},
		{"an email with a line", "email", wire.AttachRequest{Account: "a", Email: "a@b.example\r\nBcc: c@d.example"}},
		{"a national number", "phone", wire.AttachRequest{Account: "a", Phone: "5551234567"}},
		{"a number with spaces", "phone", wire.AttachRequest{Account: "a", Phone: "+1 555 123"}},
		{"a limit of 0", "limit_config.overall_device_limit", wire.AttachRequest{Account: "a", LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &zero}}},
		{"a tolerance that is none", "tolerance", wire.AttachRequest{Account: "a", Tolerance: "loose"}},
		{"metadata that is no object", "metadata", wire.AttachRequest{Account: "a", Metadata: wire.Raw(`[1]`)}},
		{"a hash with spaces", "fingerprint", wire.AttachRequest{Account: "a", Fingerprint: "a b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			by := w.browser(1).caller()
			if c.param == "email" || c.param == "phone" { // a browser's is dropped
				reply, err := w.Attach(ctx, by, &c.r)
				must(t, err)
				if len(reply.Warnings) != 1 || reply.Warnings[0].Param != c.param {
					t.Errorf("%+v", reply)
				}
				by = w.backend()
			}
			_, err := w.Attach(ctx, by, &c.r)
			if e := wants(t, err, wire.CodeInvalidParameter); e.Param != c.param {
				t.Errorf("param %q, want %q", e.Param, c.param)
			}
		})
	}
	damaged := looks(1)[:255] + "!"
	if _, err := w.Attach(ctx, w.browser(1).caller(), &wire.AttachRequest{Account: "a", Fingerprint: damaged}); err != nil {
		t.Errorf("a browser's damaged hash is taken for a foreign one: %v", err)
	}
}

func TestSuspended(t *testing.T) {
	s := newStory(t, nil, email("ann@example.com"))
	must(t, s.store.Update(ctx, func(tx core.Tx) error {
		u, err := tx.LockAccount(s.backend().Project.ID, "ann")
		if err != nil {
			return err
		}
		u.Suspended = true
		return tx.UpdateUser(u)
	}))
	c := s.browser(3)
	if got := c.attach("ann", limit(1)); !got.Suspended {
		t.Error("not suspended")
	}
	if n := len(s.challenges()); n != 1 {
		t.Errorf("a suspended user is not challenged: %d", n)
	}
}

func TestRequireSigned(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Settings.RequireSigned = true })
	_, err := w.Attach(ctx, w.browser(1).caller(), &wire.AttachRequest{Account: "ann"})
	wants(t, err, wire.CodeUnauthorized)
	one := 1
	token, err := w.SignToken(ctx, w.backend(), &wire.TokenRequest{User: "ann", LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &one}})
	must(t, err)
	signed, err := w.AuthenticateBrowser(ctx, core.DemoClientID, token.Secret)
	must(t, err)
	_, err = w.Attach(ctx, signed, &wire.AttachRequest{Account: "bob"})
	wants(t, err, wire.CodeUnauthorized)
	five := 5
	for n := range 2 { // the body's limit_config is ignored, the token's is not
		_, err = w.Attach(ctx, signed, &wire.AttachRequest{Account: "ann", Fingerprint: looks(n), LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &five}})
		must(t, err)
	}
	if n := len(w.challenges()); n != 1 {
		t.Errorf("want the token's limit of 1 in force, got %d challenges", n)
	}
	w.clock.Advance(10 * time.Minute)
	_, err = w.AuthenticateBrowser(ctx, core.DemoClientID, token.Secret)
	wants(t, err, wire.CodeUnauthorized)
	_, err = w.AuthenticateBrowser(ctx, core.DemoClientID, "x."+token.Secret[2:])
	wants(t, err, wire.CodeUnauthorized)
}

func TestCredentials(t *testing.T) {
	w := newWorld(t, nil)
	_, err := w.AuthenticateBrowser(ctx, "22222222-2222-4222-8222-222222222222", "")
	wants(t, err, wire.CodeUnauthorized)
	_, err = w.AuthenticateServer(ctx, "sk_dev_other")
	wants(t, err, wire.CodeUnauthorized)
	_, err = w.AuthenticateServer(ctx, core.DemoClientID)
	wants(t, err, wire.CodeForbidden)
	_, err = w.AuthenticateBrowser(ctx, core.DemoAPISecret, "")
	wants(t, err, wire.CodeUnauthorized)
	_, err = w.AuthenticateSession(ctx, "no.such.session.00")
	wants(t, err, wire.CodeUnauthorized)
}
