package attach

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
)

// says is a callback that keeps what it was told and answers word.
func says(told chan<- string, word bool) Callback {
	return func(detail []byte) func() (bool, error) {
		told <- string(detail)
		return func() (bool, error) { return word, nil }
	}
}

func attachOK(t *testing.T, tab *tab, options []byte, callbacks Callbacks) map[string]any {
	t.Helper()
	result, err := tab.Call("attach", options, callbacks)
	if err != nil {
		t.Fatal(err)
	}
	var reply map[string]any
	if err := json.Unmarshal(result, &reply); err != nil {
		t.Fatal(err)
	}
	if reply == nil {
		t.Fatalf("attach resolved to null; %v", tab.failures)
	}
	return reply
}

func TestAttachSendsWhatThePagePassed(t *testing.T) {
	api := newAPI(t)
	tab := newBrowser().open("https://shop.example/cart?secret=1#pay")
	attachOK(t, tab, api.options(`
		"secret":"token","email":"ann@example.com","phone":"+4915112345678","metadata":{"plan":"pro","n":1.5e3},
		"groups":[{"id":7,"name":"Seven"},{"id":null},{"id":"x","metadata":{"a":[1]}},null],
		"limit_config":{"overall_device_limit":3,"people_limit":"many"},
		"redirect_urls":{"logout_url":"/bye","new_account_url":"","suspend_url":"/off"},
		"event":"upgrade","tolerance":"strict"`),
		Callbacks{OnChallenge: says(nil, true)})
	sent := api.sent("/attach")
	if len(sent) != 1 {
		t.Fatalf("%d requests", len(sent))
	}
	if got := sent[0].authorization; got != "Basic client:token" {
		t.Errorf("authorization %q", got)
	}
	body := sent[0].body
	hash, _ := body["fingerprint"].(string)
	delete(body, "fingerprint")
	if len(hash) != 256 {
		t.Errorf("a hash of %d characters", len(hash))
	}
	want := `{"callbacks":{"limit_exceeded":false,"on_challenge":true},"client":"openrupt","email":"ann@example.com","event":"upgrade",` +
		`"groups":[{"id":"7","name":"Seven"},{"id":"x","metadata":{"a":[1]}}],"limit_config":{"overall_device_limit":3},` +
		`"metadata":{"n":1500,"plan":"pro"},"page":"/cart","phone":"+4915112345678","redirects":{"logout":true,"new_account":false},` +
		`"tolerance":"strict","user":"ann","version":"` + wire.Version + `"}`
	if got, _ := json.Marshal(body); string(got) != want {
		t.Errorf("sent %s\nwant %s", got, want)
	}
}

func TestAttachRemembers(t *testing.T) {
	api := newAPI(t)
	profile := newBrowser()
	attachOK(t, profile.open("https://shop.example/"), api.options(""), Callbacks{})
	first := api.sent("/attach")[0].body["fingerprint"]
	profile.signals["cpu.cores"] = profile.signals["gpu.model"] // the browser was updated
	tab := profile.open("https://shop.example/")
	if got, _ := tab.Call("getHash", []byte("{}"), Callbacks{}); !strings.Contains(string(got), first.(string)) {
		t.Errorf("getHash %s has no last hash", got)
	}
	attachOK(t, tab, api.options(""), Callbacks{})
	body := api.sent("/attach")[1].body
	if body["last_fingerprint"] != first || body["last_access"] != "a1" {
		t.Errorf("second attach sent %v, %v", body["last_fingerprint"], body["last_access"])
	}
	attachOK(t, tab, []byte(strings.Replace(string(api.options("")), "ann", "bob", 1)), Callbacks{})
	if body := api.sent("/attach")[2].body; body["last_access"] != nil {
		t.Errorf("another account was sent the access %v", body["last_access"])
	}
	const attributes = "; path=/; max-age=31536000; SameSite=Lax; Secure"
	for _, line := range profile.cookies.lines {
		if !strings.HasSuffix(line, attributes) {
			t.Errorf("cookie %q", line)
		}
	}
}

