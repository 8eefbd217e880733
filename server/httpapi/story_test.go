package httpapi_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
)

// gadget is one device in the hands of one person.
type gadget struct {
	client
	hash   string
	attach wire.AttachReply
}

func newGadget(t *testing.T, url string, signals map[string]string) *gadget {
	values := map[string]fingerprint.Signal{}
	for k, v := range signals {
		values[k] = fingerprint.Signal{Value: v}
	}
	return &gadget{
		client: client{t: t, url: url, auth: asBrowser},
		hash:   fingerprint.Hash(fingerprint.EnvironmentOf(values), values),
	}
}

// laptop and phone differ in nearly everything.
func laptop(t *testing.T, url string) *gadget {
	return newGadget(t, url, map[string]string{
		"ua.engine": "Blink", "os.release": "Windows|10", "cpu.cores": "16", "mem.class": "8", "screen.size": "2560x1440",
		"screen.dpr": "1", "input.touch": "0", "gpu.vendor": "NVIDIA", "gpu.model": "NVIDIA GeForce RTX 3060",
		"tz.zone": "Europe/Berlin", "lang.primary": "de-DE", "canvas.geom": "a1b2", "canvas.text": "c3d4", "audio.sum": "124.04347527516074",
	})
}

func phone(t *testing.T, url string) *gadget {
	return newGadget(t, url, map[string]string{
		"ua.engine": "WebKit", "os.release": "iOS|18", "cpu.cores": "4", "mem.class": "4", "screen.size": "390x844",
		"screen.dpr": "3", "input.touch": "5", "gpu.vendor": "Apple", "gpu.model": "Apple GPU",
		"tz.zone": "America/New_York", "lang.primary": "en-US", "canvas.geom": "ffee", "canvas.text": "ddcc", "audio.sum": "35.73833402246237",
	})
}

// visit attaches the gadget as a page of its account does.
func (g *gadget) visit(more map[string]any) {
	g.t.Helper()
	body := map[string]any{
		"account": "shared", "email": "owner@example.com", "phone": "+4915112345678", "fingerprint": g.hash,
		"limit_config": map[string]int{"overall_device_limit": 1},
		"callbacks":    map[string]bool{"on_challenge": true, "limit_exceeded": true},
		"version":      wire.Version,
	}
	for k, v := range more {
		body[k] = v
	}
	g.post("/v2/device/attach", body).into(&g.attach)
}

// stream is an open event stream.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
}

// listen opens the gadget's event stream as an EventSource does, without a header.
func (g *gadget) listen(t *testing.T, lastEventID string) *stream {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	q := url.Values{"access": {g.attach.Access}, "version": {wire.Version}, "auth": {asBrowser}}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, g.url+"/v2/access/device/"+g.attach.DeviceID+"/listen?"+q.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastEventID != "" {
		r.Header.Set("Last-Event-ID", lastEventID)
	}
	res, err := transport.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); res.Body.Close() })
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		t.Fatalf("listen: status %d, %v", res.StatusCode, res.Header)
	}
	s := &stream{t, bufio.NewScanner(res.Body)}
	s.line("retry: 3000") // it is open
	return s
}

// line reads up to a line that begins with prefix.
func (s *stream) line(prefix string) string {
	s.t.Helper()
	for s.lines.Scan() {
		if rest, ok := strings.CutPrefix(s.lines.Text(), prefix); ok {
			return rest
		}
	}
	s.t.Fatalf("the stream ended before %q: %v", prefix, s.lines.Err())
	return ""
}

// message reads the next message and its id.
func (s *stream) message() (m wire.StreamMessage, id string) {
	s.t.Helper()
	id = s.line("id: ")
	if err := json.Unmarshal([]byte(s.line("data: ")), &m); err != nil {
		s.t.Fatal(err)
	}
	return m, id
}

