package httpapi_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
)

func TestHostedPages(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}
	for _, path := range []string{wire.PageChallenge + "?challenge=" + unknownID, wire.PageSuspended} {
		r := c.with("Accept", "text/html").get(path)
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") || r.Status >= 500 {
			t.Errorf("%s: %d %v", path, r.Status, r.Header)
		}
		if r.Header.Get("Content-Security-Policy") == "" || r.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: headers %v", path, r.Header)
		}
		wrong := c.do("DELETE", path, nil)
		wrong.fails(wire.CodeMethodNotAllowed)
		if wrong.Header.Get("Allow") != "GET, HEAD, OPTIONS, POST" {
			t.Errorf("%s: Allow %q", path, wrong.Header.Get("Allow"))
		}
	}
}

func TestInbox(t *testing.T) {
	server := apptest.Start(t)
	c := client{t: t, url: server.URL()}
	var empty []core.InboxMessage
	c.get("/dev/inbox").into(&empty)
	if empty == nil || len(empty) != 0 {
		t.Errorf("an empty inbox is %v", empty)
	}
	a, b := laptop(t, server.URL()), phone(t, server.URL())
	a.visit(nil)
	b.visit(nil)
	raised, _ := b.listen(t, "").message()
	b.post("/v2/challenges/"+raised.Challenge.ID+"/send", wire.SendRequest{Channel: wire.ChannelEmail}).into(new(wire.SendReply))
	message := b.code(raised.Challenge.ID)

	page := c.with("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8").get("/dev/inbox")
	if !strings.HasPrefix(page.Header.Get("Content-Type"), "text/html") || !bytes.Contains(page.Body, []byte(message.Code)) ||
		!bytes.Contains(page.Body, []byte(message.To)) || page.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("the page: %v\n%s", page.Header, page.Body)
	}
	for _, accept := range []string{"application/json", "*/*", "application/json, text/html;q=0.5"} {
		if r := c.with("Accept", accept).get("/dev/inbox"); !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			t.Errorf("Accept %s: %s", accept, r.Header.Get("Content-Type"))
		}
	}
}

func TestOperations(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL()}
	for _, path := range []string{"/healthz", "/readyz"} {
		if r := c.get(path); r.Status != 200 || !bytes.Contains(r.Body, []byte(`"ok"`)) {
			t.Errorf("%s: %d %s", path, r.Status, r.Body)
		}
	}
	c.as(asBrowser).post(wire.PathAttach, map[string]string{"account": "a"}).into(new(wire.AttachReply))
	if r := c.get("/metrics"); !bytes.Contains(r.Body, []byte(`rupt_http_requests_total{method="POST",route="/v2/device/attach",status="200"} 1`)) {
		t.Errorf("metrics: %s", r.Body)
	}
	if r := c.with("Origin", evilOrigin).get("/openapi.json"); r.Status != 200 || r.Header.Get("Access-Control-Allow-Origin") != "*" || r.Header.Get("ETag") == "" {
		t.Errorf("openapi.json: %d %v", r.Status, r.Header)
	}
}
