package hosted

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"

	ui "github.com/openrupt/openrupt/challengeui"
)

// FuzzLanguage: whatever a browser prefers, a page is in a language that there is.
func FuzzLanguage(f *testing.F) {
	for _, s := range []string{"", "en", "fr-CH, fr;q=0.9, *;q=0.5", "zh-TW", "-x-;;q=2", "i-klingon,art-lojban", "und-u-rg-uszzzz"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, accept, lang string) {
		r := &http.Request{Header: http.Header{"Accept-Language": {accept}}, URL: &url.URL{RawQuery: url.Values{"lang": {lang}}.Encode()}}
		if texts := languageOf(r); !slices.Contains(ui.Languages[:], texts) {
			t.Errorf("%q, %q: a language of nothing", accept, lang)
		}
	})
}

// FuzzCookie: the cookie brings nobody further than the screen it was written on, and is kept as it was.
func FuzzCookie(f *testing.F) {
	for _, s := range []string{"", "code.email.1.4.1000.3~session", "~", "~~", "devices.email.0.0.0.0~", "\"a\"~b"} {
		f.Add(s)
	}
	p, id := &Pages{}, "0123456789abcdef01234567"
	f.Fuzz(func(t *testing.T, value string) {
		r := &http.Request{Header: http.Header{"Cookie": {p.cookieName(id) + "=" + value}}}
		first := p.kept(r, id)
		if first.state(false).Proven {
			t.Errorf("%q proves something", value)
		}
		w := httptest.NewRecorder()
		p.keep(w, id, first)
		again := &http.Request{Header: http.Header{}}
		for _, c := range w.Result().Cookies() {
			again.AddCookie(c)
		}
		if second := p.kept(again, id); second != first {
			t.Errorf("%q was read as %q, kept and read as %q", value, first, second)
		}
	})
}
