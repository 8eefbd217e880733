package hosted_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// dress gives the demo project a face.
func (w *world) dress(settings string, logo string) {
	w.t.Helper()
	p, err := w.app.Core().FindProject(w.t.Context(), "demo")
	if err == nil {
		_, err = w.app.Core().ChangeProject(w.t.Context(), p.ID, &wire.ProjectRequest{LogoURL: &logo, Settings: wire.Raw(settings)})
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// A project's logo, colours and words are on its pages, and the policy allows the logo's
// origin and nothing else.
func TestFaceOfAProject(t *testing.T) {
	w := newWorld(t, "ada@example.com", "")
	w.dress(`{"theme":{"light":{"accent":"#0b6b50"},"dark":{"accent":"#5fd3a8"}},
		"texts":{"en":{"choose_heading":"Is this <i>your</i> {project} card?","suspended_text":"Call us."}}}`, "https://cdn.example/logo.svg")
	for path, says := range map[string]string{w.page("&lang=en"): "Is this <i>your</i> Demo card?", "/suspended?lang=en&client_id=" + core.DemoClientID: "Call us."} {
		b := newBrowser(t, w.origin)
		b.open(path)
		b.sees(says, "Demo")
		if policy := b.last.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "img-src data: https://cdn.example;") || !strings.Contains(policy, "style-src 'self';") {
			t.Errorf("%s: policy %s", path, policy)
		}
		var sheets, logos []string
		for n := range b.page.Descendants() {
			if n.Data == "link" && attr(n, "rel") == "stylesheet" {
				sheets = append(sheets, attr(n, "href"))
			} else if n.Data == "img" {
				logos = append(logos, attr(n, "src"))
			}
		}
		if len(logos) != 1 || logos[0] != "https://cdn.example/logo.svg" || len(sheets) != 2 {
			t.Fatalf("%s: logos %q, sheets %q", path, logos, sheets)
		}
		if css := fetch(t, w.origin+sheets[1]); !strings.Contains(css, "--accent:var(--rupt-accent,#0b6b50);--on-accent:var(--rupt-on-accent,#ffffff)") || !strings.Contains(css, "#5fd3a8") {
			t.Errorf("%s: %s", sheets[1], css)
		}
	}
	b := newBrowser(t, w.origin)
	b.open(w.page("&lang=fr"))
	b.sees("Ce compte est-il le vôtre") // other languages keep our words
}

// An unknown client id, or none, leaves the notice as it is.
func TestSuspendedWithoutAFace(t *testing.T) {
	w := newWorld(t, "", "")
	for _, query := range []string{"", "?client_id=", "?client_id=nobody"} {
		b := newBrowser(t, w.origin)
		b.open("/suspended" + query)
		b.sees("This account is suspended", "this site")
	}
}

// Whatever a link to the colours says, colours are all that comes back.
func FuzzTheme(f *testing.F) {
	f.Add("0b6b50......", "5fd3a8")
	f.Add("fff;}body{display:none}.x{a:b", "......")
	f.Fuzz(func(t *testing.T, light, dark string) {
		css := core.ThemeCSS(wire.Theme{Light: wire.Palette{Accent: "#" + light, Surface: light}, Dark: wire.Palette{Border: "#" + dark}})
		if strings.Count(css, "{") > 4 || len(css) > 400 || strings.ContainsAny(css, "<>\"'\\\n") {
			t.Errorf("%q, %q: %s", light, dark, css)
		}
	})
}

func TestThemeSheet(t *testing.T) {
	w := newWorld(t, "", "")
	if css := fetch(t, w.origin+"/challenge-theme.css?light="+url.QueryEscape("fff;}body{display:none}")); css != "" {
		t.Errorf("%s", css)
	}
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Fatalf("%s: %s %v", url, r.Status, err)
	}
	return string(b)
}
