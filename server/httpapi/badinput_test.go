package httpapi_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
)

func TestBadInput(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}
	// secret must never come back, whatever was wrong with it.
	const secret = "canary-4711"
	attach := "/v2/device/attach"
	for name, tt := range map[string]struct {
		method, path, auth string
		body               any
		header             []string
		want               wire.Code
		param              string
	}{
		"account missing":         {"POST", attach, asBrowser, map[string]string{}, nil, wire.CodeInvalidParameter, "account"},
		"client id missing":       {"POST", attach, "", map[string]string{"account": "a"}, nil, wire.CodeUnauthorized, "client_id"},
		"phone malformed":         {"POST", attach, asServer, map[string]string{"account": "a", "phone": secret}, nil, wire.CodeInvalidParameter, "phone"},
		"email malformed":         {"POST", attach, asServer, map[string]string{"account": "a", "email": secret}, nil, wire.CodeInvalidParameter, "email"},
		"account of another type": {"POST", attach, asBrowser, map[string]any{"account": []string{secret}}, nil, wire.CodeInvalidParameter, "account"},
		"limit of another type":   {"POST", attach, asBrowser, map[string]any{"account": "a", "limit_config": map[string]string{"overall_device_limit": secret}}, nil, wire.CodeInvalidParameter, "limit_config.overall_device_limit"},
		"broken JSON":             {"POST", attach, asBrowser, `{"account":"` + secret, nil, wire.CodeInvalidJSON, ""},
		"not an object":           {"POST", attach, asBrowser, `["` + secret + `"]`, nil, wire.CodeInvalidJSON, ""},
		"invalid UTF-8":           {"POST", attach, asBrowser, "{\"account\":\"\xff\"}", nil, wire.CodeInvalidJSON, ""},
		"too deep":                {"POST", attach, asBrowser, `{"metadata":` + strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5001), nil, wire.CodeInvalidJSON, ""},
		"too large":               {"POST", attach, asBrowser, `{"account":"` + strings.Repeat("a", 64<<10) + `"}`, nil, wire.CodePayloadTooLarge, ""},
		"too large for its path":  {"POST", "/token/sign", asServer, `{"user":"` + strings.Repeat("a", 4<<10) + `"}`, nil, wire.CodePayloadTooLarge, ""},
		"a form":                  {"POST", attach, asBrowser, "account=a", []string{"Content-Type", "application/x-www-form-urlencoded"}, wire.CodeUnsupportedMedia, ""},
		"wrong method":            {"GET", attach, asBrowser, nil, nil, wire.CodeMethodNotAllowed, ""},
		"unknown path":            {"GET", "/v2/nothing", asBrowser, nil, nil, wire.CodeNotFound, ""},
		"a slash at the end":      {"POST", attach + "/", asBrowser, map[string]string{"account": "a"}, nil, wire.CodeNotFound, ""},
		"a slash too many":        {"POST", "/" + attach, asBrowser, map[string]string{"account": "a"}, nil, wire.CodeNotFound, ""},
		"dots":                    {"GET", "/v2/../v2/challenges", asServer, nil, nil, wire.CodeNotFound, ""},
		"unknown challenge":       {"GET", "/v2/challenges/" + unknownID, asBrowser, nil, nil, wire.CodeNotFound, ""},
		"malformed challenge":     {"GET", "/v2/challenges/" + secret, asServer, nil, nil, wire.CodeNotFound, ""},
		"code of no challenge":    {"POST", "/v2/challenges/" + unknownID + "/verify", asBrowser, map[string]string{"code": "123456"}, nil, wire.CodeNotFound, ""},
		"device of nobody":        {"POST", "/v2/device/" + unknownID + "/detach", asServer, map[string]string{"user": "nobody"}, nil, wire.CodeNotFound, ""},
		"unknown user":            {"GET", "/v2/user/" + secret, asServer, nil, nil, wire.CodeNotFound, ""},
		"fingerprint missing":     {"POST", "/v2/device/fingerprint", asBrowser, map[string]string{}, nil, wire.CodeInvalidParameter, "fingerprint"},
		"action missing":          {"POST", "/v2/evaluate", asServer, map[string]string{"ip": "192.0.2.1"}, nil, wire.CodeInvalidParameter, "action"},
		"page out of range":       {"GET", "/v2/challenges?page=0", asServer, nil, nil, wire.CodeInvalidParameter, "page"},
		"limit out of range":      {"GET", "/v2/challenges?limit=101", asServer, nil, nil, wire.CodeInvalidParameter, "limit"},
		"date malformed":          {"GET", "/v2/challenges?start_date=" + secret, asServer, nil, nil, wire.CodeInvalidParameter, "start_date"},
	} {
		t.Run(name, func(t *testing.T) {
			c := c
			c.t = t
			r := c.as(tt.auth).with(tt.header...).do(tt.method, tt.path, tt.body)
			if e := r.fails(tt.want); e.Param != tt.param {
				t.Errorf("param %q, want %q: %s", e.Param, tt.param, r.Body)
			}
			if bytes.Contains(r.Body, []byte(secret)) {
				t.Errorf("the reply repeats what was sent: %s", r.Body)
			}
		})
	}
}

