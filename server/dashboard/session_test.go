package dashboard_test

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// pages are some of all kinds.
var pages = []string{"/admin", "/admin/", "/admin/projects/de3000000000000000000001/overview", "/admin/projects/de3000000000000000000001"}

// Whoever has no session sees where to sign in and nothing else, also where a session
// was made up.
func TestNobodyIsLetIn(t *testing.T) {
	w := newWorld(t)
	for _, cookie := range []string{"", "rupt-admin=", "rupt-admin=made-up", "rupt-admin=" + strings.Repeat("x", 5000)} {
		w.header.Set("Cookie", cookie)
		for _, path := range pages {
			w.open(path)
			w.wants(http.StatusUnauthorized)
			w.sees("Sign in to rupt")
			if strings.Contains(w.text(), "Demo") {
				t.Errorf("%s with %q: %s", path, cookie, w.text())
			}
		}
	}
	w.send(http.MethodPost, "/admin/sign-out", nil)
	w.wants(http.StatusUnauthorized)
}

// Without an admin key there is no dashboard.
func TestOff(t *testing.T) {
	w := newWorld(t, func(c *app.Config) { c.AdminKey = "" })
	for _, path := range pages {
		w.open(path)
		w.wants(http.StatusNotFound)
	}
	w.send(http.MethodPost, "/admin/sign-in", url.Values{"key": {""}})
	w.wants(http.StatusNotFound)
}

func TestSignInAndOut(t *testing.T) {
	w := newWorld(t)
	w.open("/admin/projects/de3000000000000000000001/overview?span=week")
	w.fill("key", "wrong").press("Sign in")
	w.wants(http.StatusUnauthorized)
	w.sees("This is not the admin key.")
	w.fill("key", adminKey).press("Sign in")
	w.wants(http.StatusOK)
	if got := w.last.Request.URL.RequestURI(); got != "/admin/projects/de3000000000000000000001/overview?span=week" {
		t.Errorf("signed in, then to %s", got)
	}
	home, _ := url.Parse(w.origin)
	kept := w.client.Jar.Cookies(home)
	if len(kept) != 1 || strings.Contains(kept[0].Value, adminKey) {
		t.Fatalf("cookies: %v", kept)
	}
	w.press("Sign out")
	w.sees("Sign in to rupt")
	if left := w.client.Jar.Cookies(home); len(left) != 0 {
		t.Errorf("cookies after signing out: %v", left)
	}
	w.header.Set("Cookie", kept[0].String()) // kept by somebody else
	w.open("/admin")
	w.wants(http.StatusUnauthorized)
}

// What follows a form is a page of the dashboard, whatever the form says.
func TestSignInLeadsNowhereElse(t *testing.T) {
	for _, next := range []string{"https://evil.example/", "//evil.example/admin/", "/\\evil.example", "/admin/\\evil.example", "/adminevil", "", "javascript:alert(1)"} {
		w := newWorld(t)
		w.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		w.send(http.MethodPost, "/admin/sign-in", url.Values{"key": {adminKey}, "next": {next}})
		if got := w.last.Header.Get("Location"); got != "/admin" {
			t.Errorf("%q: to %q", next, got)
		}
	}
}

// The cookie is out of reach of scripts, of other sites and, over https, of the network.
func TestCookie(t *testing.T) {
	for name, tt := range map[string]struct {
		url  string
		want string
	}{
		"http":  {"http://localhost", "rupt-admin=; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict"},
		"https": {"https://rupt.example", "__Host-rupt-admin=; Path=/; Max-Age=43200; HttpOnly; Secure; SameSite=Strict"},
	} {
		w := newWorld(t, func(c *app.Config) { c.PublicURL = tt.url })
		w.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		w.send(http.MethodPost, "/admin/sign-in", url.Values{"key": {adminKey}})
		given, rest, _ := strings.Cut(w.last.Header.Get("Set-Cookie"), ";")
		label, value, _ := strings.Cut(given, "=")
		if len(value) != 43 || label+"=;"+rest != tt.want {
			t.Errorf("%s: %s", name, w.last.Header.Get("Set-Cookie"))
		}
	}
}

func TestHeaders(t *testing.T) {
	w := newWorld(t)
	w.open("/admin")
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	} {
		if got := w.last.Header.Get(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// A form of another site does nothing, though the operator is signed in.
func TestForeignForm(t *testing.T) {
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		w := operator(t)
		w.header.Set(name, value)
		w.send(http.MethodPost, "/admin/sign-out", nil)
		w.wants(http.StatusForbidden)
		w.header.Del(name)
		w.open("/admin")
		w.wants(http.StatusOK)
	}
}

// Guesses are counted by address; the right key waits as well.
func TestGuesses(t *testing.T) {
	w := newWorld(t)
	for range 10 {
		w.send(http.MethodPost, "/admin/sign-in", url.Values{"key": {"wrong"}})
		w.wants(http.StatusUnauthorized)
	}
	w.send(http.MethodPost, "/admin/sign-in", url.Values{"key": {adminKey}})
	w.wants(http.StatusTooManyRequests)
	w.sees("Too many wrong keys")
}

// A session ends after an hour that nobody used it, which bringing a page up to date is
// not, and after twelve hours in any case.
func TestSessionsEnd(t *testing.T) {
	for name, tt := range map[string]struct {
		step  time.Duration
		live  bool
		steps int
	}{
		"unused":            {61 * time.Minute, false, 0},
		"only looked at":    {25 * time.Minute, true, 2},
		"used all day":      {50 * time.Minute, false, 14},
		"used till evening": {59 * time.Minute, false, 12},
	} {
		t.Run(name, func(t *testing.T) {
			clock := coretest.NewClock(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
			w := operator(t, func(c *app.Config) { c.Clock = clock })
			if tt.live {
				w.header.Set("HX-Request", "true")
			}
			for i := range tt.steps {
				clock.Advance(tt.step)
				if w.open("/admin"); w.last.StatusCode != http.StatusOK {
					t.Fatalf("ended after %d steps", i+1)
				}
			}
			clock.Advance(tt.step)
			w.open("/admin")
			w.wants(http.StatusUnauthorized)
		})
	}
}

// Signing in and out is logged, and the key is not.
func TestSignInIsLogged(t *testing.T) {
	var log coretest.Buffer
	w := operator(t, func(c *app.Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	w.press("Sign out")
	w.fill("key", "a wrong key").press("Sign in")
	for _, want := range []string{`msg=operator action="sign in"`, `action="sign out"`, "outcome=done", "outcome=unauthorized"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %s in:\n%s", want, &log)
		}
	}
	if strings.Contains(log.String(), adminKey) || strings.Contains(log.String(), "a wrong key") {
		t.Error("a key was logged")
	}
}
