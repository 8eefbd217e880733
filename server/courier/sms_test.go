package courier

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// gateway is a carrier that answers as it is told to, and remembers the last request.
type gateway struct {
	*httptest.Server
	status int
	says   string
	header http.Header
	path   string
	body   string
	count  int
}

func newGateway(t *testing.T) *gateway {
	g := &gateway{status: 201}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		g.header, g.path, g.body, g.count = r.Header, r.URL.Path, string(b), g.count+1
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(g.status)
		_, _ = io.WriteString(w, g.says)
	}))
	t.Cleanup(g.Close)
	return g
}

func textLetter() Letter {
	return Letter{ID: "abc-7", To: "+15551234567", Channel: wire.ChannelText, Text: `012345 is your "Démo" code, {to}`, Language: "en"}
}

func TestHTTP(t *testing.T) {
	const secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY="
	g := newGateway(t)
	h, err := NewHTTP(HTTPConfig{
		URL: g.URL + "/send", Authorization: "Bearer key", Secret: secret,
		Body: `{"messages": [{"destination": "{to}", "body": "{text}", "flash": false, "tags": ["otp", "{language}"]}], "ref": "{id}", "ttl": 300}`,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Send(t.Context(), textLetter()); err != nil {
		t.Fatal(err)
	}
	want := `{"messages":[{"body":"012345 is your \"Démo\" code, {to}","destination":"+15551234567","flash":false,"tags":["otp","en"]}],"ref":"abc-7","ttl":300}`
	if g.body != want || g.path != "/send" || g.header.Get("Authorization") != "Bearer key" || g.header.Get("Content-Type") != "application/json" {
		t.Errorf("%s %v\n%s", g.path, g.header, g.body)
	}
	hook, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	if err := hook.Verify([]byte(g.body), g.header); err != nil || g.header.Get("Webhook-Id") != "abc-7" {
		t.Errorf("%v: %v", err, g.header)
	}
	plain, err := NewHTTP(HTTPConfig{URL: g.URL})
	if err != nil {
		t.Fatal(err)
	}
	if err := plain.Send(t.Context(), textLetter()); err != nil || g.header.Get("Webhook-Signature") != "" || g.header.Get("Authorization") != "" {
		t.Errorf("%v %v", err, g.header)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(g.body), &got); err != nil || len(got) != 3 || got["text"] != textLetter().Text {
		t.Errorf("%s, %v", g.body, err)
	}
}

func TestTwilio(t *testing.T) {
	g := newGateway(t)
	for from, field := range map[string]string{"+15550000000": "From", "MG0123": "MessagingServiceSid"} {
		tw, err := NewTwilio(TwilioConfig{AccountSID: "AC1", AuthToken: "token", From: from, Origin: g.URL})
		if err != nil {
			t.Fatal(err)
		}
		if err := tw.Send(t.Context(), textLetter()); err != nil {
			t.Fatal(err)
		}
		form, err := url.ParseQuery(g.body)
		user, password, _ := (&http.Request{Header: g.header}).BasicAuth()
		if err != nil || g.path != "/2010-04-01/Accounts/AC1/Messages.json" || user != "AC1" || password != "token" || len(form) != 3 ||
			form.Get("To") != "+15551234567" || form.Get("Body") != textLetter().Text || form.Get(field) != from {
			t.Errorf("%s %s %v", user, g.path, form)
		}
	}
	key, err := NewTwilio(TwilioConfig{AccountSID: "AC1", Username: "SK1", AuthToken: "secret", From: "Demo", Origin: g.URL})
	if err != nil {
		t.Fatal(err)
	}
	g.status, g.says = 400, `{"code": 21211, "message": "The 'To' number +15551234567 is not a valid phone number.", "status": 400}`
	err = key.Send(t.Context(), textLetter())
	if user, _, _ := (&http.Request{Header: g.header}).BasicAuth(); user != "SK1" {
		t.Errorf("user %s", user)
	}
	if !errors.Is(err, core.ErrPermanent) || !strings.Contains(err.Error(), "error 21211") || strings.Contains(err.Error(), "555") {
		t.Errorf("%v", err)
	}
}

// TestCarrierAnswers: what may pass is tried again, what will not is final.
func TestCarrierAnswers(t *testing.T) {
	g := newGateway(t)
	h, err := NewHTTP(HTTPConfig{URL: g.URL + "/key-in-the-path"})
	if err != nil {
		t.Fatal(err)
	}
	tw, err := NewTwilio(TwilioConfig{AccountSID: "AC1", AuthToken: "token", From: "Demo", Origin: g.URL})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []Sender{h, tw} {
		for status, want := range map[int]string{
			200: "", 202: "", 302: "permanent", 400: "permanent", 401: "permanent", 403: "permanent", 404: "permanent", 422: "permanent",
			408: "again", 425: "again", 429: "again", 500: "again", 502: "again", 503: "again",
		} {
			g.status, g.says, g.count = status, "no: +15551234567", 0
			err := s.Send(t.Context(), textLetter())
			got := ""
			if errors.Is(err, core.ErrPermanent) {
				got = "permanent"
			} else if err != nil {
				got = "again"
			}
			if got != want || g.count != 1 || strings.Contains(fmt.Sprint(err), "555") {
				t.Errorf("%T, %d: %v, %d requests", s, status, err, g.count)
			}
		}
	}
	g.Close()
	if err := h.Send(t.Context(), textLetter()); err == nil || errors.Is(err, core.ErrPermanent) || strings.Contains(err.Error(), "key-in-the-path") {
		t.Errorf("out of reach: %v", err)
	}
}

func TestCarrierConfig(t *testing.T) {
	for name, c := range map[string]HTTPConfig{
		"no URL": {}, "no http": {URL: "ftp://sms.example"}, "no JSON": {URL: "https://sms.example", Body: `to={to}&text={text}`},
		"no text": {URL: "https://sms.example", Body: `{"to": "{to}"}`}, "bad secret": {URL: "https://sms.example", Secret: "whsec_?"},
	} {
		if _, err := NewHTTP(c); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for name, c := range map[string]TwilioConfig{"no account": {AuthToken: "t", From: "f"}, "no token": {AccountSID: "a", From: "f"}, "no sender": {AccountSID: "a", AuthToken: "t"}} {
		if _, err := NewTwilio(c); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
