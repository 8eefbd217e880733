package hosted_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// The whole way without a script, against a real server with SQLite.
func TestWithoutScript(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "+12025550134")
	b := newBrowser(t, w.origin)

	b.open(w.page(""))
	b.sees("Is this your account?", "It's my account", "Create my own account", "Log out")
	b.press("It's my account", "")
	b.sees("Email ab*****@rupt.dev", "Text message ******")
	b.press("Email", "")
	b.sees("Enter your code", "Verification code", "ab*****@rupt.dev")
	code := w.code(1).Code

	b.press("Continue", "12 3")
	b.sees("Enter all 6 digits.")
	b.press("Continue", wrong(code))
	b.sees("That code isn’t right. 4 tries left.")
	b.open(strings.TrimPrefix(b.at, w.origin))
	b.sees("4 tries left.") // a reload tries nothing again
	b.press("Send a new code", "")
	b.sees("Too many requests.")

	b.press("Continue", " "+code[:3]+" "+code[3:])
	b.sees("Log out 1 device to continue", "Chrome on Windows", "This device")
	if n := b.count("button", "Log out this device"); n != 1 {
		t.Fatalf("%d devices can be logged out, want 1", n)
	}
	b.press("Log out this device", "")
	if want := "http://localhost:9/home?x=1&challenge_id=" + w.challenge; b.at != want {
		t.Fatalf("left for %s, want %s", b.at, want)
	}
	if got := w.status(); got != wire.StatusCompleted {
		t.Errorf("the challenge is %s", got)
	}
	b.open(w.page(""))
	b.sees("You’re all set")
	newcomer := newBrowser(t, w.origin)
	newcomer.open(w.page(""))
	newcomer.sees("Already confirmed")
}

// With one contact there is no choice: the button says what it sends, and sends it.
func TestOneChannel(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "")
	b := newBrowser(t, w.origin)
	b.open(w.page(""))
	b.sees("We’ll email a code to ab*****@rupt.dev.")
	b.press("It's my account", "")
	b.sees("Enter your code")
	b.press("Back", "")
	b.sees("Is this your account?")
	b.press("It's my account", "")
	b.sees("Enter your code") // the same code: none was sent in between
	if m := w.code(1); m.To != "ab12345@rupt.dev" || m.Channel != wire.ChannelEmail {
		t.Errorf("sent %+v", m)
	}
}

// Opening the page sends nothing, whatever its query says.
func TestViewingSendsNothing(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "+12025550134")
	b := newBrowser(t, w.origin)
	for range 2 {
		b.open(w.page("&channel=text"))
		b.sees("We’ll text a code to ******")
	}
	var inbox []core.InboxMessage
	w.call(http.MethodGet, "/dev/inbox", nil, &inbox)
	if len(inbox) != 0 || w.status() != wire.StatusPending {
		t.Errorf("%d messages, status %s", len(inbox), w.status())
	}
	b.press("It's my account", "")
	b.sees("We texted a 6-digit code")
	if m := w.code(1); m.Channel != wire.ChannelText {
		t.Errorf("sent %+v", m)
	}
}

// The ways out that a project offers work without a script, too.
func TestWaysOut(t *testing.T) {
	for button, tt := range map[string]struct {
		setting string
		want    wire.ChallengeStatus
		leaves  bool
	}{
		"Skip for now":         {"can_skip", wire.StatusSkipped, true},
		"Remind me later":      {"can_postpone", wire.StatusPostponed, true},
		"Ask an administrator": {"can_notify", wire.StatusAdminNotified, false},
	} {
		w := newWorld(t, "ab12345@rupt.dev", "")
		p, err := w.app.Core().FindProject(t.Context(), "demo")
		if err == nil {
			_, err = w.app.Core().ChangeProject(t.Context(), p.ID, &wire.ProjectRequest{Settings: wire.Raw(`{"` + tt.setting + `":true}`)})
		}
		if err != nil {
			t.Fatal(err)
		}
		b := newBrowser(t, w.origin)
		b.open(w.page(""))
		b.press(button, "")
		if got := w.status(); got != tt.want {
			t.Errorf("%s: the challenge is %s, want %s", button, got, tt.want)
		}
		if left := strings.HasPrefix(b.at, "http://localhost:9/home"); left != tt.leaves {
			t.Errorf("%s: at %s", button, b.at)
		}
	}
}

func TestLockedAfterTheTriesOfACode(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "")
	b := newBrowser(t, w.origin)
	b.open(w.page(""))
	b.press("It's my account", "")
	code := w.code(1).Code
	for range 5 {
		b.press("Continue", wrong(code))
	}
	b.sees("No tries left for this code.")
	b.press("Continue", code)
	b.sees("No tries left for this code.") // for the right one, too
}

// Whoever knows only the address of the page has no session.
func TestTheSessionIsInTheCookie(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "")
	b := newBrowser(t, w.origin)
	b.open(w.page(""))
	b.press("It's my account", "")
	b.press("Continue", w.code(1).Code)
	b.sees("Log out 1 device")
	if b.find("script", "") != nil {
		t.Error("a script beside a session")
	}
	at, _ := url.Parse(w.origin)
	for _, c := range b.client.Jar.Cookies(at) {
		if s, _, _ := strings.Cut(strings.SplitAfter(c.Value, "~")[1], "."); s != w.challenge || strings.Contains(b.text(), c.Value) {
			t.Errorf("cookie %s=%s", c.Name, c.Value)
		}
	}
	other := newBrowser(t, w.origin)
	other.open(w.page(""))
	other.sees("Is this your account?")
	other.page, other.at = b.page, b.at // even with the markup of the other's page
	other.press("Log out this device", "")
	other.sees("please confirm once more")
	if w.status() != wire.StatusVerified {
		t.Errorf("the challenge is %s", w.status())
	}
}

func TestLanguage(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "")
	b := newBrowser(t, w.origin)
	b.open(w.page("&lang=ar"))
	b.sees("هل هذا حسابك؟")
	b.press("Français", "")
	b.sees("Ce compte est-il le vôtre")
	if !strings.Contains(b.at, "lang=fr") || !strings.Contains(b.at, "challenge="+w.challenge) {
		t.Errorf("at %s", b.at)
	}
	b.press("C’est mon compte", "")
	b.sees("Saisissez votre code")
	if m := w.code(1); !strings.Contains(m.Text, "code") || strings.Contains(m.Text, "Your") {
		t.Errorf("the message is not French: %q", m.Text)
	}
}
