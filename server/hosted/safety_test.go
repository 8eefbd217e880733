package hosted_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/hosted"
)

// Links to other origins are refused, visibly, and nothing leads there.
func TestRefusedLinks(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "")
	for _, target := range []string{
		"https://evil.example/", "//evil.example/", "javascript:alert(1)", "data:text/html,x", "https://localhost.evil.example/",
		"https://localhost@evil.example/", "http://localhost:9\\@evil.example/", " https://evil.example", "/relative", "http://",
	} {
		b := newBrowser(t, w.origin)
		b.open("/challenge?challenge=" + w.challenge + "&success=" + url.QueryEscape(target) + "&logout=" + url.QueryEscape(target))
		b.sees("hasn’t approved")
		if b.find("button", "Log out") != nil {
			t.Errorf("%s: offered", target)
		}
		if policy := b.last.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self';") {
			t.Errorf("%s: %s", target, policy)
		}
		if !strings.Contains(target, "localhost") && strings.Contains(b.text(), "evil") {
			t.Errorf("%s is on the page", target)
		}
	}
}

func TestHeaders(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "")
	b := newBrowser(t, w.origin)
	b.open(w.page(""))
	for name, want := range map[string]string{
		"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; " +
			"form-action 'self' http://localhost:9; base-uri 'none'; frame-ancestors 'none'",
	} {
		if got := b.last.Header.Get(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// A form of another site is refused before anything happens.
func TestCrossSiteForm(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "")
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, w.origin+w.page(""), strings.NewReader("do=mine"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(name, value)
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", name, response.Status)
		}
	}
	if got := w.status(); got != "initiated" {
		t.Errorf("the challenge is %s", got)
	}
}

func TestUnknown(t *testing.T) {
	w := newWorld(t, "", "")
	for _, query := range []string{"", "?challenge=", "?challenge=nonsense", "?challenge=" + strings.Repeat("0", 24), "?challenge=%00", "?challenge=" + strings.Repeat("a", 5000)} {
		b := newBrowser(t, w.origin)
		b.open("/challenge" + query)
		b.sees("We can’t find this request")
		if b.last.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", query, b.last.Status)
		}
	}
}

// The script gets what it needs, and the challenge in markup cannot break out.
func TestData(t *testing.T) {
	w := newWorld(t, "ab12345@rupt.dev", "")
	b := newBrowser(t, w.origin)
	b.open(w.page("&channel=sms&lang=de&upgrade=" + url.QueryEscape("http://localhost:9/</script><script>alert(1)</script>")))
	var d hosted.Data
	scripts := 0
	for n := range b.page.Descendants() {
		if n.Data != "script" {
			continue
		}
		scripts++
		if attr(n, "id") == wire.ChallengeDataID {
			if err := json.Unmarshal([]byte(textOf(n)), &d); err != nil {
				t.Fatal(err)
			}
		}
	}
	if scripts != 2 {
		t.Errorf("%d scripts", scripts)
	}
	if d.Challenge != w.challenge || d.ClientID == "" || d.Channel != "text" || d.Language != "de" || d.Links.Success != "http://localhost:9/home?x=1" || d.Snapshot == "" || d.Now == 0 {
		t.Errorf("%+v", d)
	}
}

func TestSuspended(t *testing.T) {
	w := newWorld(t, "", "")
	b := newBrowser(t, w.origin)
	b.open("/suspended?lang=de")
	b.sees("Dieses Konto ist gesperrt")
	b.press("Français", "")
	b.open(strings.TrimPrefix(b.at, w.origin))
	b.sees("Ce compte est suspendu")
}

// The stories, their style sheet and every language can be looked at.
func TestStories(t *testing.T) {
	w := newWorld(t, "", "")
	b := newBrowser(t, w.origin)
	b.open("/dev/story")
	links := 0
	for n := range b.page.Descendants() {
		if n.Data != "a" {
			continue
		}
		links++
		if links%29 == 0 { // a sample: all of them are golden files
			one := newBrowser(t, w.origin)
			one.open(attr(n, "href"))
			if one.last.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", attr(n, "href"), one.last.Status)
			}
		}
	}
	if links < 300 {
		t.Errorf("%d links", links)
	}
	b.open("/dev/story/code")
	for n := range b.page.Descendants() {
		if n.Data == "link" && attr(n, "rel") == "stylesheet" {
			b.open(attr(n, "href"))
			if !strings.HasPrefix(b.last.Header.Get("Content-Type"), "text/css") || !strings.Contains(b.last.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("style: %v", b.last.Header)
			}
			return
		}
	}
	t.Error("no style sheet")
}
