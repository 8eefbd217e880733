package api

import (
	"net/url"
	"testing"
)

func TestPath(t *testing.T) {
	if got := Path("/v2/a/{id}/b/{device}/c", "x/..", "{y}"); got != "/v2/a/x%2F../b/%7By%7D/c" {
		t.Errorf("filled %q", got)
	}
}

func FuzzEscape(f *testing.F) {
	f.Add("a b&c=d/é\x00%41")
	f.Fuzz(func(t *testing.T, s string) {
		if got, err := url.QueryUnescape(Escape(s)); err != nil || got != s {
			t.Errorf("%q became %q, which is %q, %v", s, Escape(s), got, err)
		}
	})
}