func TestLimitExceeded(t *testing.T) {
	for _, tt := range []struct {
		name, options string
		devices       int
		limit         any
		want          string // told to the callback
	}{
		{"within the project's limit", "", 2, 2, ""},
		{"above the project's limit", "", 3, 2, `{"attached_devices":3,"limit":2}`},
		{"the page's limit wins", `"limit_config":{"overall_device_limit":1}`, 2, 2, `{"attached_devices":2,"limit":1}`},
		{"by its old name", `"limit_config":{"overall_limit":1}`, 2, 2, `{"attached_devices":2,"limit":1}`},
		{"the page's limit is higher", `"limit_config":{"overall_device_limit":5}`, 3, 2, ""},
		{"no limit", "", 3, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			api := newAPI(t)
			api.reply["attached_devices"], api.reply["default_device_limit"] = tt.devices, tt.limit
			tab := newBrowser().open("http://shop.example/")
			told := make(chan string, 1)
			attachOK(t, tab, api.options(tt.options), Callbacks{OnLimitExceeded: says(told, true)})
			got := ""
			select {
			case got = <-told:
			default: // it is told before attach resolves
			}
			if got != tt.want {
				t.Errorf("told %q, want %q", got, tt.want)
			}
			if cookie := tab.memory.cookie(wire.KeyLastBlockingAccess); (cookie == "a1") != (tt.want != "") {
				t.Errorf("cookie %q", cookie)
			}
		})
	}
}

func TestLogoutPage(t *testing.T) {
	for _, tt := range []struct{ name, page, logout, shown, went, told string }{
		{"goes to logout_url", "https://a.example/x?a=1&rupt_action=logout&b=2#f", "/bye", "https://a.example/x?a=1&b=2#f", "https://a.example/bye", ""},
		{"unless that is this page", "https://a.example/bye?rupt_action=logout", "/bye", "https://a.example/bye", "", "{}"},
		{"this page with another fragment", "https://a.example/bye?rupt_action=logout#x", "/bye#y", "https://a.example/bye#x", "", "{}"},
		{"without logout_url", "https://a.example/?rupt_action=logout", "", "https://a.example/", "", "{}"},
		{"a script is no address", "https://a.example/?rupt_action=logout", "javascript:alert(1)", "https://a.example/", "", "{}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			api := newAPI(t)
			tab := newBrowser().open(tt.page)
			told := make(chan string, 1)
			result, _ := tab.Call("attach", api.options(`"consent":false,"redirect_urls":{"logout_url":"`+tt.logout+`"}`), Callbacks{OnCurrentDeviceLogout: says(told, true)})
			if string(result) != "null" || len(api.sent("")) != 0 {
				t.Errorf("resolved to %s after %d requests", result, len(api.sent("")))
			}
			if tab.URL() != tt.shown || strings.Join(tab.went, " ") != tt.went {
				t.Errorf("shows %q, went to %q", tab.URL(), tab.went)
			}
			close(told)
			if got := <-told; got != tt.told {
				t.Errorf("told %q, want %q", got, tt.told)
			}
		})
	}
}

func TestSuspended(t *testing.T) {
	api := newAPI(t)
	api.reply["suspended"] = true
	for given, want := range map[string]string{
		`"redirect_urls":{"suspended_url":"/off"}`: "https://shop.example/off",
		`"redirect_urls":{"suspend_url":"/off"}`:   "https://shop.example/off",
		`"redirect_urls":{"suspended_url":""}`:     api.URL + "/suspended?client_id=client",
	} {
		tab := newBrowser().open("https://shop.example/")
		if result, _ := tab.Call("attach", api.options(given), Callbacks{}); string(result) != "null" {
			t.Errorf("resolved to %s", result)
		}
		if got := tab.wentTo(t); got != want {
			t.Errorf("%s: went to %s, want %s", given, got, want)
		}
	}
	if len(api.sent("/listen")) != 0 {
		t.Error("a suspended user listens")
	}
}

