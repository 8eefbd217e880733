package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/httpapi"
)

const (
	adminKey = "an admin key of more than 32 characters"
	asAdmin  = "Bearer " + adminKey
)

// proof is a request that must succeed, and the fields that its reply must have. Names
// in braces are those of a scene.
type proof struct {
	id, class, request, fields string
}

const (
	challengeFields = "_id user limit status type reasons channels createdAt updatedAt"
	deviceFields    = "_id user project status metadata info attachedAt lastSeenAt createdAt updatedAt __v"
	projectFields   = "id name logo_url origins settings createdAt updatedAt"
	attachFields    = "success attached_devices device_id default_device_limit block_over_usage suspended new_device access identity metadata verification_status user_id status created_at"
	detachFields    = "success attached_devices device_id default_device_limit block_over_usage"
	evaluateFields  = "fingerprint_id challenge_id verdict reasons metadata confidence"
	userFields      = "id account metadata createdAt updatedAt suspended"
	exportFields    = "user devices accesses challenges"
	historyFields   = "docs totalDocs limit totalPages page pagingCounter hasPrevPage hasNextPage prevPage nextPage"
	sendFields      = "success expires_at retry_after sends_left"
)

// proofs are one for every endpoint and credential, and one for every alias.
var proofs = []proof{
	{"attach", "B", `POST /v2/device/attach {"account":"{account}"}`, attachFields},
	{"attach", "S", `POST /v2/device/attach {"account":"{account}","ip":"203.0.113.7","user_agent":"x"}`, attachFields},
	{"detach", "B", `POST /v2/device/{a}/detach {"account":"{account}"}`, detachFields},
	{"detach", "S", `POST /v2/device/{a}/detach {"user":"{account}"}`, detachFields},
	{"fingerprint", "B", `POST /v2/device/fingerprint {"fingerprint":"{hash}"}`, "fingerprint_id confidence"},
	{"attachedDevices", "B", `GET /v2/access/user/{account}/attached_devices`, deviceFields},
	{"updateDeviceMetadata", "S", `POST /v2/device/{a}/metadata {"metadata_fields":{"key":"value"}}`, "success"},
	{"updateDeviceMetadataAlias", "S", `POST /v2/proj/device/{a}/metadata {"metadata_fields":{"key":["value"]}}`, "success"},
	{"listen", "B", `GET /v2/access/device/{b}/listen?access={access}&version=2.32.0`, "stream"},

	{"evaluate", "S", `POST /v2/evaluate {"action":"login","user":"{account}","ip":"203.0.113.7"}`, evaluateFields},
	{"evaluateAlias", "S", `POST /v2/devices/evaluate {"action":"login","user":"{account}","ip":"203.0.113.7"}`, evaluateFields},
	{"evaluateByQuery", "S", `GET /v2/evaluate?action=login&user={account}&ip=203.0.113.7`, evaluateFields},
	{"evaluateByQueryAlias", "S", `GET /v2/devices/evaluate?action=login&user={account}&ip=203.0.113.7`, evaluateFields},
	{"evaluateInBrowser", "B", `POST /v2/device/evaluate {"action":"login","user":"{account}","fingerprint":"{hash}"}`, evaluateFields},

	{"listChallenges", "S", `GET /v2/challenges?page=1&limit=10`, "data page limit total"},
	{"getChallenge", "B", `GET /v2/challenges/{challenge}`, challengeFields + " project"},
	{"getChallenge", "S", `GET /v2/challenges/{challenge}`, challengeFields},
	{"getChallenge", "C", `GET /v2/challenges/{challenge}`, challengeFields + " project"},
	{"listChallengeDevices", "S", `GET /v2/challenges/{challenge}/devices`, deviceFields + " current active"},
	{"listChallengeDevices", "C", `GET /v2/challenges/{challenge}/devices`, deviceFields + " current active"},
	{"sendCode", "B", `POST /v2/challenges/{challenge}/send {"channel":"email"}`, sendFields},
	{"sendCode", "S", `POST /v2/challenges/{challenge}/send {"channel":"text","language":"fr"}`, sendFields},
	{"sendCode", "C", `POST /v2/challenges/{challenge}/send {"channel":"text"}`, "429"}, // one was sent just now
	{"sendCodeAlias", "S", `POST /v2/challenges/{challenge}/devices/{b}/send {"channel":"sms"}`, sendFields},
	{"verifyCode", "B", `POST /v2/challenges/{challenge}/verify {"code":"{code}"}`, "success session"},
	{"verifyCode", "S", `POST /v2/challenges/{challenge}/verify?code={code}`, "success"},
	{"verifyCode", "C", `POST /v2/challenges/{challenge}/verify {"code":"{code}"}`, "400"}, // proven already
	{"verifyCodeAlias", "S", `POST /v2/challenges/{challenge}/devices/{b}/verify {"code":"{code}"}`, "success"},
	{"kickDevice", "S", `POST /v2/challenges/{challenge}/devices/{a}/kick`, "success"},
	{"kickDevice", "C", `POST /v2/challenges/{challenge}/devices/{a}/kick`, "success"},
	{"completeChallenge", "S", `POST /v2/challenges/{settled}/complete`, "success"},
	{"completeChallenge", "C", `POST /v2/challenges/{settled}/complete`, "success"},
	{"completeChallengeAlias", "S", `POST /v2/challenges/{settled}/devices/{b}/complete`, "success"},
	{"notifyAdministrator", "B", `POST /v2/challenges/{challenge}/notify`, "success"},
	{"notifyAdministrator", "C", `POST /v2/challenges/{challenge}/notify`, "409"}, // proven already
	{"skipChallenge", "B", `POST /v2/challenges/{challenge}/skip`, "success"},
	{"skipChallenge", "C", `POST /v2/challenges/{challenge}/skip`, "409"},
	{"postponeChallenge", "B", `POST /v2/challenges/{challenge}/postpone`, "success"},
	{"postponeChallenge", "C", `POST /v2/challenges/{challenge}/postpone`, "409"},

	{"getUser", "S", `GET /v2/user/{account}`, userFields + " email phone"},
	{"listUserDevices", "S", `GET /v2/user/{user}/devices`, deviceFields},
	{"updateUser", "S", `POST /v2/user/{account}/update {"metadata":{"plan":"pro"}}`, userFields},
	{"eraseUser", "S", `DELETE /v2/user/{account}`, "success"},
	{"exportUser", "S", `GET /v2/user/{account}/export`, exportFields},
	{"signToken", "S", `POST /token/sign {"user":"{account}"}`, "secret"},

	{"listUserDevicesLegacy", "S", `GET /v2/proj/user/{account}/devices?whitelisted=true&dev=false`, deviceFields},
	{"accessHistory", "S", `GET /v2/proj/access-history?user={account}&per=1`, historyFields},
	{"identify", "B", `POST /v2/identity/initiate {"fingerprint":"{hash}"}`, "identification"},
	{"completeIdentification", "S", `POST /v2/proj/identification/{identification}/complete {"account":"{account}"}`, "access device new_device metadata_fields"},

	{"reportDelivery", "D", `POST /v2/delivery/{delivery}/status {"status":"failed","reason":"5.1.1"}`, "success"},
	{"reportDeliveryTwilio", "D", `POST /v2/delivery/{delivery}/twilio ErrorCode=30003&MessageStatus=undelivered`, "success"},

	{"listProjects", "A", `GET /admin/v1/projects`, projectFields},
	{"createProject", "A", `POST /admin/v1/projects {"name":"{account}"}`, "project key"},
	{"getProject", "A", `GET /admin/v1/projects/demo`, projectFields},
	{"changeProject", "A", `POST /admin/v1/projects/demo {"settings":{"grace_seconds":3600}}`, projectFields},
	{"getPolicy", "A", `GET /admin/v1/projects/demo/policy`, "source policy"},
	{"setPolicy", "A", `POST /admin/v1/projects/demo/policy {"policy":"rules: []","dry_run":true}`, "source policy"},
	{"clearPolicy", "A", `DELETE /admin/v1/projects/demo/policy`, "success"},
	{"listKeys", "A", `GET /admin/v1/projects/demo/keys`, "id client_id createdAt"},
	{"addKey", "A", `POST /admin/v1/projects/demo/keys`, "id client_id createdAt api_secret"},
	{"revokeKey", "A", `POST /admin/v1/projects/demo/keys/{key}/revoke`, "success"},
	{"suspendUser", "A", `POST /admin/v1/projects/demo/users/{account}/suspend`, "success"},
	{"unsuspendUser", "A", `POST /admin/v1/projects/demo/users/{account}/unsuspend`, "success"},
	{"unlockUser", "A", `POST /admin/v1/projects/demo/users/{account}/unlock`, "success"},
	{"eraseUserAsAdmin", "A", `DELETE /admin/v1/projects/demo/users/{account}`, "success"},
	{"exportUserAsAdmin", "A", `GET /admin/v1/projects/demo/users/{account}/export`, exportFields},
	{"whitelistDevice", "A", `POST /admin/v1/projects/demo/devices/{a}/whitelist {"whitelisted":true}`, "success"},
	{"passChallenge", "A", `POST /admin/v1/projects/demo/challenges/{challenge}/complete`, "success"},
	{"endChallenge", "A", `POST /admin/v1/projects/demo/challenges/{challenge}/expire`, "success"},

	{"listWebhooks", "A", `GET /admin/v1/projects/demo/webhooks`, "id url events createdAt updatedAt"},
	{"addWebhook", "A", `POST /admin/v1/projects/demo/webhooks {"url":"https://example.invalid/hooks","events":["user.converted"]}`, "id url events createdAt updatedAt secret"},
	{"rotateWebhook", "A", `POST /admin/v1/projects/demo/webhooks/{webhook}/rotate`, "secret"},
	{"enableWebhook", "A", `POST /admin/v1/projects/demo/webhooks/{webhook}/enable`, "success"},
	{"disableWebhook", "A", `POST /admin/v1/projects/demo/webhooks/{webhook}/disable`, "success"},
	{"removeWebhook", "A", `DELETE /admin/v1/projects/demo/webhooks/{webhook}`, "success"},
	{"listWebhookDeliveries", "A", `GET /admin/v1/projects/demo/webhook-deliveries?endpoint={webhook}&failed=false&limit=1`, "id endpoint event state attempts payload createdAt"},
	{"replayWebhook", "A", `POST /admin/v1/projects/demo/webhook-deliveries/{delivery}/replay`, "success"},
	{"replayFailedWebhooks", "A", `POST /admin/v1/projects/demo/webhooks/{webhook}/replay`, "replayed"},
}

