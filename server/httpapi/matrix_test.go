package httpapi_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/httpapi"
)

// stranger is another customer: a project with a key, an account and a challenge that
// someone passed the code of.
type stranger struct {
	project, browser, server, session string
}

func newStranger(c client) stranger {
	var made wire.NewProject
	c.as(asAdmin).post("/admin/v1/projects", map[string]any{"name": "Other", "settings": map[string]any{"enforce": "on", "device_limit": 1}}).into(&made)
	s := stranger{project: made.Project.ID, browser: "Basic " + made.Key.ClientID + ":", server: "Bearer " + made.Key.APISecret}
	backend := c.as(s.server)
	for _, digit := range []string{"a", "7"} {
		backend.post("/v2/device/attach", map[string]any{"account": "theirs", "email": "their@example.org", "fingerprint": strings.Repeat(digit, 64)}).into(&wire.AttachReply{})
	}
	var page wire.Page[wire.Challenge]
	backend.get("/v2/challenges").into(&page)
	if len(page.Data) != 1 {
		c.t.Fatalf("%d challenges", len(page.Data))
	}
	path := "/v2/challenges/" + page.Data[0].ID
	c.as(s.browser).post(path+"/send", map[string]string{"channel": "email"}).into(&wire.SendReply{})
	var v wire.VerifyReply
	c.as(s.browser).post(path+"/verify", map[string]string{"code": c.code(page.Data[0].ID).Code}).into(&v)
	s.session = "Challenge " + v.Session
	return s
}

// everything makes a scene in which every name that a proof uses is known.
func everything(t *testing.T, url string) *scene {
	s := newScene(t, url)
	s.prepare(proof{class: "C", request: "{code} {key} {identification} demo/webhook"})
	s.known["settled"] = s.known["challenge"]
	return s
}

// proofOf is a request for an operation, for anyone.
func proofOf(t *testing.T, id string) proof {
	t.Helper()
	i := slices.IndexFunc(proofs, func(p proof) bool { return p.id == id })
	if i < 0 {
		t.Fatalf("no proof of %s", id)
	}
	return proofs[i]
}

// request sends what a proof says, with another credential.
func (s *scene) request(p proof, auth string) reply {
	s.session = auth
	p.class = "C"
	return s.play(p)
}

// unchanged fails the test when anything of the scene was changed since it was taken.
func (s *scene) unchanged(t *testing.T) func() {
	t.Helper()
	look := func() (text string) {
		for path, auth := range map[string]string{
			"/v2/user/" + s.known["account"] + "/export": asServer, "/v2/challenges/" + s.known["challenge"]: asServer,
			"/admin/v1/projects/demo": asAdmin, "/admin/v1/projects/demo/keys": asAdmin, "/admin/v1/projects/demo/webhooks": asAdmin,
		} {
			r := s.as(auth).get(path)
			if r.Status != http.StatusOK {
				t.Fatalf("%s: %d", path, r.Status)
			}
			text += path + string(r.Body)
		}
		return text
	}
	sorted := func() string {
		lines := strings.Split(look(), "\n")
		slices.Sort(lines)
		return strings.Join(lines, "\n")
	}
	before := sorted()
	return func() {
		t.Helper()
		if after := sorted(); after != before {
			t.Errorf("something was changed:\n%s\n%s", before, after)
		}
	}
}

// TestEveryCredential: every endpoint by everyone who may not call it. It is made of the
// table of endpoints, so that a new one is in it.
func TestEveryCredential(t *testing.T) {
	url := apptest.Start(t, func(c *app.Config) { c.AdminKey = adminKey }).URL()
	s := everything(t, url)
	session, check := s.session, s.unchanged(t)
	valid := map[string]string{"B": asBrowser, "S": asServer, "C": session, "A": asAdmin}
	never := map[string]string{
		"none": "", "malformed": "Basic", "unknown scheme": "Digest " + core.DemoClientID, "empty client id": "Basic :", "control character": "Bearer a\tb",
		"too long": "Bearer " + strings.Repeat("x", 5000), "unknown client id": "Basic nobody:", "forged token": asBrowser + "e30.e30.e30",
		"unknown secret": "Bearer sk_nothing", "secret as client id": "Basic " + core.DemoAPISecret + ":", "unknown session": "Challenge a.b.c.d",
		"cut session": strings.TrimSuffix(session, session[len(session)-1:]), "admin key, cut": asAdmin[:len(asAdmin)-1],
	}
	for _, o := range httpapi.Operations() {
		if slices.Contains(o.Classes, "D") {
			continue // the id in the path is the credential: TestReportedDeliveries
		}
		p := proofOf(t, o.ID)
		for name, auth := range never {
			if r := s.request(p, auth); r.Status != http.StatusUnauthorized {
				t.Errorf("%s, %s: %d %s", o.ID, name, r.Status, r.Body)
			}
		}
		for class, auth := range valid {
			if slices.Contains(o.Classes, class) {
				continue // TestEveryEndpoint
			}
			want := wire.CodeForbidden
			if class == "A" || slices.Contains(o.Classes, "A") {
				want = wire.CodeUnauthorized // administration is another world
			}
			r := s.request(p, auth)
			r.t = t
			if r.fails(want); t.Failed() {
				t.Fatalf("%s by %s", o.ID, class)
			}
		}
	}
	check()
}

