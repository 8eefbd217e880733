package webhook

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/openrupt/openrupt/server/core"
)

func verify(t *testing.T, secret string, r request) error {
	t.Helper()
	hook, err := standardwebhooks.NewWebhook(secret)
	must(t, err)
	return hook.Verify(r.body, r.header)
}

func TestDelivered(t *testing.T) {
	w := newWorld(t)
	_, secret := w.endpoint("/hooks")
	w.detached()
	w.deliver()
	w.deliver() // nothing is left
	got := w.receiver.requests()
	if len(got) != 1 {
		t.Fatalf("%d requests", len(got))
	}
	must(t, verify(t, secret, got[0]))
	d := w.log()
	if d.State != core.EventDone || d.ID != got[0].header.Get("Webhook-Id") || len(d.Attempts) != 1 || d.Attempts[0].Status != 200 || d.Attempts[0].Error != "" {
		t.Errorf("%+v", d)
	}
	if got[0].header.Get("Content-Type") != "application/json" || !bytes.Equal(got[0].body, d.Payload) {
		t.Errorf("%v %s", got[0].header, got[0].body)
	}
	tampered := got[0]
	tampered.body = append([]byte(" "), tampered.body...)
	if verify(t, secret, tampered) == nil {
		t.Error("the verifier takes anything")
	}
}

// TestRotation: for a day both secrets verify, then only the new one; a third pushes
// the first out at once.
func TestRotation(t *testing.T) {
	w := newWorld(t)
	e, first := w.endpoint("/hooks")
	second, err := w.RotateWebhookSecret(ctx, e.ProjectID, e.ID)
	must(t, err)
	third := ""
	valid := func(want ...string) {
		t.Helper()
		w.detached()
		w.deliver()
		got := w.receiver.requests()
		last := got[len(got)-1]
		for _, secret := range []string{first, second, third} {
			hook, err := standardwebhooks.NewWebhook(secret)
			must(t, err)
			if verifies := hook.VerifyIgnoringTimestamp(last.body, last.header) == nil; verifies != slices.Contains(want, secret) {
				t.Errorf("secret %q: %v", secret, verifies)
			}
		}
	}
	third = "whsec_AAAA"
	valid(first, second)
	w.clock.Advance(25 * time.Hour)
	valid(second)
	third, err = w.RotateWebhookSecret(ctx, e.ProjectID, e.ID)
	must(t, err)
	valid(second, third)
	fourth, err := w.RotateWebhookSecret(ctx, e.ProjectID, e.ID)
	must(t, err)
	second = fourth
	valid(third, fourth)
}

// TestSchedule: nine further attempts under one id, over restarts, then given up; a
// replay begins anew under the same id.
func TestSchedule(t *testing.T) {
	w := newWorld(t)
	w.endpoint("/hooks")
	w.receiver.answers(http.StatusInternalServerError)
	w.detached()
	w.deliver()
	for i, wait := range []time.Duration{
		5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
	} {
		w.clock.Advance(wait - time.Millisecond)
		w.deliver()
		if n := len(w.receiver.requests()); n != i+1 {
			t.Fatalf("%d attempts a moment before %s", n, wait)
		}
		w.close()
		w.open()
		w.clock.Advance(time.Millisecond)
		w.deliver()
		if n := len(w.receiver.requests()); n != i+2 {
			t.Fatalf("%d attempts after %s", n, wait)
		}
	}
	d := w.log()
	if d.State != core.EventFailed || len(d.Attempts) != 10 || d.Attempts[9].Status != 500 || d.Attempts[9].Error != "answered 500 Internal Server Error" {
		t.Errorf("%+v", d)
	}
	w.clock.Advance(24 * time.Hour)
	w.deliver()
	w.receiver.answers(http.StatusNoContent)
	must(t, w.ReplayWebhook(ctx, d.ProjectID, d.ID))
	w.deliver()
	got := w.receiver.requests()
	if len(got) != 11 || w.log().State != core.EventDone || len(w.log().Attempts) != 11 {
		t.Errorf("%d requests, %+v", len(got), w.log())
	}
	for _, r := range got {
		if r.header.Get("Webhook-Id") != d.ID || !bytes.Equal(r.body, got[0].body) {
			t.Errorf("%v", r.header)
		}
	}
}

// TestDiesMeanwhile: a server that ended during an attempt is stood in for when its
// lease ends.
func TestDiesMeanwhile(t *testing.T) {
	w := newWorld(t)
	e, _ := w.endpoint("/hooks")
	w.detached()
	_, err := w.AddressWebhooks(ctx, 10)
	must(t, err)
	claimed, err := w.ClaimWebhookDeliveries(ctx, e, 10)
	must(t, err)
	w.close()
	w.open()
	w.deliver()
	if n := len(w.receiver.requests()); n != 0 {
		t.Fatalf("%d requests during the lease", n)
	}
	w.clock.Advance(time.Minute)
	w.deliver()
	if got := w.receiver.requests(); len(got) != 1 || got[0].header.Get("Webhook-Id") != claimed[0].ID {
		t.Errorf("%d requests", len(got))
	}
}