// scene is an account with limit 1 on two devices, the second of which is challenged.
type scene struct {
	client
	known map[string]string
	// session is the Authorization header of one who entered the code.
	session string
}

func newScene(t *testing.T, url string) *scene {
	account := "account-" + strings.ReplaceAll(t.Name(), "/", "-")
	s := &scene{client: client{t: t, url: url, auth: asBrowser}, known: map[string]string{"account": account}}
	a, b := laptop(t, url), phone(t, url)
	a.visit(map[string]any{"account": account})
	b.visit(map[string]any{"account": account})
	s.known["a"], s.known["b"], s.known["access"], s.known["user"], s.known["hash"] = a.attach.DeviceID, b.attach.DeviceID, b.attach.Access, a.attach.UserID, a.hash
	var page wire.Page[wire.Challenge]
	s.as(asServer).get("/v2/challenges?limit=100").into(&page)
	i := slices.IndexFunc(page.Data, func(c wire.Challenge) bool { return c.User != nil && c.User.ExternalID == account })
	if i < 0 {
		t.Fatal("nobody is challenged")
	}
	s.known["challenge"] = page.Data[i].ID
	return s
}

// prepare makes what a request needs and newScene does not make.
func (s *scene) prepare(p proof) {
	if strings.Contains(p.request, "{code}") || p.class == "C" || strings.Contains(p.request, "{settled}") {
		s.post("/v2/challenges/"+s.known["challenge"]+"/send", map[string]string{"channel": "email"}).into(&wire.SendReply{})
		s.known["code"] = s.code(s.known["challenge"]).Code
	}
	if p.class == "C" || strings.Contains(p.request, "{settled}") {
		var v wire.VerifyReply
		s.post("/v2/challenges/"+s.known["challenge"]+"/verify", map[string]string{"code": s.known["code"]}).into(&v)
		s.session = "Challenge " + v.Session
	}
	if strings.Contains(p.request, "{settled}") {
		s.known["settled"] = s.known["challenge"]
		s.as(asServer).post("/v2/challenges/"+s.known["challenge"]+"/devices/"+s.known["a"]+"/kick", nil).into(&wire.SuccessReply{})
	}
	if strings.Contains(p.request, "{key}") {
		var k wire.NewKey
		s.as(asAdmin).post("/admin/v1/projects/demo/keys", nil).into(&k)
		s.known["key"] = k.ID
	}
	if strings.Contains(p.request, "demo/webhook") {
		s.prepareWebhook()
	}
	if strings.Contains(p.request, "{identification}") {
		var i wire.IdentifyReply
		s.post("/v2/identity/initiate", map[string]string{"fingerprint": s.known["hash"]}).into(&i)
		s.known["identification"] = i.Identification
	}
}