// TestBadContactsAreDropped: a browser is recognised whatever was typed in as its contact,
// and told which one was left out.
func TestBadContactsAreDropped(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL(), auth: asBrowser}
	const secret = "canary-4711"
	for name, tt := range map[string]struct {
		body   map[string]string
		params []string
	}{
		"email": {map[string]string{"email": secret, "phone": "+15551234567"}, []string{"email"}},
		"phone": {map[string]string{"email": "ann@example.com", "phone": secret}, []string{"phone"}},
		"both":  {map[string]string{"email": secret, "phone": secret}, []string{"email", "phone"}},
		"none":  {map[string]string{"email": "ann@example.com", "phone": "+15551234567"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := c
			c.t = t
			tt.body["account"] = name
			r := c.post("/v2/device/attach", tt.body)
			var a wire.AttachReply
			r.into(&a)
			var params []string
			for _, w := range a.Warnings {
				params = append(params, w.Param)
				if w.Code != wire.CodeInvalidParameter || w.Message == "" {
					t.Errorf("%+v", w)
				}
			}
			if !slices.Equal(params, tt.params) || bytes.Contains(r.Body, []byte(secret)) {
				t.Errorf("%s", r.Body)
			}
			var u wire.User
			c.as(asServer).get("/v2/user/" + name).into(&u)
			if (u.Email == "") != slices.Contains(params, "email") || (u.Phone == "") != slices.Contains(params, "phone") {
				t.Errorf("%+v", u)
			}
		})
	}
}

// TestAccountsMayBeNumbers, as they are in many databases: they are their text.
func TestAccountsMayBeNumbers(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL(), auth: asServer}
	var a wire.AttachReply
	c.post("/v2/device/attach", `{"account":42,"email":"ann@example.com"}`).into(&a)
	for _, body := range []string{`{"user":42,"action":"login","ip":"203.0.113.7"}`, `{"user":"42","action":"login","ip":"203.0.113.7"}`} {
		c.post("/v2/evaluate", body).into(&wire.EvaluateReply{})
	}
	for _, body := range []string{`{"account":42}`, `{"user":42}`, `{"account":"42"}`} {
		var token wire.TokenReply
		c.post("/token/sign", body).into(&token)
		c.as(asBrowser+token.Secret).post("/v2/device/attach", `{"account":"42"}`).into(&wire.AttachReply{})
	}
	var u wire.User
	c.get("/v2/user/42").into(&u)
	if u.ID != a.UserID {
		t.Errorf("%+v", u)
	}
	c.post("/v2/device/"+a.DeviceID+"/detach", `{"user":42}`).into(&wire.DetachReply{})
	for _, body := range []string{`{"user":true,"action":"login","ip":"203.0.113.7"}`, `{"user":[42],"action":"login","ip":"203.0.113.7"}`} {
		if e := c.post("/v2/evaluate", body).fails(wire.CodeInvalidParameter); e.Param != "user" {
			t.Errorf("%+v", e)
		}
	}
}

