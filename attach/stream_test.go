package attach

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

const (
	challengeMessage = `{"action":"challenge","challenge":{"_id":"c1"},"url":"https://api.example/challenge"}`
	logoutMessage    = `{"action":"logout","challenge":{"_id":"c1"}}`
)

func TestChallengeMessage(t *testing.T) {
	for _, tt := range []struct {
		name, page, options string
		callback            bool
		word                bool
		want                string
	}{
		{"all redirects", "https://shop.example/a?x=1&y#z",
			`"redirect_urls":{"logout_url":"/out?a=b","new_account_url":"https://b.example/new","success_url":"ok","upgrade_url":"/up"}`, true, true,
			"https://api.example/challenge?challenge=c1&logout=https%3A%2F%2Fshop.example%2Fout%3Fa%3Db&new_account=https%3A%2F%2Fb.example%2Fnew" +
				"&success=https%3A%2F%2Fshop.example%2Fok&upgrade=https%3A%2F%2Fshop.example%2Fup"},
		{"defaults", "https://shop.example/a?x=1#z", `"channel":"sms","lang":"pt-BR"`, false, true,
			"https://api.example/challenge?challenge=c1&logout=https%3A%2F%2Fshop.example%2Fa%3Fx%3D1%26rupt_action%3Dlogout%23z" +
				"&new_account=https%3A%2F%2Fshop.example%2Fa%3Fx%3D1%26rupt_action%3Dlogout%23z&success=https%3A%2F%2Fshop.example%2Fa%3Fx%3D1%23z" +
				"&upgrade=https%3A%2F%2Fshop.example%2Fa%3Fx%3D1%23z&channel=text&lang=pt-BR"},
		{"suppressed", "https://shop.example/", "", true, false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			api := newAPI(t)
			tab := newBrowser().open(tt.page)
			told := make(chan string, 9)
			callbacks := Callbacks{OnCurrentDeviceLogout: says(told, true)}
			if tt.callback {
				callbacks.OnChallenge = says(told, tt.word)
			}
			attachOK(t, tab, api.options(tt.options), callbacks)
			api.push("a1", challengeMessage)
			if tt.callback {
				if got := <-told; got != `{"challenge":"c1"}` {
					t.Errorf("told %q", got)
				}
			}
			if tt.want != "" {
				if got := tab.wentTo(t); got != tt.want {
					t.Errorf("went to\n%s, want\n%s", got, tt.want)
				}
			} else {
				api.push("a1", logoutMessage) // comes after the challenge was handled
				<-told
				if len(tab.went) > 0 {
					t.Errorf("went to %q", tab.went)
				}
			}
			if got := tab.memory.cookie(wire.KeyLastChallenge); got != "c1" {
				t.Errorf("cookie %q", got)
			}
		})
	}
}

func TestLogoutMessage(t *testing.T) {
	api := newAPI(t)
	tab := newBrowser().open("https://shop.example/")
	told := make(chan string, 1)
	attachOK(t, tab, api.options(`"redirect_urls":{"logout_url":"/bye?x=1#y"}`), Callbacks{OnCurrentDeviceLogout: says(told, true)})
	api.push("a1", logoutMessage)
	if got, want := tab.wentTo(t), "https://shop.example/bye?x=1&challenge=c1#y"; got != want {
		t.Errorf("went to %q, want %q", got, want)
	}
	if got := <-told; got != `{"challenge":"c1"}` {
		t.Errorf("told %q", got)
	}
}

func TestEightTabsShareAStream(t *testing.T) {
	api := newAPI(t)
	profile := newBrowser()
	var tabs []*tab
	for range 8 {
		tab := profile.open("https://shop.example/")
		attachOK(t, tab, api.options(`"redirect_urls":{"logout_url":"/bye"}`), Callbacks{})
		tabs = append(tabs, tab)
	}
	// The stream belongs to the newest attach; its challenge is for that tab alone.
	api.push("a8", challengeMessage)
	tabs[7].wentTo(t)
	// A logout is for all.
	api.push("a8", logoutMessage)
	for i, tab := range tabs {
		tab.waitFor(t, "the tab is logged out", func() bool {
			return len(tab.went) > 0 && strings.HasSuffix(tab.went[len(tab.went)-1], "/bye?challenge=c1")
		})
		if i < 7 && len(tab.went) != 1 {
			t.Errorf("tab %d went to %q", i, tab.went)
		}
	}
	api.waitForStreams(t, 1) // of those that were replaced none is left
}

