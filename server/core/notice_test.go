package core_test

import (
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// notices runs the courier and returns the messages about new devices.
func (w *world) notices() (list []core.InboxMessage) {
	w.t.Helper()
	for {
		n, err := w.deliverOnce()
		must(w.t, err)
		if n == 0 {
			break
		}
	}
	inbox, err := w.Inbox(ctx)
	must(w.t, err)
	for _, m := range inbox {
		if strings.Contains(m.Text, "new device") {
			list = append(list, m)
		}
	}
	return list
}

func TestNotice(t *testing.T) {
	on := func(p *core.Project) { p.Settings.DeviceLimit, p.Settings.NoticeNewDevice = 9, true }
	for name, tt := range map[string]struct {
		change func(*core.Project)
		story  func(w *world)
		want   int
		to     string
	}{
		"a second device": {on, func(w *world) {
			w.browser(1).attach("ann", email("ann@example.com"))
			w.browser(2).attach("ann")
		}, 1, "ann@example.com"},
		"by text, when that is all": {on, func(w *world) {
			w.browser(1).attach("ann", phone("+15551234567"))
			w.browser(2).attach("ann")
		}, 1, "+15551234567"},
		"to the contact known before": {on, func(w *world) {
			w.browser(1).attach("ann")
			w.browser(2).attach("ann", email("thief@example.com"))
		}, 0, ""},
		"the first device": {on, func(w *world) { w.browser(1).attach("ann", email("ann@example.com")) }, 0, ""},
		"the same browser": {on, func(w *world) {
			b := w.browser(1)
			b.attach("ann", email("ann@example.com"))
			b.attach("ann")
			b.forget()
			b.hash = looks(1, "ua.major", "148")
			b.attach("ann")
		}, 0, ""},
		"not asked for": {nil, func(w *world) {
			w.browser(1).attach("ann", email("ann@example.com"))
			w.browser(2).attach("ann")
		}, 0, ""},
		"many devices in a day": {on, func(w *world) {
			for n := range 9 {
				w.browser(n+1).attach("ann", email("ann@example.com"))
			}
		}, 5, "ann@example.com"},
		"and on the next day": {on, func(w *world) {
			for n := range 9 {
				w.browser(n+1).attach("ann", email("ann@example.com"))
			}
			w.clock.Advance(24 * time.Hour)
			w.browser(20).attach("ann")
		}, 6 - 5, "ann@example.com"}, // the older ones are no news any more
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, tt.change)
			tt.story(w)
			list := w.notices()
			if len(list) != tt.want {
				t.Fatalf("%d notices", len(list))
			}
			for _, m := range list {
				if m.To != tt.to || m.Code != "" || m.Challenge != "" || !strings.Contains(m.Text, "Chrome, Windows") {
					t.Errorf("%+v", m)
				}
			}
		})
	}
}

// TestNoticeOfForgedName: what a browser calls itself cannot put a link into a message.
func TestNoticeOfForgedName(t *testing.T) {
	w := newWorldOf(t, func(p *core.Project) { p.Settings.NoticeNewDevice = true }, withPlaces(t))
	w.browser(1).attach("ann", email("ann@example.com"))
	w.browser(2).at(berlin).as("https://evil.example/x/1.0 (evil.example/pay-now; click https://evil.example)").attach("ann")
	list := w.notices()
	if len(list) != 1 || strings.Contains(list[0].Text, "evil.") || strings.Contains(list[0].Text, "/") || !strings.Contains(list[0].Text, "Berlin, DE") {
		t.Errorf("%+v", list)
	}
	if list[0].Channel != wire.ChannelEmail {
		t.Error(list[0].Channel)
	}
}

// TestNoticeLanguage: notices are in the language of a browser that the owner has, and
// not in that of the new device.
func TestNoticeLanguage(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Settings.DeviceLimit, p.Settings.NoticeNewDevice = 9, true })
	speaking := func(b *browser, language string) *browser {
		b.language = language
		return b
	}
	speaking(w.browser(1), "de-AT").attach("ann", email("ann@example.com"))
	speaking(w.browser(2), "fr").attach("ann")
	w.notices()
	inbox, err := w.Inbox(ctx)
	must(t, err)
	if len(inbox) != 1 || !strings.Contains(inbox[0].Text, "neuen Gerät") {
		t.Errorf("%+v", inbox)
	}
	user, err := w.ExportUser(ctx, w.backend().Project.ID, "ann")
	must(t, err)
	if user.Language != "de-AT" {
		t.Errorf("language %q", user.Language)
	}
}
