package webhook

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

var update = flag.Bool("update", false, "write the golden files")

// challenged has an account with a limit of one come by a second machine, and returns
// the challenge.
func (w *world) challenged(account string, machine int) (challenge, first string) {
	w.t.Helper()
	first = w.attach(account, machine, func(r *wire.AttachRequest) { r.Email = account + "@example.com" }).DeviceID
	w.attach(account, machine+1)
	page, err := w.Challenges(ctx, w.backend(), core.ChallengeQuery{Page: 1, Limit: 1})
	must(w.t, err)
	return page.Data[0].ID, first
}

// code is the one on its way.
func (w *world) code() string {
	w.t.Helper()
	list, err := w.Claim(ctx, core.EventMessage, 1)
	must(w.t, err)
	m, err := w.OpenMessage(list[0])
	must(w.t, err)
	return m.Code
}

// everything makes each event happen at least once, and returns the code that was used.
func (w *world) everything() (code string) {
	w.t.Helper()
	challenge, first := w.challenged("ann", 1)
	_, err := w.Challenge(ctx, w.page(), challenge)
	must(w.t, err)
	w.clock.Advance(time.Second)
	_, err = w.Send(ctx, w.page(), challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
	must(w.t, err)
	code = w.code()
	reply, err := w.Verify(ctx, w.page(), challenge, code)
	must(w.t, err)
	session, err := w.AuthenticateSession(ctx, reply.Session)
	must(w.t, err)
	w.clock.Advance(time.Second)
	must(w.t, w.Kick(ctx, session, challenge, first))
	must(w.t, w.Complete(ctx, session, challenge))

	challenge, _ = w.challenged("bob", 3)
	must(w.t, w.Skip(ctx, w.page(), challenge))

	challenge, _ = w.challenged("carl", 5)
	_, err = w.Challenge(ctx, w.page(), challenge)
	must(w.t, err)
	w.attach("dan", 6) // who had been on carl's account
	must(w.t, w.Notify(ctx, w.page(), challenge))
	return code
}

// TestPayloads: every event is sent, exactly as in its golden file, and none holds a
// code or an unmasked contact.
func TestPayloads(t *testing.T) {
	w := newWorld(t)
	w.clock.Set(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	must(t, w.store.Update(ctx, func(tx core.Tx) error {
		p, err := tx.Project(w.project())
		must(t, err)
		p.Settings.CanSkip, p.Settings.CanNotify = true, true
		return tx.PutProject(p)
	}))
	w.clock.Advance(time.Minute) // credentials are looked up anew
	w.endpoint("/hooks")
	code := w.everything()
	for range 10 {
		w.deliver()
	}
	got := map[string][]byte{}
	for _, r := range w.receiver.requests() {
		var event struct{ Event string }
		must(t, json.Unmarshal(r.body, &event))
		// Those of an endpoint are sent side by side: of several, take the same one always.
		if first := got[event.Event]; first == nil || bytes.Compare(r.body, first) < 0 {
			got[event.Event] = r.body
		}
		for _, secret := range []string{code, "ann@", "bob@", "carl@", "dan@", core.DemoAPISecret} {
			if bytes.Contains(r.body, []byte(secret)) {
				t.Errorf("%s has %s in it", r.body, secret)
			}
		}
	}
	for _, name := range core.WebhookEvents() {
		compare(t, name, got[name])
		delete(got, name)
	}
	for name := range got {
		t.Errorf("%s is not documented", name)
	}
}

func compare(t *testing.T, name string, body []byte) {
	t.Helper()
	if body == nil {
		t.Errorf("%s was not sent", name)
		return
	}
	var pretty bytes.Buffer
	must(t, json.Indent(&pretty, body, "", "  "))
	pretty.WriteByte('\n')
	file := filepath.Join("testdata", name+".json")
	if *update {
		must(t, os.WriteFile(file, pretty.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if !bytes.Equal(pretty.Bytes(), want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, pretty.Bytes(), want)
	}
}

// TestNotConverted: who was on the device before, saw nothing, or is over a limit of
// their own was not converted.
func TestNotConverted(t *testing.T) {
	for name, tt := range map[string]struct {
		before func(*world)
		saw    bool
		who    string
		want   int
	}{
		"own account":              {func(*world) {}, true, "eve", 1},
		"saw nothing":              {func(*world) {}, false, "eve", 0},
		"was there before":         {func(w *world) { w.attach("eve", 2) }, true, "eve", 0},
		"another shared account":   {func(w *world) { w.attach("eve", 9) }, true, "eve", 0},
		"the account of challenge": {func(*world) {}, true, "ann", 0},
		"a month later": {func(w *world) {
			challenge, _ := w.challenged("ann", 1)
			_, err := w.Challenge(ctx, w.page(), challenge)
			must(w.t, err)
			w.clock.Advance(31 * 24 * time.Hour)
		}, false, "eve", 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.endpoint("/hooks", "user.converted")
			tt.before(w)
			challenge, _ := w.challenged("ann", 1)
			if tt.saw {
				_, err := w.Challenge(ctx, w.page(), challenge)
				must(t, err)
			}
			w.attach(tt.who, 2)
			w.attach(tt.who, 2) // reported once
			w.deliver()
			if n := len(w.receiver.requests()); n != tt.want {
				t.Errorf("%d, want %d", n, tt.want)
			}
		})
	}
}

// TestConvertedByMemory: the browser is another one by its looks, and remembers the
// challenge.
func TestConvertedByMemory(t *testing.T) {
	w := newWorld(t)
	w.endpoint("/hooks", "user.converted")
	challenge, _ := w.challenged("ann", 1)
	_, err := w.Challenge(ctx, w.page(), challenge)
	must(t, err)
	w.attach("eve", 7, func(r *wire.AttachRequest) { r.LastChallenge = challenge })
	w.deliver()
	if n := len(w.receiver.requests()); n != 1 {
		t.Errorf("%d", n)
	}
}