func TestLeaderLeaves(t *testing.T) {
	api := newAPI(t)
	profile := newBrowser()
	first, second := profile.open("https://shop.example/1"), profile.open("https://shop.example/2")
	attachOK(t, second, api.options(`"redirect_urls":{"logout_url":"/bye"}`), Callbacks{})
	attachOK(t, first, api.options(""), Callbacks{})
	second.hidden() // leads, and is left
	api.push("a2", challengeMessage)
	first.wentTo(t)
	second.shown() // comes back, and its attach is the newest again
	api.push("a1", logoutMessage)
	second.wentTo(t)
}

// TestTheWayBack: a page that comes out of the back/forward cache is as it was before it was
// left, and attaches again where it was us who had it leave.
func TestTheWayBack(t *testing.T) {
	api := newAPI(t)
	tab := newBrowser().open("https://shop.example/")
	attachOK(t, tab, api.options(""), Callbacks{})
	tab.hidden()
	tab.shown() // the person left by themselves
	api.waitForStreams(t, 1)
	api.push("a1", challengeMessage)
	first := tab.wentTo(t)
	tab.hidden()
	api.push("a2", challengeMessage)
	tab.shown()
	tab.waitFor(t, "the page is sent away again", func() bool { return len(tab.went) == 2 && tab.went[1] == first })

	tab.hidden()
	api.mu.Lock()
	api.reply["suspended"] = true
	api.mu.Unlock()
	for n := 3; n < 5; n++ { // at first by a challenge, then by the suspension itself
		tab.shown()
		tab.waitFor(t, "the page is sent away again", func() bool { return len(tab.went) == n })
		if got, want := tab.went[n-1], api.URL+"/suspended?client_id=client"; got != want {
			t.Errorf("went to %q, want %q", got, want)
		}
	}
	if n := len(api.sent("/attach")); n != 4 {
		t.Errorf("%d attaches, want 4", n)
	}
}

// TestMessageBeforeTheAnswer: the open stream has what an attach raised before the attach is answered, and the page hears of it
// by the callbacks of that attach, or by those before if it fails.
func TestMessageBeforeTheAnswer(t *testing.T) {
	api := newAPI(t)
	tab := newBrowser().open("https://shop.example/")
	told := make(chan string, 9)
	callbacks := func(name string) Callbacks {
		return Callbacks{OnChallenge: func([]byte) func() (bool, error) {
			told <- name
			return func() (bool, error) { return false, nil }
		}}
	}
	attachOK(t, tab, api.options(""), callbacks("first"))
	n := 0
	api.meanwhile = func() {
		n++
		tab.feed.received("a1", strconv.Itoa(n), challengeMessage)
	}
	attachOK(t, tab, api.options(`"event":"again"`), callbacks("second"))
	if got := <-told; got != "second" {
		t.Errorf("the callback of the %s attach was called", got)
	}
	api.reply["device_id"] = 7 // nothing to listen to
	attachOK(t, tab, api.options(`"event":"third"`), callbacks("third"))
	if got := <-told; got != "second" {
		t.Errorf("the callback of the %s attach was called", got)
	}
	if len(told) > 0 {
		t.Errorf("%q as well", <-told)
	}
}

func TestAnotherAccountClosesTheStream(t *testing.T) {
	api := newAPI(t)
	profile := newBrowser()
	tab := profile.open("https://shop.example/")
	attachOK(t, tab, api.options(""), Callbacks{})
	attachOK(t, tab, []byte(strings.Replace(string(api.options(`"redirect_urls":{"logout_url":"/bye"}`)), "ann", "bob", 1)), Callbacks{})
	api.push("a2", logoutMessage)
	tab.wentTo(t)
	profile.tabs.mu.Lock()
	defer profile.tabs.mu.Unlock()
	if len(profile.tabs.members) != 1 {
		t.Errorf("%d feeds are open", len(profile.tabs.members))
	}
}