// code waits for the code of a challenge to arrive in the inbox.
func (c client) code(challenge string) core.InboxMessage {
	c.t.Helper()
	for range 200 {
		var inbox []core.InboxMessage
		c.get("/dev/inbox").into(&inbox)
		for _, m := range inbox {
			if m.Challenge == challenge {
				return m
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	c.t.Fatal("no code arrived")
	return core.InboxMessage{}
}

// wrongCode is not code.
func wrongCode(code string) string {
	if code[0] == '0' {
		return "1" + code[1:]
	}
	return "0" + code[1:]
}

// TestStory plays what the product is for: an account is used on a second device,
// whose holder proves a contact and logs the first one out.
func TestStory(t *testing.T) {
	server := apptest.Start(t)
	a, b := laptop(t, server.URL()), phone(t, server.URL())
	backend := client{t: t, url: server.URL(), auth: asServer}

	a.visit(nil)
	if !a.attach.NewDevice || a.attach.AttachedDevices != 1 {
		t.Fatalf("A: %+v", a.attach)
	}
	aStream := a.listen(t, "")

	b.visit(nil)
	if b.attach.DeviceID == a.attach.DeviceID || b.attach.AttachedDevices != 2 || b.attach.UserID != a.attach.UserID {
		t.Fatalf("B: %+v", b.attach)
	}
	raised, id := b.listen(t, "").message()
	if raised.Action != wire.StreamChallenge || raised.URL != server.URL()+wire.PageChallenge {
		t.Fatalf("B's stream: %+v", raised)
	}
	if again, againID := b.listen(t, "0").message(); againID != id || again.Challenge.ID != raised.Challenge.ID {
		t.Errorf("not replayed: %+v (%s), want %+v (%s)", again, againID, raised, id)
	}
	path := "/v2/challenges/" + raised.Challenge.ID

	var seen wire.Challenge
	b.get(path).into(&seen)
	if seen.Status != wire.StatusPending || !seen.Limit.IsExceeded || seen.Limit.Overall != 1 ||
		len(seen.Channels) != 2 || seen.User.Email == "" || strings.Contains(seen.User.Email, "owner@") || seen.User.ExternalID != "" {
		t.Errorf("the challenge as its holder sees it: %+v, %+v, %+v", seen, seen.User, seen.Limit)
	}
	b.get(path + "/devices").fails(wire.CodeForbidden)

	var sent wire.SendReply
	b.post(path+"/send", wire.SendRequest{Channel: wire.ChannelEmail}).into(&sent)
	if !sent.Success || sent.RetryAfter <= 0 || sent.SendsLeft <= 0 || sent.ExpiresAt == 0 {
		t.Errorf("sent: %+v", sent)
	}
	mail := b.code(raised.Challenge.ID)
	if mail.To != "owner@example.com" || len(mail.Code) != 6 || !strings.Contains(mail.Text, mail.Code) {
		t.Errorf("mail: %+v", mail)
	}

	wrong := b.post(path+"/verify", wire.VerifyRequest{Code: wrongCode(mail.Code)}).fails(wire.CodeIncorrectCode)
	if wrong.AttemptsLeft == nil || *wrong.AttemptsLeft != 4 {
		t.Errorf("wrong code: %+v", wrong)
	}
	var verified wire.VerifyReply
	b.post(path+"/verify?code="+mail.Code, nil).into(&verified)
	if verified.Session == "" {
		t.Fatal("the right code gave no session")
	}
	b.post(path+"/verify", wire.VerifyRequest{Code: mail.Code}) // a used code is no use
	b.auth = "Challenge " + verified.Session

	b.post(path+"/complete", nil).fails(wire.CodeLimitExceeded)
	var devices []wire.Device
	b.get(path + "/devices").into(&devices)
	if len(devices) != 2 {
		t.Fatalf("%d devices", len(devices))
	}
	for _, d := range devices {
		if d.Current == nil || *d.Current != (d.ID == b.attach.DeviceID) {
			t.Errorf("device %s: current %v", d.ID, d.Current)
		}
	}
	b.post(path+"/devices/"+b.attach.DeviceID+"/kick", nil).fails(wire.CodeCurrentDevice)
	b.post(path+"/devices/"+a.attach.DeviceID+"/kick", nil).into(new(wire.SuccessReply))
	if out, _ := aStream.message(); out.Action != wire.StreamLogout {
		t.Errorf("A's stream: %+v", out)
	}
	b.post(path+"/complete", nil).into(new(wire.SuccessReply))

	var completed wire.Challenge
	backend.get(path).into(&completed)
	if completed.Status != wire.StatusCompleted || completed.CompletedAt == 0 || completed.User.ExternalID != "shared" {
		t.Errorf("at the end: %+v, %+v", completed, completed.User)
	}
	if r := b.get(path + "/devices"); r.Status != http.StatusUnauthorized {
		t.Errorf("the session outlived the challenge: %d %s", r.Status, r.Body)
	}
	var list wire.Page[wire.Challenge]
	backend.get("/v2/challenges").into(&list)
	if list.Total != 1 || len(list.Data) != 1 || list.Data[0].ID != raised.Challenge.ID || list.Data[0].Limit != nil {
		t.Errorf("list: %+v", list)
	}
}

// TestSameBrowserIsNotChallenged: cookies and storage were cleared, the hash stayed.
func TestSameBrowserIsNotChallenged(t *testing.T) {
	server := apptest.Start(t)
	a := laptop(t, server.URL())
	a.visit(nil)
	first := a.attach
	a.visit(nil)
	if a.attach.DeviceID != first.DeviceID || a.attach.NewDevice || a.attach.AttachedDevices != 1 || a.attach.Access == first.Access {
		t.Errorf("first %+v, then %+v", first, a.attach)
	}
}

// TestSessionIsForOneChallenge: a session opens nothing else.
func TestSessionIsForOneChallenge(t *testing.T) {
	server := apptest.Start(t)
	a, b := laptop(t, server.URL()), phone(t, server.URL())
	challenge := func(account string) string {
		more := map[string]any{"account": account}
		a.visit(more)
		b.visit(more)
		m, _ := b.listen(t, "").message()
		return m.Challenge.ID
	}
	one, other := challenge("one"), challenge("other")
	b.post("/v2/challenges/"+one+"/send", wire.SendRequest{Channel: wire.ChannelSMS}).into(new(wire.SendReply))
	code := b.code(one)
	if code.Channel != wire.ChannelText || code.To != "+4915112345678" {
		t.Errorf("text message: %+v", code)
	}
	var verified wire.VerifyReply
	b.post("/v2/challenges/"+one+"/devices/"+b.attach.DeviceID+"/verify", wire.VerifyRequest{Code: code.Code}).into(&verified)
	held := b.as("Challenge " + verified.Session)
	held.get("/v2/challenges/" + one).into(new(wire.Challenge))
	for _, path := range []string{"/v2/challenges/" + other, "/v2/challenges/" + other + "/devices"} {
		if r := held.get(path); r.Status != http.StatusForbidden && r.Status != http.StatusNotFound {
			t.Errorf("%s with the session of another challenge: %d %s", path, r.Status, r.Body)
		}
	}
	held.get("/v2/challenges").fails(wire.CodeForbidden)
	held.post("/v2/device/attach", map[string]string{"account": "one"}).fails(wire.CodeForbidden)
}