func TestAnswers(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		header []string
		state  core.EventState
		wait   time.Duration
		says   string
	}{
		"accepted":        {202, nil, core.EventDone, 0, ""},
		"redirect":        {302, []string{"Location", "/elsewhere"}, core.EventPending, 5 * time.Second, "redirects are not followed"},
		"not found":       {404, nil, core.EventPending, 5 * time.Second, "404 Not Found"},
		"later":           {429, []string{"Retry-After", "120"}, core.EventPending, 2 * time.Minute, "429"},
		"at a date":       {503, []string{"Retry-After", "Thu, 01 Jan 2099 00:00:00 GMT"}, core.EventPending, 24 * time.Hour, "503"},
		"sooner":          {503, []string{"Retry-After", "1"}, core.EventPending, 5 * time.Second, "503"},
		"in the past":     {503, []string{"Retry-After", "Thu, 01 Jan 2015 00:00:00 GMT"}, core.EventPending, 5 * time.Second, "503"},
		"gone":            {410, nil, core.EventFailed, 0, "410 Gone"},
		"not even a word": {599, []string{"Retry-After", "soon"}, core.EventPending, 5 * time.Second, "answered 599"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			e, _ := w.endpoint("/hooks")
			w.receiver.answers(tt.status, tt.header...)
			w.detached()
			w.deliver()
			d := w.log()
			if d.State != tt.state || !strings.Contains(d.Attempts[0].Error, tt.says) || d.Attempts[0].Status != tt.status {
				t.Errorf("%+v", d)
			}
			if d.State == core.EventPending && int64(d.NextAt) != w.clock.Now().Add(tt.wait).UnixMilli() {
				t.Errorf("next in %d ms", int64(d.NextAt)-w.clock.Now().UnixMilli())
			}
			if got := w.receiver.requests(); len(got) != 1 || got[0].path != "/hooks" {
				t.Errorf("%d requests", len(got))
			}
			list, err := w.WebhookEndpoints(ctx, e.ProjectID)
			must(t, err)
			if disabled := list[0].DisabledAt != 0; disabled != (tt.status == http.StatusGone) {
				t.Errorf("disabled: %v", disabled)
			}
		})
	}
}

// TestGone: nothing more is sent, nor kept for later, until the endpoint is enabled.
func TestGone(t *testing.T) {
	w := newWorld(t)
	e, _ := w.endpoint("/hooks")
	w.receiver.answers(http.StatusGone)
	w.detached()
	w.deliver()
	w.receiver.answers(http.StatusOK)
	w.detached()
	w.deliver()
	if n := len(w.receiver.requests()); n != 1 {
		t.Fatalf("%d requests", n)
	}
	must(t, w.EnableWebhookEndpoint(ctx, e.ProjectID, e.ID))
	n, err := w.ReplayFailedWebhooks(ctx, e.ProjectID, e.ID)
	must(t, err)
	w.deliver()
	if got := len(w.receiver.requests()); n != 1 || got != 2 || w.log().State != core.EventDone {
		t.Errorf("%d replayed, %d requests, %+v", n, got, w.log())
	}
}

func TestFilter(t *testing.T) {
	w := newWorld(t)
	w.endpoint("/all")
	w.endpoint("/some", "challenge.completed", "device.detached")
	w.endpoint("/others", "challenge.completed")
	off, _ := w.endpoint("/off")
	must(t, w.DisableWebhookEndpoint(ctx, off.ProjectID, off.ID, "by an operator"))
	gone, _ := w.endpoint("/removed")
	must(t, w.RemoveWebhookEndpoint(ctx, gone.ProjectID, gone.ID))
	w.detached()
	w.deliver()
	var paths []string
	for _, r := range w.receiver.requests() {
		paths = append(paths, r.path)
	}
	slices.Sort(paths)
	if !slices.Equal(paths, []string{"/all", "/some"}) {
		t.Errorf("%v", paths)
	}
}

func TestUnreachable(t *testing.T) {
	w := newWorld(t)
	w.endpoint("/hooks")
	w.receiver.Close()
	w.detached()
	w.deliver()
	if d := w.log(); d.State != core.EventPending || d.Attempts[0].Status != 0 || d.Attempts[0].Error == "" || strings.Contains(d.Attempts[0].Error, "/hooks") {
		t.Errorf("%+v", d)
	}
}