// prepareWebhook sends a webhook to where nobody takes it.
func (s *scene) prepareWebhook() {
	var e wire.NewWebhookEndpoint
	s.as(asAdmin).post("/admin/v1/projects/demo/webhooks", map[string]string{"url": "http://127.0.0.1:1/hooks"}).into(&e)
	s.known["webhook"] = e.ID
	s.as(asServer).post("/v2/device/"+s.known["a"]+"/detach", map[string]string{"user": s.known["account"]}).into(&wire.DetachReply{})
	var list []wire.WebhookDelivery
	for len(list) == 0 {
		time.Sleep(10 * time.Millisecond)
		s.as(asAdmin).get("/admin/v1/projects/demo/webhook-deliveries?endpoint=" + e.ID).into(&list)
	}
	s.known["delivery"] = list[0].ID
}

func (s *scene) play(p proof) reply {
	request := p.request
	for name, value := range s.known {
		request = strings.ReplaceAll(request, "{"+name+"}", value)
	}
	parts := strings.SplitN(request, " ", 3)
	var body any
	if p.id == "reportDeliveryTwilio" {
		return s.asTwilio(parts[1], parts[2])
	}
	if len(parts) > 2 {
		body = json.RawMessage(parts[2])
	}
	auth := map[string]string{"B": asBrowser, "S": asServer, "C": s.session, "A": asAdmin}[p.class]
	return s.as(auth).do(parts[0], parts[1], body)
}

