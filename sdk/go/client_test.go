package rupt

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/openrupt/openrupt/internal/wire"
)

// script answers with its lines in turn, then with success.
type script struct {
	mu       sync.Mutex
	requests []string
	answers  []answer
}

// made returns the requests so far. A request whose connection was dropped may still be
// in its handler.
func (s *script) made() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// next notes a request and returns its answer.
func (s *script) next(request string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, request)
	if len(s.answers) == 0 {
		return answer{200, "", `{"success":true}`}
	}
	next := s.answers[0]
	s.answers = s.answers[1:]
	return next
}

type answer struct {
	status int
	header string
	body   string
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	next := s.next(r.Method + " " + r.URL.RequestURI() + " " + r.Header.Get("Authorization") + " " + string(body))
	if next.status == 0 {
		panic(http.ErrAbortHandler) // drops the connection
	}
	if next.header != "" {
		w.Header().Set("Retry-After", next.header)
	}
	w.WriteHeader(next.status)
	_, _ = io.WriteString(w, next.body)
}

func start(t *testing.T, answers ...answer) (*Client, *script) {
	t.Helper()
	s := &script{answers: answers}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	client, err := New("sk_test", server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client, s
}

func TestRequests(t *testing.T) {
	ctx := t.Context()
	for want, do := range map[string]func(*Client) error{
		`GET /v2/challenges?limit=5&page=2&start_date=1970-01-01T00%3A00%3A01Z Bearer sk_test `: func(c *Client) error {
			_, err := c.Challenges(ctx, ListOptions{Page: 2, Limit: 5, Start: time.Unix(1, 0)})
			return err
		},
		`GET /v2/user/a%2Fb%3Fc Bearer sk_test `: func(c *Client) error {
			_, err := c.User(ctx, "a/b?c")
			return err
		},
		`POST /v2/evaluate Bearer sk_test {"action":"login","user":"u","ip":"192.0.2.1","fingerprint":["a"],"version":"2.32.0"}`: func(c *Client) error {
			_, err := c.Evaluate(ctx, &EvaluateRequest{Action: Login, User: "u", IP: "192.0.2.1", Fingerprint: wire.Hashes{"a"}})
			return err
		},
		`POST /v2/challenges/c/devices/d/kick Bearer sk_test {}`:   func(c *Client) error { return c.Kick(ctx, "c", "d") },
		`POST /v2/challenges/c/verify Bearer sk_test {"code":"1"}`: func(c *Client) error { return c.Verify(ctx, "c", "1") },
		`POST /token/sign Bearer sk_test {"user":"u"}`: func(c *Client) error {
			_, err := c.SignToken(ctx, "u", nil)
			return err
		},
	} {
		client, s := start(t)
		if err := do(client); err != nil {
			t.Errorf("%s: %v", want, err)
		}
		if made := s.made(); len(made) != 1 || made[0] != want {
			t.Errorf("got %q, want %q", made, want)
		}
	}
}

func TestEmptyIDsAreRefused(t *testing.T) {
	client, s := start(t)
	for _, id := range []string{"", ".", ".."} {
		if _, err := client.Challenge(t.Context(), id); !errors.Is(err, errEmptyID) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if made := s.made(); len(made) != 0 {
		t.Errorf("requests were made: %q", made)
	}
}

func TestRefusals(t *testing.T) {
	client, s := start(t, answer{400, "", `{"success":false,"error":{"code":"incorrect_code","message":"No.","param":"code","attempts_left":4},"request_id":"r1"}`})
	err := client.Verify(t.Context(), "c", "000000")
	var refusal *Error
	if !errors.As(err, &refusal) {
		t.Fatalf("got %v", err)
	}
	if want := (Error{400, wire.CodeIncorrectCode, "No.", "code", "r1", 4, 0}); *refusal != want {
		t.Errorf("got %+v, want %+v", *refusal, want)
	}
	if made := s.made(); len(made) != 1 {
		t.Errorf("%d requests", len(made))
	}
}

func TestRetries(t *testing.T) {
	busy := answer{503, "", "<html>"}
	drop := answer{}
	for name, test := range map[string]struct {
		answers  []answer
		send     bool
		requests int
		ok       bool
	}{
		"a read is repeated after faults": {[]answer{drop, busy}, false, 3, true},
		"retries end":                     {[]answer{busy, busy, busy, busy}, false, 3, false},
		"a code is sent once":             {[]answer{drop}, true, 1, false},
		"a refusal is final":              {[]answer{{404, "", `{}`}}, false, 1, false},
		"a short Retry-After is waited":   {[]answer{{429, "0", `{"error":{"code":"rate_limited"}}`}}, true, 2, true},
		"a long Retry-After is reported":  {[]answer{{429, "3600", `{"error":{"code":"rate_limited"}}`}}, true, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			client, s := start(t, test.answers...)
			client.HTTP.Transport = &http.Transport{DisableKeepAlives: true} // net/http itself repeats a GET on a connection that was reused
			var err error
			if test.send {
				_, err = client.Send(t.Context(), "c", &SendRequest{Channel: Email})
			} else {
				_, err = client.Challenge(t.Context(), "c")
			}
			if made := s.made(); (err == nil) != test.ok || len(made) != test.requests {
				t.Errorf("error %v after %d requests; want ok=%v after %d", err, len(made), test.ok, test.requests)
			}
		})
	}
}

func TestNewNeedsItsOptions(t *testing.T) {
	for _, args := range [][2]string{{"", "https://a.example"}, {"sk", ""}, {"sk", "a.example"}, {"sk", "ftp://a.example"}} {
		if _, err := New(args[0], args[1]); err == nil {
			t.Errorf("New(%q) succeeded", args)
		}
	}
}

func TestPassed(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	good := func() *Challenge {
		return &Challenge{Status: wire.StatusCompleted, Type: wire.TypeLogin, CompletedAt: Time(now.Add(-time.Minute).UnixMilli()), User: &wire.ChallengeUser{ExternalID: "u"}}
	}
	for name, spoil := range map[string]func(*Challenge){
		"status": func(c *Challenge) { c.Status = wire.StatusVerified },
		"type":   func(c *Challenge) { c.Type = wire.TypeSignup },
		"user":   func(c *Challenge) { c.User.ExternalID = "v" },
		"nobody": func(c *Challenge) { c.User = nil },
		"age":    func(c *Challenge) { c.CompletedAt = Time(now.Add(-time.Hour).UnixMilli()) },
	} {
		c := good()
		spoil(c)
		if Passed(c, "u", wire.TypeLogin, 10*time.Minute, now) {
			t.Errorf("passed in spite of its %s", name)
		}
	}
	if !Passed(good(), "u", wire.TypeLogin, 10*time.Minute, now) {
		t.Error("a completed challenge did not pass")
	}
}

func TestVerifyWebhook(t *testing.T) {
	secret := "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 24))
	other := "whsec_" + base64.StdEncoding.EncodeToString([]byte("another key of 24 bytes!"))
	webhook, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	body, now := []byte(`{"event":"challenge.completed"}`), time.Now()
	signature, err := webhook.Sign("msg_1", now, body)
	if err != nil {
		t.Fatal(err)
	}
	header := http.Header{}
	header.Set("Webhook-Id", "msg_1")
	header.Set("Webhook-Timestamp", strconv.FormatInt(now.Unix(), 10))
	header.Set("Webhook-Signature", signature)

	var payload struct{ Event string }
	if err := VerifyWebhook(body, header, &payload, other, secret); err != nil || payload.Event != "challenge.completed" {
		t.Errorf("genuine: %v, %+v", err, payload)
	}
	for name, verify := range map[string]func() error{
		"other secret": func() error { return VerifyWebhook(body, header, &payload, other) },
		"other body":   func() error { return VerifyWebhook([]byte(`{}`), header, &payload, secret) },
		"no secret":    func() error { return VerifyWebhook(body, header, &payload) },
	} {
		if verify() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
