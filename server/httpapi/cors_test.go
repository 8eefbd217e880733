package httpapi_test

import (
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app/apptest"
)

const (
	goodOrigin = "http://localhost:3000"
	evilOrigin = "https://evil.example"
)

// Project demo allows every localhost origin and no other.
func TestCORS(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}
	attach, account := "/v2/device/attach", map[string]string{"account": "a"}
	for name, tt := range map[string]struct {
		auth, origin string
		body         any
		status       int
		readable     bool
	}{
		"allowed":                       {asBrowser, goodOrigin, account, 200, true},
		"foreign":                       {asBrowser, evilOrigin, account, 403, false},
		"looks like ours":               {asBrowser, "http://localhost.evil.example", account, 403, false},
		"of a sandbox or a file":        {asBrowser, "null", account, 403, false},
		"no browser":                    {asBrowser, "", account, 200, false},
		"errors can be read":            {asBrowser, goodOrigin, map[string]string{}, 400, true},
		"so can an unknown client's":    {"Basic nobody:", goodOrigin, account, 401, true},
		"a back end's origin is passed": {asServer, evilOrigin, account, 200, false},
	} {
		t.Run(name, func(t *testing.T) {
			c := c
			c.t = t
			if tt.origin != "" {
				c = c.with("Origin", tt.origin)
			}
			r := c.as(tt.auth).post(attach, tt.body)
			if r.Status != tt.status {
				t.Errorf("status %d, want %d: %s", r.Status, tt.status, r.Body)
			}
			if tt.status == 403 {
				r.fails(wire.CodeOriginNotAllowed)
			}
			want := ""
			if tt.readable {
				want = tt.origin
			}
			if got := r.Header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("Access-Control-Allow-Origin %q, want %q", got, want)
			}
			if r.Header.Get("Vary") != "Origin" || r.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("headers %v", r.Header)
			}
		})
	}
}

func TestOwnOriginIsAllowed(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL(), auth: asBrowser}
	if r := c.with("Origin", c.url).post("/v2/device/attach", map[string]string{"account": "a"}); r.Status != 200 {
		t.Errorf("status %d: %s", r.Status, r.Body)
	}
}

func TestPreflight(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}
	for path, want := range map[string]struct {
		methods string // "" is refused
	}{
		"/v2/device/attach":                        {"OPTIONS, POST"},
		"/v2/challenges/" + unknownID:              {"GET, HEAD, OPTIONS"},
		"/v2/challenges/" + unknownID + "/devices": {"GET, HEAD, OPTIONS"},
		"/v2/access/user/a%2Fb/attached_devices":   {"GET, HEAD, OPTIONS"},
		"/v2/challenges":                           {""},
		"/v2/user/a":                               {""},
	} {
		r := c.with("Origin", evilOrigin, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization, content-type").do("OPTIONS", path, nil)
		h := r.Header
		if r.Status != 204 {
			t.Errorf("%s: status %d", path, r.Status)
		}
		if want.methods == "" {
			if h.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s is for back ends, but pages may call it", path)
			}
			continue
		}
		if h.Get("Access-Control-Allow-Origin") != evilOrigin || h.Get("Access-Control-Allow-Methods") != want.methods ||
			h.Get("Access-Control-Max-Age") != "7200" || h.Get("Vary") != "Origin" || h.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

// TestNothingCanBeRead: a page that asks for a path which does not exist is told so.
func TestNothingCanBeRead(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}.with("Origin", evilOrigin)
	for _, path := range []string{"/v2/nothing", "/v1/device/attach", "/rupt-0000.wasm"} {
		r := c.post(path, "{}")
		r.fails(wire.CodeNotFound)
		if r.Header.Get("Access-Control-Allow-Origin") != evilOrigin {
			t.Errorf("%s: %v", path, r.Header)
		}
		r = c.with("Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization").do("OPTIONS", path, nil)
		if r.Status != 204 || r.Header.Get("Access-Control-Allow-Origin") != evilOrigin {
			t.Errorf("OPTIONS %s: %d %v", path, r.Status, r.Header)
		}
	}
}
