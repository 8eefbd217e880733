package httpapi_test

import (
	"encoding/base64"
	"net/http"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
)

// unknownID is a well-formed id of nothing.
const unknownID = "0123456789abcdef01234567"

func TestCredentials(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}
	b64 := base64.StdEncoding.EncodeToString
	account := map[string]string{"account": "a"}
	attach, list, user := "/v2/device/attach", "/v2/access/user/a/attached_devices", "/v2/user/a"
	for name, tt := range map[string]struct {
		method, path, auth string
		body               any
		want               wire.Code // "" is success
	}{
		"B, plain":                     {"POST", attach, "Basic " + core.DemoClientID + ":", account, ""},
		"B, colon missing":             {"POST", attach, "Basic " + core.DemoClientID, account, ""},
		"B, base64":                    {"POST", attach, "Basic " + b64([]byte(core.DemoClientID+":")), account, ""},
		"B, in the body":               {"POST", attach, "", map[string]string{"account": "a", "client_id": core.DemoClientID, "secret": ""}, ""},
		"B, GET":                       {"GET", list, asBrowser, nil, ""},
		"S":                            {"POST", attach, asServer, account, ""},
		"none":                         {"POST", attach, "", account, wire.CodeUnauthorized},
		"none, GET":                    {"GET", list, "", nil, wire.CodeUnauthorized},
		"unknown client id":            {"POST", attach, "Basic nobody:", account, wire.CodeUnauthorized},
		"unknown client id, body":      {"POST", attach, "", map[string]string{"account": "a", "client_id": "nobody"}, wire.CodeUnauthorized},
		"client id of another type":    {"POST", attach, "", map[string]any{"account": "a", "client_id": 5}, wire.CodeInvalidParameter},
		"B, secret that is no token":   {"POST", attach, asBrowser + "nonsense", account, wire.CodeUnauthorized},
		"unknown scheme":               {"POST", attach, "Digest x", account, wire.CodeUnauthorized},
		"unknown API secret":           {"GET", user, "Bearer nothing", nil, wire.CodeUnauthorized},
		"client id as API secret":      {"GET", user, "Bearer " + core.DemoClientID, nil, wire.CodeForbidden},
		"B where only S may":           {"GET", user, asBrowser, nil, wire.CodeForbidden},
		"unknown B where only S may":   {"GET", user, "Basic nobody:", nil, wire.CodeUnauthorized},
		"S where only B may":           {"GET", list, asServer, nil, wire.CodeForbidden},
		"unknown session":              {"GET", "/v2/challenges/" + unknownID, "Challenge nonsense", nil, wire.CodeUnauthorized},
		"B where a session is needed":  {"GET", "/v2/challenges/" + unknownID + "/devices", asBrowser, nil, wire.CodeForbidden},
		"401 comes before 400":         {"POST", attach, "Basic nobody:", `{"broken`, wire.CodeUnauthorized},
		"body credential on an S path": {"POST", "/v2/evaluate", "", map[string]string{"client_id": core.DemoClientID}, wire.CodeUnauthorized},
	} {
		t.Run(name, func(t *testing.T) {
			c := c
			c.t = t
			r := c.as(tt.auth).do(tt.method, tt.path, tt.body)
			if tt.want == "" {
				if r.Status != http.StatusOK {
					t.Errorf("status %d: %s", r.Status, r.Body)
				}
				return
			}
			r.fails(tt.want)
			if got := r.Header.Get("WWW-Authenticate") != ""; got != (tt.want == wire.CodeUnauthorized) {
				t.Errorf("WWW-Authenticate: %v", got)
			}
		})
	}
}

func TestStreamCredentials(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}
	listen := "/v2/access/device/" + unknownID + "/listen?access=" + unknownID + "&version=2.32.0"
	for name, tt := range map[string]struct {
		auth, query string
		status      int
	}{
		"header":                      {asBrowser, "", 204},
		"query":                       {"", "&auth=Basic+" + core.DemoClientID + ":", 204},
		"query, percent-encoded":      {"", "&auth=Basic%20" + core.DemoClientID + "%3A", 204},
		"query, unknown":              {"", "&auth=Basic+nobody:", 401},
		"none":                        {"", "", 401},
		"no API secret in a URL":      {"", "&auth=Bearer+" + core.DemoAPISecret, 401},
		"no API secret in the header": {asServer, "", 403},
	} {
		t.Run(name, func(t *testing.T) {
			c := c
			c.t = t
			if r := c.as(tt.auth).get(listen + tt.query); r.Status != tt.status {
				t.Errorf("status %d, want %d: %s", r.Status, tt.status, r.Body)
			}
		})
	}
}