func TestEndpointsAreChecked(t *testing.T) {
	w := newWorld(t)
	for _, url := range []string{"", "example.com", "ftp://example.com/", "https://", "https://user:pw@example.com/", "https://example.com/#x", "https://exa\nmple.com", "https://example.com/" + strings.Repeat("x", 2048)} {
		if _, _, err := w.AddWebhookEndpoint(ctx, w.project(), url, nil); err == nil {
			t.Errorf("%q was taken", url)
		}
	}
	if _, _, err := w.AddWebhookEndpoint(ctx, w.project(), "https://example.com/", []string{"no.such"}); err == nil || !strings.Contains(err.Error(), "user.converted") {
		t.Errorf("%v", err)
	}
	if _, _, err := w.AddWebhookEndpoint(ctx, "ffffffffffffffffffffffff", "https://example.com/", nil); err == nil {
		t.Error("a project that is not there")
	}
	keys, err := core.NewKeyring([]byte("0123456789abcdefghijklmnopqrstuv"))
	must(t, err)
	production, err := core.New(core.Config{Store: w.store, Clock: w.clock, Keys: keys})
	must(t, err)
	for url, ok := range map[string]bool{"https://example.com/": true, "http://example.com/": false, "http://localhost/": false, "http://127.0.0.1:80/": false} {
		if _, _, err := production.AddWebhookEndpoint(ctx, w.project(), url, nil); ok != (err == nil) {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// TestSecretsAreSealed: the database does not hold them in the clear.
func TestSecretsAreSealed(t *testing.T) {
	w := newWorld(t)
	e, secret := w.endpoint("/hooks")
	opened, err := w.WebhookSecrets(e)
	must(t, err)
	if len(opened) != 1 || opened[0] != secret || bytes.Contains(e.Secrets[0].Sealed, []byte(secret[6:20])) {
		t.Errorf("%q", opened)
	}
	other := *e
	other.ID = "ffffffffffffffffffffffff"
	if _, err := w.WebhookSecrets(&other); err == nil {
		t.Error("opened for another endpoint")
	}
}

// TestSlowReceiver: one that never answers is given up after 15 s, and keeps neither
// other endpoints waiting nor, beyond its own share, its connections.
func TestSlowReceiver(t *testing.T) {
	w := newWorld(t)
	stuck, release := make(chan bool, 1), make(chan bool)
	w.receiver.answer = func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			stuck <- true
			select {
			case <-release:
			case <-r.Context().Done():
			}
		}
	}
	w.endpoint("/slow")
	w.endpoint("/quick")
	w.detached()
	must(t, w.sender.look(ctx))
	<-stuck
	for w.quick() == 0 {
		time.Sleep(time.Millisecond)
	}
	w.detached() // and one more, while the slow one still hangs
	for w.quick() == 1 {
		must(t, w.sender.look(ctx))
		time.Sleep(time.Millisecond)
	}
	close(release)
	w.sender.work.Wait()
}

// quick counts what came to /quick.
func (w *world) quick() (n int) {
	for _, r := range w.receiver.requests() {
		if r.path == "/quick" {
			n++
		}
	}
	return n
}

// hanging is a transport that never answers.
type hanging struct{}

func (hanging) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// secrets is a source of nothing but secrets.
type secrets struct{ Source }

func (secrets) WebhookSecrets(*core.WebhookEndpoint) ([]string, error) {
	return []string{"whsec_AAAA"}, nil
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Config{Source: secrets{}})
		s.client.Transport = hanging{}
		began := time.Now()
		o := s.attempt(ctx, &core.WebhookEndpoint{URL: "https://example.com/"}, &core.WebhookDelivery{ID: "x"})
		if took := time.Since(began); took != 15*time.Second || o.Took != took || o.Failure == nil || o.Failure.Error() != "no answer within 15s" {
			t.Errorf("%s: %v", took, o)
		}
	})
}

// TestEndlessAnswer: no more than 64 kB of an answer is read, and it counts.
func TestEndlessAnswer(t *testing.T) {
	w := newWorld(t)
	w.endpoint("/hooks")
	ended := make(chan int, 1)
	w.receiver.answer = func(res http.ResponseWriter, _ *http.Request) {
		chunk, sent := make([]byte, 32<<10), 0
		for sent < 1<<30 {
			n, err := res.Write(chunk)
			if sent += n; err != nil {
				break
			}
		}
		ended <- sent
	}
	w.detached()
	w.deliver()
	if sent := <-ended; sent >= 1<<30 || w.log().State != core.EventDone {
		t.Errorf("%d bytes, %+v", sent, w.log())
	}
}

// TestRun: reported, sent and ended, woken or not.
func TestRun(t *testing.T) {
	w := newWorld(t)
	w.endpoint("/quick")
	wake := make(chan struct{}, 1)
	w.sender = New(Config{Source: w.Service, Private: true, Now: w.clock.Now, Wake: wake, Poll: time.Hour})
	stopping, stop := context.WithCancel(ctx)
	done := make(chan bool)
	go func() { w.sender.Run(stopping); close(done) }()
	w.detached()
	wake <- struct{}{}
	for w.quick() == 0 {
		time.Sleep(time.Millisecond)
	}
	stop()
	<-done
	if w.log().State != core.EventDone {
		t.Errorf("%+v", w.log())
	}
}