func TestAttachFailsOpen(t *testing.T) {
	api := newAPI(t)
	for name, tt := range map[string]struct {
		options []byte
		dead    bool
		status  int
		want    wire.Code
	}{
		"no account":       {options: []byte(`{"client_id":"c","api_url":"x","debug":true}`), want: wire.CodeInvalidOptions},
		"no client":        {options: []byte(`{"account":"c","api_url":"x","debug":true}`), want: wire.CodeInvalidOptions},
		"no api":           {options: []byte(`{"client_id":"c","account":"a","debug":true}`), want: wire.CodeMissingAPIURL},
		"a server down":    {options: api.options(`"debug":true`), dead: true, want: wire.CodeNetwork},
		"a server too hot": {options: api.options(`"debug":true`), status: 429, want: wire.CodeRateLimited},
		"a broken server":  {options: api.options(`"debug":true`), status: 500, want: wire.CodeRateLimited},
	} {
		t.Run(name, func(t *testing.T) {
			tab := newBrowser().open("https://shop.example/")
			tab.dead = tt.dead
			api.status = max(tt.status, 200)
			result, err := tab.Call("attach", tt.options, Callbacks{})
			if string(result) != "null" || err != nil {
				t.Errorf("resolved to %s, %v", result, err)
			}
			if n := len(tab.advice); n == 0 || tab.advice[n-1] != tt.want {
				t.Errorf("advice %v, want %s last", tab.advice, tt.want)
			}
			if tab.local.Get(wire.KeyLastFingerprint) != "" {
				t.Error("something was stored")
			}
		})
	}
	if _, err := newBrowser().open("https://a.example/").Call("attach", []byte("[1"), Callbacks{}); err != nil {
		t.Errorf("broken options: %v", err)
	}
}

func TestNoConsent(t *testing.T) {
	api := newAPI(t)
	profile := newBrowser()
	result, _ := profile.open("https://shop.example/").Call("attach", api.options(`"consent":false`), Callbacks{})
	if string(result) != "null" || len(api.sent("")) > 0 || profile.cookies.Read() != "" || profile.local.Get(wire.KeyLastFingerprint) != "" {
		t.Errorf("without consent: %s, %d requests, cookies %q", result, len(api.sent("")), profile.cookies.Read())
	}
}

func TestEqualCallsShareAFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{flights: nil}
		gate := make(chan struct{})
		flights := 0
		for range 20 {
			go func() {
				got, _ := c.fly("key", func() (wire.Raw, *wire.Error) {
					flights++
					<-gate
					return wire.Raw("1"), nil
				})
				if string(got) != "1" {
					t.Errorf("got %s", got)
				}
			}()
		}
		synctest.Wait()
		close(gate)
		synctest.Wait()
		if flights != 1 || len(c.flights) != 0 {
			t.Errorf("%d flights, %d still there", flights, len(c.flights))
		}
	})
}

func TestFailingCallbackIsReported(t *testing.T) {
	api := newAPI(t)
	api.reply["attached_devices"] = 9
	tab := newBrowser().open("https://shop.example/")
	oops := errors.New("oops")
	attachOK(t, tab, api.options(""), Callbacks{OnLimitExceeded: func([]byte) func() (bool, error) {
		return func() (bool, error) { return false, oops }
	}})
	tab.waitFor(t, "the error is reported", func() bool { return len(tab.errors) == 1 && tab.errors[0] == oops })
}

func TestGivenSignalsAreHashed(t *testing.T) {
	api := newAPI(t)
	brave := newBrowser()
	brave.signals["protection"] = fingerprint.Signal{Value: "brave"}
	tab := brave.open("https://shop.example/")
	signals, _ := tab.Call("getSignals", []byte("{}"), Callbacks{})
	attachOK(t, tab, api.options(`"signals":`+string(signals)), Callbacks{})
	attachOK(t, tab, api.options(""), Callbacks{})
	attachOK(t, tab, api.options(`"signals":`+strings.Replace(string(signals), `"8"`, `32`, 1)), Callbacks{})
	sent := api.sent("/attach")
	if sent[0].body["fingerprint"] != sent[1].body["fingerprint"] {
		t.Error("signals that went through the page make another hash")
	}
	if print := sent[0].body["fingerprint"].(string); print[4] != byte(fingerprint.Brave) {
		t.Errorf("the protection is lost on the way: %s", print[:12])
	}
	if sent[0].body["fingerprint"] == sent[2].body["fingerprint"] {
		t.Error("changed signals make the same hash")
	}
}

// TestPanicIsNotKept: a collection that failed is made again by the next call.
func TestPanicIsNotKept(t *testing.T) {
	api := newAPI(t)
	b := newBrowser()
	b.broken = true
	tab := b.open("https://shop.example/")
	func() {
		defer func() {
			if recover() == nil {
				t.Error("nothing panicked")
			}
		}()
		_, _ = tab.Call("attach", api.options(""), Callbacks{})
	}()
	attachOK(t, tab, api.options(""), Callbacks{})
	if hashes, err := tab.Call("getHash", []byte("{}"), Callbacks{}); err != nil || len(hashes) < 256 {
		t.Errorf("%s, %v", hashes, err)
	}
}
