package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
	"github.com/openrupt/openrupt/server/sse"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

// production returns a handler as rupt serve has it, with project demo and behind a
// proxy, and its clock.
func production(t *testing.T) (http.Handler, *coretest.Clock) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	keys, err := core.NewKeyring(bytes.Repeat([]byte("0123456789abcdef"), 2))
	if err != nil {
		t.Fatal(err)
	}
	clock := coretest.NewClock(time.Unix(1_800_000_000, 0))
	service, err := core.New(core.Config{Store: store, Clock: clock, Keys: keys, PublicURL: "https://rupt.example"})
	if err != nil {
		t.Fatal(err)
	}
	if err := service.SeedDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	server, err := New(Config{
		Core: service, Streams: sse.New(sse.Config{Source: service, Hub: sse.NewHub()}), Site: builtSite,
		PublicURL: "https://rupt.example", AdminKey: core.NewOperatorKey("an admin key of more than 32 characters"), TrustedProxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")},
		Now: clock.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return server.Handler(), clock
}

// attach sends an attach from a browser at an address.
func attach(t *testing.T, h http.Handler, ip, auth string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, wire.PathAttach, strings.NewReader(`{"account":"a"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", auth)
	r.Header.Set("X-Forwarded-For", ip) // httptest's peer is 192.0.2.1
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestRequestsAreLimited(t *testing.T) {
	h, clock := production(t)
	basic := "Basic " + core.DemoClientID + ":"
	for i := range limitAttach.rate.Burst {
		if res := attach(t, h, "198.51.100.7", basic); res.StatusCode != 200 {
			t.Fatalf("request %d: %d", i+1, res.StatusCode)
		}
	}
	res := attach(t, h, "198.51.100.7", basic)
	var e wire.ErrorReply
	if err := json.NewDecoder(res.Body).Decode(&e); err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 429 || res.Header.Get("Retry-After") != "1" || e.Error.Code != wire.CodeRateLimited || e.Error.RetryAfter != 1 {
		t.Errorf("over the limit: %d, Retry-After %q, %+v", res.StatusCode, res.Header.Get("Retry-After"), e)
	}
	if res := attach(t, h, "198.51.100.8", basic); res.StatusCode != 200 {
		t.Errorf("another address: %d", res.StatusCode)
	}
	if res := attach(t, h, "198.51.100.7", "Bearer "+core.DemoAPISecret); res.StatusCode != 200 {
		t.Errorf("a back end: %d", res.StatusCode)
	}
	clock.Advance(time.Second)
	if res := attach(t, h, "198.51.100.7", basic); res.StatusCode != 200 {
		t.Errorf("after Retry-After: %d", res.StatusCode)
	}
}

func TestNeighboursInIPv6AreOneAddress(t *testing.T) {
	h, _ := production(t)
	basic := "Basic " + core.DemoClientID + ":"
	for range limitAttach.rate.Burst {
		attach(t, h, "2001:db8:1:2::1", basic)
	}
	if res := attach(t, h, "2001:db8:1:2:ffff::9", basic); res.StatusCode != 429 {
		t.Errorf("the same /64: %d", res.StatusCode)
	}
	if res := attach(t, h, "2001:db8:1:3::1", basic); res.StatusCode != 200 {
		t.Errorf("another /64: %d", res.StatusCode)
	}
}

// TestUnknownCredentialsAreLimited: an address that guesses is not looked up for any
// more, whatever it guesses, and others notice nothing.
func TestUnknownCredentialsAreLimited(t *testing.T) {
	h, clock := production(t)
	good := "Basic " + core.DemoClientID + ":"
	guesses := []string{"Basic nobody:", "Bearer sk_nothing", "Challenge x.y.z.w", good + "no.token.here"}
	for i := range limitUnknown.rate.Burst {
		if res := attach(t, h, "198.51.100.7", guesses[i%len(guesses)]); res.StatusCode != 401 {
			t.Fatalf("guess %d: %d", i+1, res.StatusCode)
		}
	}
	for _, auth := range append(guesses, good) {
		if res := attach(t, h, "198.51.100.7", auth); res.StatusCode != 429 || res.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %d", auth, res.StatusCode)
		}
	}
	if res := attach(t, h, "198.51.100.8", good); res.StatusCode != 200 {
		t.Errorf("another address: %d", res.StatusCode)
	}
	clock.Advance(time.Second)
	if res := attach(t, h, "198.51.100.7", good); res.StatusCode != 200 {
		t.Errorf("a second later: %d", res.StatusCode)
	}
}

// TestAdminGuessesAreLimited: after sixty wrong keys the right one is refused, too.
func TestAdminGuessesAreLimited(t *testing.T) {
	h, _ := production(t)
	ask := func(ip, key string) int {
		r := httptest.NewRequest(http.MethodGet, "/admin/v1/projects", nil)
		r.Header.Set("Authorization", "Bearer "+key)
		r.Header.Set("X-Forwarded-For", "203.0.113.250, "+ip) // what is left of the proxy's own hop is the client's word
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	const right = "an admin key of more than 32 characters"
	for i := range limitUnknown.rate.Burst {
		if status := ask("198.51.100.7", fmt.Sprint(right, i)); status != 401 {
			t.Fatalf("guess %d: %d", i+1, status)
		}
	}
	if a, b := ask("198.51.100.7", right), ask("198.51.100.8", right); a != 429 || b != 200 {
		t.Errorf("the address that guessed: %d, another: %d", a, b)
	}
}

func TestProductionHasNoDevelopmentParts(t *testing.T) {
	h, _ := production(t)
	for _, path := range []string{"/", "/dev/inbox", "/metrics", "/dev/story"} {
		if res := get(t, h, path); res.StatusCode != 404 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	if res := get(t, h, "/healthz"); res.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS on https")
	}
}

func TestPanicIsAnError(t *testing.T) {
	var log bytes.Buffer
	a := &api{now: time.Now, metrics: newMetrics(func() int { return 0 }), log: slog.New(slog.NewJSONHandler(&log, nil))}
	h := a.observe(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("canary") }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	var e wire.ErrorReply
	if err := json.Unmarshal(w.Body.Bytes(), &e); err != nil {
		t.Fatal(err)
	}
	if w.Code != 500 || e.Error.Code != wire.CodeInternal || e.RequestID == "" || strings.Contains(w.Body.String(), "canary") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "canary") || !strings.Contains(log.String(), e.RequestID) {
		t.Errorf("the log does not tell: %s", log.String())
	}
}

func TestInternalErrorsStayInside(t *testing.T) {
	var log bytes.Buffer
	a := &api{log: slog.New(slog.NewJSONHandler(&log, nil))}
	w := httptest.NewRecorder()
	a.fail(w, httptest.NewRequest(http.MethodGet, "/", nil), errTest("canary"))
	if w.Code != 500 || strings.Contains(w.Body.String(), "canary") || !strings.Contains(log.String(), "canary") {
		t.Errorf("%d %s; log %s", w.Code, w.Body, log.String())
	}
	log.Reset()
	a.fail(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil), context.Canceled)
	if log.Len() != 0 {
		t.Errorf("a client that went away is logged as our fault: %s", log.String())
	}
}

type errTest string

func (e errTest) Error() string { return string(e) }