// TestEveryEndpoint: every endpoint answers everyone who may call it, with all that it
// is documented to answer.
func TestEveryEndpoint(t *testing.T) {
	texts := newTwilio(t)
	url := apptest.Start(t, func(c *app.Config) { c.AdminKey, c.Text = adminKey, texts.sender }).URL()
	client{t: t, url: url, auth: asAdmin}.post("/admin/v1/projects/demo",
		map[string]any{"settings": map[string]bool{"can_skip": true, "can_postpone": true, "can_notify": true}}).into(&wire.Project{})
	for _, p := range proofs {
		t.Run(p.id+"/"+p.class, func(t *testing.T) {
			s := newScene(t, url)
			if p.fields == "stream" {
				listens(t, s)
				return
			}
			s.prepare(p)
			if strings.Contains(p.request, "{delivery}") && p.class == "D" {
				s.known["delivery"] = texts.deliver(s)
			}
			checkFields(t, s.play(p), p.fields)
		})
	}
}

// listens opens the stream as a browser without an EventSource does.
func listens(t *testing.T, s *scene) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/v2/access/device/"+s.known["b"]+"/listen?access="+s.known["access"], nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", asBrowser)
	res, err := transport.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		t.Errorf("%s, %s", res.Status, res.Header.Get("Content-Type"))
	}
}

