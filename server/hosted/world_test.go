package hosted_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
)

// world is a whole development server with two devices of one account, the second of
// which is challenged.
type world struct {
	t         *testing.T
	app       *app.App
	origin    string
	challenge string
	// first is the device that may stay, second the one that is challenged.
	first, second string
}

func newWorld(t *testing.T, email, phone string) *world {
	a := apptest.Start(t)
	w := &world{t: t, app: a, origin: a.URL()}
	w.first = w.attach("a", "198.51.100.1", email, phone)
	w.second = w.attach("b", "203.0.113.9", "", "")
	var page wire.Page[wire.Challenge]
	w.call(http.MethodGet, "/v2/challenges", nil, &page)
	if len(page.Data) != 1 {
		t.Fatalf("%d challenges, want 1", len(page.Data))
	}
	w.challenge = page.Data[0].ID
	return w
}

// attach has a back end attach a device, recognised by a hash of nothing but digit.
func (w *world) attach(digit, ip, email, phone string) (device string) {
	var reply wire.AttachReply
	limit := 1
	w.call(http.MethodPost, "/v2/device/attach", wire.AttachRequest{
		Account: "ada", Email: email, Phone: phone, Fingerprint: strings.Repeat(digit, 2048), IP: ip,
		UserAgent:   "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
		LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &limit},
	}, &reply)
	return reply.DeviceID
}

func (w *world) call(method, path string, body, reply any) {
	w.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.origin+path, bytes.NewReader(b))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+core.DemoAPISecret)
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	answer, _ := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusOK {
		w.t.Fatalf("%s %s: %s %s", method, path, response.Status, answer)
	}
	if err := json.Unmarshal(answer, reply); err != nil {
		w.t.Fatalf("%s: %v in %s", path, err, answer)
	}
}

// code waits for the newest message of the inbox, the n-th in all.
func (w *world) code(n int) core.InboxMessage {
	w.t.Helper()
	var inbox []core.InboxMessage
	for range 500 {
		w.call(http.MethodGet, "/dev/inbox", nil, &inbox)
		if len(inbox) >= n {
			return inbox[0]
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.t.Fatalf("%d messages in the inbox, want %d", len(inbox), n)
	return core.InboxMessage{}
}

func (w *world) status() wire.ChallengeStatus {
	var c wire.Challenge
	w.call(http.MethodGet, "/v2/challenges/"+w.challenge, nil, &c)
	return c.Status
}

// page is the path of the challenge page with the usual links.
func (w *world) page(more string) string {
	return "/challenge?challenge=" + w.challenge +
		"&logout=http%3A%2F%2Flocalhost%3A9%2Fbye&new_account=http%3A%2F%2Flocalhost%3A9%2Fjoin&success=http%3A%2F%2Flocalhost%3A9%2Fhome%3Fx%3D1" + more
}

// wrong is a code that is not this one.
func wrong(code string) string {
	if code[0] == '9' {
		return "0" + code[1:]
	}
	return "9" + code[1:]
}