// TestEveryIDOfAnother: everything that takes an id in its path, by those who may call
// it, of another project: 404, and nothing is changed.
func TestEveryIDOfAnother(t *testing.T) {
	url := apptest.Start(t, func(c *app.Config) { c.AdminKey = adminKey }).URL()
	s := everything(t, url)
	other := newStranger(s.client)
	check := s.unchanged(t)
	credentials := map[string]string{"B": other.browser, "S": other.server, "C": other.session, "A": asAdmin}
	tried := 0
	for _, o := range httpapi.Operations() {
		p := proofOf(t, o.ID)
		if !strings.Contains(strings.ReplaceAll(o.Path, "{project}", ""), "{") || slices.Contains(o.Classes, "D") {
			continue // takes none, or one that belongs to no project
		}
		p.request = strings.Replace(p.request, "/projects/demo/", "/projects/"+other.project+"/", 1)
		for _, class := range o.Classes {
			r := s.request(p, credentials[class])
			r.t = t
			tried++
			switch o.ID {
			case "listen": // 204 keeps an EventSource from coming back
				if r.Status != http.StatusNoContent {
					t.Errorf("%s by %s: %d %s", o.ID, class, r.Status, r.Body)
				}
			case "attachedDevices", "listUserDevicesLegacy":
				// An account is the customer's own name for someone; nobody has no devices.
				if open := r.Status == http.StatusOK && strings.TrimSpace(string(r.Body)) == "[]"; !open && r.Status != http.StatusUnauthorized {
					t.Errorf("%s by %s: %d %s", o.ID, class, r.Status, r.Body)
				}
			default:
				if r.fails(wire.CodeNotFound); t.Failed() {
					t.Fatalf("%s by %s", o.ID, class)
				}
			}
		}
	}
	if tried < 40 {
		t.Errorf("only %d were tried", tried)
	}
	check()
}

// TestIDsInBodiesOfAnother: ids that are not in a path name nothing of another project
// either.
func TestIDsInBodiesOfAnother(t *testing.T) {
	url := apptest.Start(t, func(c *app.Config) { c.AdminKey = adminKey }).URL()
	s := everything(t, url)
	other := newStranger(s.client)
	check := s.unchanged(t)
	b, server := s.as(other.browser), s.as(other.server)
	var a wire.AttachReply
	b.post("/v2/device/attach", map[string]any{
		"account": s.known["account"], "last_access": s.known["access"], "last_blocking_access": s.known["access"],
		"last_challenge": s.known["challenge"], "fingerprint": s.known["hash"], "last_fingerprint": s.known["hash"],
	}).into(&a)
	for name, mine := range map[string]string{"device": a.DeviceID, "user": a.UserID, "access": a.Access} {
		if slices.Contains([]string{s.known["a"], s.known["b"], s.known["user"], s.known["access"]}, mine) {
			t.Errorf("the %s is another project's", name)
		}
	}
	var f wire.FingerprintReply
	b.post("/v2/device/fingerprint", map[string]string{"fingerprint": s.known["hash"]}).into(&f)
	var mine wire.FingerprintReply
	s.as(asBrowser).post("/v2/device/fingerprint", map[string]string{"fingerprint": s.known["hash"]}).into(&mine)
	if f.FingerprintID == mine.FingerprintID {
		t.Error("two projects share a fingerprint")
	}
	b.post("/v2/device/"+s.known["a"]+"/detach", map[string]string{"user": s.known["account"], "last_access": s.known["access"]}).fails(wire.CodeNotFound)
	var history wire.AccessHistory
	server.get("/v2/proj/access-history?per=50&device=" + s.known["a"]).into(&history)
	if history.TotalDocs != 0 || len(history.Docs) != 0 {
		t.Errorf("accesses of another project: %+v", history)
	}
	server.get("/v2/proj/access-history?per=50&user=" + s.known["user"]).fails(wire.CodeNotFound)
	var list []wire.WebhookDelivery
	s.as(asAdmin).get("/admin/v1/projects/" + other.project + "/webhook-deliveries?endpoint=" + s.known["webhook"]).into(&list)
	if len(list) != 0 {
		t.Errorf("deliveries of another project: %v", list)
	}
	check()
}