// checkFields wants a success with all of these fields, in the first entry of a list, or
// a status: the credential is right and the moment is not.
func checkFields(t *testing.T, r reply, fields string) {
	t.Helper()
	if status, err := strconv.Atoi(fields); err == nil {
		if r.Status != status {
			t.Errorf("status %d: %s", r.Status, r.Body)
		}
		return
	}
	body := r.Body
	if r.Status != http.StatusOK {
		t.Fatalf("status %d: %s", r.Status, body)
	}
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil {
		if len(list) == 0 {
			t.Fatal("an empty list")
		}
		body = list[0]
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	for field := range strings.FieldsSeq(fields) {
		if _, ok := object[field]; !ok {
			t.Errorf("no %s in %s", field, body)
		}
	}
}

// TestEveryEndpointIsProven: none is left out of proofs.
func TestEveryEndpointIsProven(t *testing.T) {
	want, got := map[string]bool{}, map[string]bool{}
	for _, o := range httpapi.Operations() {
		for _, c := range o.Classes {
			want[o.ID+"/"+c] = true
		}
		if len(o.Aliases) > 0 {
			want[o.ID+"Alias/S"] = true
		}
	}
	for _, p := range proofs {
		got[p.id+"/"+p.class] = true
	}
	for name := range want {
		if !got[name] {
			t.Errorf("no proof of %s", name)
		}
	}
	for name := range got {
		if !want[name] {
			t.Errorf("a proof of %s, which does not exist", name)
		}
	}
}

// TestAdminKey: nothing but the operator's key opens administration, and without one
// nothing does.
func TestAdminKey(t *testing.T) {
	open := client{t: t, url: apptest.Start(t, func(c *app.Config) { c.AdminKey = adminKey }).URL()}
	shut := client{t: t, url: apptest.Start(t).URL()}
	for _, auth := range []string{"", asBrowser, asServer, "Bearer " + adminKey[1:], "Bearer " + adminKey + "x", "Basic " + adminKey} {
		open.as(auth).get("/admin/v1/projects").fails(wire.CodeUnauthorized)
		if auth != "" {
			shut.as(auth).get("/admin/v1/projects").fails(wire.CodeNotEnabled)
		}
	}
	open.as(asAdmin).get("/v2/challenges").fails(wire.CodeUnauthorized)
	open.as(asAdmin).get("/admin/v1/projects/nobody").fails(wire.CodeNotFound)
	r := open.as(asAdmin).with("Origin", "http://localhost:3000").get("/admin/v1/projects")
	if r.Status != 200 || r.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("a page may read it: %d %v", r.Status, r.Header)
	}
}

// TestErasedUserIsGone: also for a stream that is open.
func TestErasedUserIsGone(t *testing.T) {
	s := newScene(t, apptest.Start(t).URL())
	b := s.as(asServer)
	b.do(http.MethodDelete, "/v2/user/"+s.known["account"], nil).into(&wire.SuccessReply{})
	for _, path := range []string{"/v2/user/" + s.known["account"], "/v2/user/" + s.known["user"], "/v2/challenges/" + s.known["challenge"]} {
		b.get(path).fails(wire.CodeNotFound)
	}
	if r := s.get(fmt.Sprintf("/v2/access/device/%s/listen?access=%s", s.known["b"], s.known["access"])); r.Status != http.StatusNoContent {
		t.Errorf("listen: %d", r.Status)
	}
}

// TestSignedTokensAreRequired where the project says so, and body limits ignored.
func TestSignedTokensAreRequired(t *testing.T) {
	c := client{t: t, url: apptest.Start(t, func(c *app.Config) { c.AdminKey = adminKey }).URL(), auth: asBrowser}
	c.as(asAdmin).post("/admin/v1/projects/demo", map[string]any{"settings": map[string]bool{"require_signed": true}}).into(&wire.Project{})
	token := func(body any) client {
		var k wire.TokenReply
		c.as(asServer).post("/token/sign", body).into(&k)
		return c.as(asBrowser + k.Secret)
	}
	body := map[string]any{"account": "ann", "limit_config": map[string]int{"overall_device_limit": 1}}
	deadline := time.Now().Add(20 * time.Second) // the change is noticed within seconds
	for c.post("/v2/device/attach", body).Status != http.StatusUnauthorized {
		if time.Now().After(deadline) {
			t.Fatal("an unsigned attach still works")
		}
		time.Sleep(100 * time.Millisecond)
	}
	token(map[string]string{"user": "bob"}).post("/v2/device/attach", body).fails(wire.CodeUnauthorized)
	ann := token(map[string]string{"user": "ann"})
	c.get("/v2/access/user/ann/attached_devices").fails(wire.CodeUnauthorized)
	for _, hash := range []string{strings.Repeat("a", 64), strings.Repeat("7", 64)} {
		body["fingerprint"] = hash
		ann.post("/v2/device/attach", body).into(&wire.AttachReply{})
	}
	var page wire.Page[wire.Challenge]
	c.as(asServer).get("/v2/challenges").into(&page)
	if page.Total != 0 {
		t.Error("the body's limit counted")
	}
	body["fingerprint"] = strings.Repeat("0", 64)
	token(map[string]any{"user": "ann", "limit_config": map[string]int{"overall_device_limit": 1}}).post("/v2/device/attach", body).into(&wire.AttachReply{})
	if c.as(asServer).get("/v2/challenges").into(&page); page.Total != 1 {
		t.Error("the token's limit did not count")
	}
}
