package main

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/openrupt/openrupt/server/core"
)

// taken is a webhook as a receiver got it.
type taken struct {
	header http.Header
	body   []byte
}

// TestWebhooks: added beside a running server, delivered by it, listed, replayed,
// rotated and removed.
func TestWebhooks(t *testing.T) {
	got := make(chan taken, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got <- taken{r.Header, body}
	}))
	defer receiver.Close()
	t.Setenv("PORT", "0")
	data := filepath.Join(t.TempDir(), "data")
	out, _ := background(t, "dev", "--data", data)
	url := find(t, out, `Demo site +(http://localhost:\d+)/`)
	t.Setenv("RUPT_PROJECT", "demo")
	webhook := func(args ...string) string {
		t.Helper()
		return ok(t, append([]string{"webhook", args[0], "--data", data}, args[1:]...)...)
	}

	added := webhook("add", receiver.URL+"/hooks", "-e", "challenge.initiated", "-e", "device.detached")
	id, secret := group(t, added, `Endpoint +([0-9a-f]{24})\n`), group(t, added, `Secret +(whsec_\S+) `)
	if list := webhook("list"); !strings.Contains(list, id+"  "+receiver.URL+"/hooks  challenge.initiated,device.detached  -") || strings.Contains(list, secret) {
		t.Errorf("list: %s", list)
	}
	detach(t, url)
	first := <-got
	verifies(t, first, secret)
	delivery := first.header.Get("Webhook-Id")
	for !strings.Contains(webhook("log"), "delivered") { // recorded after it was answered
	}
	log := webhook("log", "--payload", "--endpoint", id)
	for _, want := range []string{delivery + "  device.detached  " + id, "answered 200, after ", string(first.body)} {
		if !strings.Contains(log, want) {
			t.Errorf("no %q in: %s", want, log)
		}
	}
	if failed := webhook("log", "--failed"); strings.Contains(failed, delivery) {
		t.Errorf("failed: %s", failed)
	}

	second := group(t, webhook("rotate", id), `Secret +(whsec_\S+) `)
	webhook("replay", delivery)
	again := <-got
	verifies(t, again, secret)
	verifies(t, again, second)
	if again.header.Get("Webhook-Id") != delivery || string(again.body) != string(first.body) {
		t.Errorf("%v %s", again.header, again.body)
	}
	if said := webhook("replay", "--failed", id); said != "0 to be sent again.\n" {
		t.Errorf("%q", said)
	}

	webhook("disable", id)
	if list := webhook("list"); !strings.Contains(list, "by an operator") {
		t.Errorf("list: %s", list)
	}
	webhook("enable", id)
	webhook("remove", id)
	if list := webhook("list"); strings.Contains(list, id) {
		t.Errorf("list: %s", list)
	}
	refused(t, "no such webhook endpoint", "webhook", "remove", "--data", data, id)
	refused(t, "no such webhook delivery", "webhook", "replay", "--data", data, delivery)
	refused(t, "name deliveries", "webhook", "replay", "--data", data)
}

func verifies(t *testing.T, w taken, secret string) {
	t.Helper()
	hook, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	if err := hook.Verify(w.body, w.header); err != nil {
		t.Error(err)
	}
}

// detach has one device come and go.
func detach(t *testing.T, server string) {
	t.Helper()
	device := group(t, call(t, core.DemoAPISecret, server+"/v2/device/attach", `{"account":"ann"}`), `"device_id":"([0-9a-f]{24})"`)
	call(t, core.DemoAPISecret, server+"/v2/device/"+device+"/detach", `{"user":"ann"}`)
}

// call asks a server as a back end does: a POST, or without a body a GET.
func call(t *testing.T, secret, url, body string) string {
	t.Helper()
	method := http.MethodPost
	if body == "" {
		method = http.MethodGet
	}
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+secret)
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s %v", url, res.StatusCode, b, err)
	}
	return string(b)
}

// TestWebhooksInProduction: https only, and never without the key that seals.
func TestWebhooksInProduction(t *testing.T) {
	newDatabase(t)
	ok(t, "project", "create", "Shop")
	t.Setenv("RUPT_PROJECT", "shop")
	refused(t, "master key missing", "webhook", "add", "https://shop.example/hooks")
	t.Setenv("RUPT_MASTER_KEY", base64.StdEncoding.EncodeToString([]byte("0123456789abcdefghijklmnopqrstuv")))
	refused(t, "https only", "webhook", "add", "http://shop.example/hooks")
	refused(t, "own machine", "webhook", "add", "http://localhost/hooks")
	refused(t, "no such event", "webhook", "add", "https://shop.example/hooks", "-e", "challenge.lost")
	ok(t, "webhook", "add", "https://shop.example/hooks")
	if list := ok(t, "webhook", "list"); !regexp.MustCompile(`https://shop.example/hooks +all +-\n`).MatchString(list) {
		t.Errorf("list: %s", list)
	}
	refused(t, "no rupt dev has run there", "webhook", "list", "--data", t.TempDir())
}

func TestSenderMistakes(t *testing.T) {
	for why, env := range map[string]map[string]string{
		"sender is missing":      {"RUPT_SMTP": "mail.example"},
		"smtp-tls":               {"RUPT_SMTP": "mail.example", "RUPT_SMTP_TLS": "ssl"},
		"which one counts":       {"RUPT_SMS_URL": "https://sms.example", "RUPT_TWILIO_ACCOUNT": "AC1"},
		"needs {to} and {text}":  {"RUPT_SMS_URL": "https://sms.example", "RUPT_SMS_BODY": "{}"},
		"auth token and sender":  {"RUPT_TWILIO_ACCOUNT": "AC1"},
		`webhook network "here"`: {"RUPT_WEBHOOK_ALLOW": "here"},
	} {
		t.Run(why, func(t *testing.T) {
			for k, v := range env {
				t.Setenv(k, v)
			}
			refused(t, why, "serve")
		})
	}
}