func TestWithoutTabs(t *testing.T) {
	api := newAPI(t)
	profile := newBrowser()
	profile.tabs = nil
	tab := profile.open("https://shop.example/")
	attachOK(t, tab, api.options(""), Callbacks{})
	api.push("a1", challengeMessage)
	tab.wentTo(t)
}

func TestModal(t *testing.T) {
	api := newAPI(t)
	tab := newBrowser().open("https://shop.example/x")
	shown := &modal{dialogs: make(chan string, 1)}
	tab.ports.Modal = shown
	attachOK(t, tab, api.options(`"challenge_mode":"modal","channel":"text","lang":"fr","secret":"s","redirect_urls":{"success_url":"/ok"}`), Callbacks{})
	api.push("a1", challengeMessage)
	want := `{"origin":"` + api.URL + `","client_id":"client","secret":"s","challenge":"c1","channel":"text","lang":"fr","links":{` +
		`"success":"https://shop.example/ok","logout":"https://shop.example/x?rupt_action=logout","new_account":"https://shop.example/x?rupt_action=logout","upgrade":"https://shop.example/x"}}`
	if dialog := <-shown.dialogs; dialog != want || shown.prepared != 1 {
		t.Errorf("prepared %d times, opened\n%s, not\n%s", shown.prepared, dialog, want)
	}

	shown.fails = errors.New("the module did not load")
	api.push("a1", strings.ReplaceAll(challengeMessage, "c1", "c2"))
	<-shown.dialogs
	if to := tab.wentTo(t); !strings.Contains(to, "challenge=c2") {
		t.Errorf("without a dialog it went to %s", to)
	}
}

// TestFramed: the server's page cannot be in a frame, so the challenge is over the page there.
func TestFramed(t *testing.T) {
	api := newAPI(t)
	tab := newBrowser().open("https://shop.example/framed")
	shown := &modal{dialogs: make(chan string, 1)}
	tab.ports.Modal, tab.ports.Framed = shown, true
	attachOK(t, tab, api.options(""), Callbacks{})
	api.push("a1", challengeMessage)
	if dialog := <-shown.dialogs; !strings.Contains(dialog, `"challenge":"c1"`) || shown.prepared != 1 {
		t.Errorf("prepared %d times, opened %s", shown.prepared, dialog)
	}
}

type modal struct {
	dialogs  chan string
	fails    error
	prepared int
}

func (m *modal) Prepare() { m.prepared++ }

func (m *modal) Open(dialog wire.Raw) error {
	err := m.fails // the test changes it once it has the dialog
	m.dialogs <- string(dialog)
	return err
}

// A stream that ends for good is tried again, slower and slower, then left alone.
func TestStreamBackoff(t *testing.T) {
	var delays []int
	var fire func()
	var on StreamEvents
	opened := 0
	ports := fakeLine{
		after: func(ms int, f func()) func() { delays, fire = append(delays, ms), f; return func() {} },
		open:  func(_ string, e StreamEvents) func() { opened++; on = e; return func() {} },
	}
	f := newFeed(&Client{ports: Ports{Timer: ports, Streams: ports}}, "x")
	f.attached(listener{&options{}, Callbacks{}, address{"u", "a"}})
	for range 10 {
		on.Closed()
		if fire != nil {
			fire()
			fire = nil
		}
	}
	if opened != 7 || len(delays) != 6 || delays[0] != 5_000 || delays[5] != 160_000 {
		t.Errorf("opened %d times, after %v", opened, delays)
	}
}

type fakeLine struct {
	after func(int, func()) func()
	open  func(string, StreamEvents) func()
}

func (l fakeLine) After(ms int, f func()) func()          { return l.after(ms, f) }
func (l fakeLine) Open(url string, e StreamEvents) func() { return l.open(url, e) }
