package attach

import (
	"net/url"
	"testing"

	"github.com/openrupt/openrupt/attach/api"
)

func TestWithParam(t *testing.T) {
	for _, tt := range []struct{ url, want string }{
		{"https://a.example", "https://a.example?k=%26v"},
		{"https://a.example/?", "https://a.example/?k=%26v"},
		{"https://a.example/?x=1", "https://a.example/?x=1&k=%26v"},
		{"https://a.example/?x=1&", "https://a.example/?x=1&k=%26v"},
		{"https://a.example/#f?g", "https://a.example/?k=%26v#f?g"},
		{"https://a.example/?x#f", "https://a.example/?x&k=%26v#f"},
	} {
		if got := withParam(tt.url, "k", "&v"); got != tt.want {
			t.Errorf("withParam(%q) = %q, want %q", tt.url, got, tt.want)
		}
	}
}

func TestPath(t *testing.T) {
	for url, want := range map[string]string{
		"https://a.example": "/", "https://a.example?x=/y": "/", "https://a.example/a/b?c=/d#/e": "/a/b", "https://a.example#/x": "/",
	} {
		if got := path(url); got != want {
			t.Errorf("path(%q) = %q, want %q", url, got, want)
		}
	}
}

func FuzzParam(f *testing.F) {
	for _, seed := range []string{"", "?a=1", "?a=1&b#c", "#?x", "?k=v", "?&", "??"} {
		f.Add(seed, "v")
	}
	f.Add("?x", "a b&c=d#é/?")
	f.Fuzz(func(t *testing.T, rest, value string) {
		page := "https://a.example/p" + rest
		if u, err := url.Parse(page); err != nil || u.Path != "/p" {
			return
		}
		with := withParam(page, "fresh_key", value)
		u, err := url.Parse(with)
		if err != nil {
			t.Fatalf("%q: %v", with, err)
		}
		if got := u.Query()["fresh_key"]; len(got) != 1 || got[0] != value {
			if _, bad := url.ParseQuery(u.RawQuery); bad == nil {
				t.Fatalf("%q has %q, want %q", with, got, value)
			}
		}
		without, ok := withoutParam(with, "fresh_key", api.Escape(value))
		if !ok {
			t.Fatalf("%q is not found again", with)
		}
		a, _ := url.Parse(page)
		b, err := url.Parse(without)
		if err != nil || a.Query().Encode() != b.Query().Encode() || a.Fragment != b.Fragment {
			t.Fatalf("%q became %q", page, without)
		}
	})
}