// TestOneGroupNeedsNoArray, nor does the browser SDK ask for one.
func TestOneGroupNeedsNoArray(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL(), auth: asServer}
	var u wire.User
	for _, tt := range []struct{ path, body, id string }{
		{"/v2/device/attach", `{"account":"ann","groups":{"id":7,"name":"Seven"}}`, "7"},
		{"/v2/device/attach", `{"user":42,"groups":{"id":"both"}}`, "both"},
		{"/v2/user/ann/update", `{"groups":{"id":"eight"}}`, "eight"},
	} {
		if r := c.post(tt.path, tt.body); r.Status != http.StatusOK {
			t.Errorf("%s: %s", tt.body, r.Body)
		}
		account := "ann"
		if tt.id == "both" {
			account = "42"
		}
		c.get("/v2/user/" + account).into(&u)
		if !slices.ContainsFunc(u.Groups, func(g wire.Group) bool { return string(g.ID) == tt.id }) {
			t.Errorf("%s: %+v", tt.body, u.Groups)
		}
	}
	for _, body := range []string{`{"account":"ann","groups":"g"}`, `{"account":"ann","groups":[1]}`} {
		c.post("/v2/device/attach", body).fails(wire.CodeInvalidParameter)
	}
}

// TestLongHashes: of the npm package rupt, 2,048 digits each, the current and the last one.
func TestLongHashes(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL(), auth: asBrowser}
	body := map[string]string{
		"account": "ann", "user": "ann", "action": "login",
		"fingerprint": strings.Repeat("0123456789abcdef", 128), "last_fingerprint": strings.Repeat("fedcba9876543210", 128),
	}
	for _, path := range []string{wire.PathAttach, wire.PathFingerprint, wire.PathEvaluate, wire.PathIdentify} {
		if r := c.post(path, body); r.Status != http.StatusOK {
			t.Errorf("%s: %s", path, r.Body)
		}
	}
}

func TestUnknownFieldsAreIgnored(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}
	var r wire.AttachReply
	c.as(asBrowser).post("/v2/device/attach", map[string]any{
		"account": "a", "from_the_future": map[string]any{"x": 1}, "redirect_urls": map[string]string{"logout_url": "https://a.example"},
	}).into(&r)
	if r.DeviceID == "" || r.Access == "" {
		t.Errorf("%+v", r)
	}
}

func TestMethods(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL(), auth: asServer}
	for path, allow := range map[string]string{
		"/v2/device/attach": "OPTIONS, POST",
		"/v2/evaluate":      "GET, HEAD, OPTIONS, POST",
		"/v2/challenges":    "GET, HEAD, OPTIONS",
		"/healthz":          "GET, HEAD, OPTIONS",
	} {
		r := c.do("DELETE", path, nil)
		r.fails(wire.CodeMethodNotAllowed)
		if got := r.Header.Get("Allow"); got != allow {
			t.Errorf("%s: Allow %q, want %q", path, got, allow)
		}
		if r := c.do("OPTIONS", path, nil); r.Status != 204 || r.Header.Get("Allow") != allow {
			t.Errorf("OPTIONS %s: %d, Allow %q", path, r.Status, r.Header.Get("Allow"))
		}
	}
	if r := c.do("HEAD", "/v2/challenges", nil); r.Status != 200 || len(r.Body) != 0 {
		t.Errorf("HEAD: %d, %q", r.Status, r.Body)
	}
}

func TestEveryReplyIsNamed(t *testing.T) {
	c := client{t: t, url: apptest.Start(t, func(c *app.Config) {}).URL()}
	seen := map[string]bool{}
	for _, path := range []string{"/", "/healthz", "/readyz", "/openapi.json", "/rupt.js", "/nothing", "/v2/challenges", "/dev/inbox"} {
		r := c.get(path)
		id := r.Header.Get("X-Request-Id")
		if len(id) != 24 || seen[id] {
			t.Errorf("%s: X-Request-Id %q", path, id)
		}
		seen[id] = true
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Referrer-Policy") == "" {
			t.Errorf("%s: headers %v", path, r.Header)
		}
	}
}
