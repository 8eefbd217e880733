package httpapi_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/courier"
)

// twilio is Twilio's API as far as messages go: it takes them, and remembers where it
// was told to say what became of them.
type twilio struct {
	sender    courier.Sender
	callbacks chan string
}

const (
	twilioToken = "an auth token"
	// twilioSees is the origin that Twilio knows this server by.
	twilioSees = "https://rupt.example"
)

func newTwilio(t *testing.T) *twilio {
	t.Helper()
	tw := &twilio{callbacks: make(chan string, 8)}
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tw.callbacks <- r.FormValue("StatusCallback")
		w.WriteHeader(http.StatusCreated)
	}))
	t.Cleanup(api.Close)
	var err error
	tw.sender, err = courier.NewTwilio(courier.TwilioConfig{
		AccountSID: "AC1", AuthToken: twilioToken, From: "+15550000000", Origin: api.URL, PublicURL: twilioSees + "/",
	})
	if err != nil {
		t.Fatal(err)
	}
	return tw
}

// deliver has a code sent by text message and returns the delivery's id.
func (tw *twilio) deliver(s *scene) string {
	s.t.Helper()
	s.as(asServer).post("/v2/challenges/"+s.known["challenge"]+"/send", map[string]string{"channel": "text"}).into(&wire.SendReply{})
	callback := <-tw.callbacks
	id, twilios := strings.CutSuffix(callback, "/twilio")
	id, ours := strings.CutPrefix(id, twilioSees+"/v2/delivery/")
	if !ours || !twilios || len(id) != 48 {
		s.t.Fatalf("callback %q", callback)
	}
	for s.status() != wire.StatusDelivered {
		time.Sleep(10 * time.Millisecond)
	}
	return id
}

func (s *scene) status() wire.ChallengeStatus {
	s.t.Helper()
	var c wire.Challenge
	s.as(asServer).get("/v2/challenges/" + s.known["challenge"]).into(&c)
	return c.Status
}

// asTwilio posts a form, signed as Twilio's documentation says: the form's fields are in
// the order of their names here, so that names and values follow the URL as they are.
func (s *scene) asTwilio(path, form string) reply {
	s.t.Helper()
	fields, err := url.QueryUnescape(strings.NewReplacer("=", "", "&", "").Replace(form))
	if err != nil {
		s.t.Fatal(err)
	}
	mac := hmac.New(sha1.New, []byte(twilioToken))
	mac.Write([]byte(twilioSees + path + fields))
	return s.as("").with("Content-Type", "application/x-www-form-urlencoded", "X-Twilio-Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil))).
		post(path, form)
}

// TestReportedDeliveries: what a carrier says later reaches the challenge, of its latest
// code alone, and from the carrier alone.
func TestReportedDeliveries(t *testing.T) {
	texts := newTwilio(t)
	url := apptest.Start(t, func(c *app.Config) { c.Text = texts.sender }).URL()
	for name, tt := range map[string]struct {
		report func(s *scene, id string) reply
		code   wire.Code // "" is a success
		want   wire.ChallengeStatus
	}{
		"failed":      {status(`{"status":"failed","reason":"30003"}`), "", wire.StatusDeliveryFailed},
		"in capitals": {status(`{"status":"UNDELIVERED"}`), "", wire.StatusDeliveryFailed},
		"on its way":  {status(`{"status":"sent"}`), "", wire.StatusDelivered},
		"nothing":     {status(`{}`), "", wire.StatusDelivered},
		"not JSON":    {status(`status=failed`), wire.CodeInvalidJSON, wire.StatusDelivered},
		"forged": {func(s *scene, id string) reply {
			return status(`{"status":"failed"}`)(s, strings.Map(rotate, id))
		}, wire.CodeNotFound, wire.StatusDelivered},
		"challenge's id":     {func(s *scene, _ string) reply { return status(`{"status":"failed"}`)(s, s.known["challenge"]) }, wire.CodeNotFound, wire.StatusDelivered},
		"twilio":             {twilioSays("MessageSid=SM1&MessageStatus=failed&To=%2B15551234567"), "", wire.StatusDeliveryFailed},
		"twilio, on its way": {twilioSays("MessageStatus=sent"), "", wire.StatusDelivered},
		"twilio, unsigned": {func(s *scene, id string) reply {
			return s.as("").with("Content-Type", "application/x-www-form-urlencoded").post("/v2/delivery/"+id+"/twilio", "MessageStatus=failed")
		}, wire.CodeUnauthorized, wire.StatusDelivered},
		"twilio, signed for another": {func(s *scene, id string) reply {
			return s.asTwilio("/v2/delivery/"+id+"/twilio?x=1", "MessageStatus=failed")
		}, wire.CodeUnauthorized, wire.StatusDelivered},
		"twilio, JSON": {func(s *scene, id string) reply {
			return s.as("").post("/v2/delivery/"+id+"/twilio", `{"MessageStatus":"failed"}`)
		}, wire.CodeUnsupportedMedia, wire.StatusDelivered},
		"twilio, too large": {func(s *scene, id string) reply {
			return s.asTwilio("/v2/delivery/"+id+"/twilio", "MessageStatus="+strings.Repeat("a", 5000))
		}, wire.CodePayloadTooLarge, wire.StatusDelivered},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, url)
			r := tt.report(s, texts.deliver(s))
			if tt.code == "" {
				r.into(&wire.SuccessReply{})
			} else {
				r.fails(tt.code)
			}
			if got := s.status(); got != tt.want {
				t.Errorf("status %s, want %s", got, tt.want)
			}
		})
	}
	if metrics := string((client{t: t, url: url}).get("/metrics").Body); !strings.Contains(metrics, `rupt_deliveries_total{kind="message",outcome="bounced"} 3`) ||
		strings.Contains(metrics, `rupt_deliveries_total{kind="text",outcome="delivered"} 0`) || !strings.Contains(metrics, `rupt_deliveries_total{kind="webhook",outcome="failed"} 0`) {
		t.Errorf("metrics: %s", metrics)
	}
	s := newScene(t, apptest.Start(t).URL())
	s.asTwilio("/v2/delivery/x/twilio", "MessageStatus=failed").fails(wire.CodeNotEnabled)
}

func status(body string) func(*scene, string) reply {
	return func(s *scene, id string) reply { return s.as("").post("/v2/delivery/"+id+"/status", body) }
}

func twilioSays(form string) func(*scene, string) reply {
	return func(s *scene, id string) reply { return s.asTwilio("/v2/delivery/"+id+"/twilio", form) }
}

// rotate is one letter on.
func rotate(r rune) rune {
	if r == 'z' {
		return 'a'
	}
	return r + 1
}
