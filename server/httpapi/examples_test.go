package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// testdata/examples has the example requests and replies of the API's documentation as
// its callers know it. A reply must have every field of its example, of the same kind,
// and the same value but for ids and times.

func example(t *testing.T, name string) json.RawMessage {
	t.Helper()
	b, err := os.ReadFile("testdata/examples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// isLike compares a reply with an example. Fields of which only the kind counts are
// excepted by name.
func isLike(t *testing.T, r reply, name string, excepted ...string) {
	t.Helper()
	var got, want any
	r.into(&got)
	if err := json.Unmarshal(example(t, name), &want); err != nil {
		t.Fatal(err)
	}
	for _, problem := range compare(name, want, got, excepted) {
		t.Error(problem)
	}
	if t.Failed() {
		t.Logf("%s", r.Body)
	}
}

// idOrTime are the values that no two servers share.
var idOrTime = regexp.MustCompile(`^([0-9a-f]{24}|\d{4}-\d\d-\d\dT[0-9:.]+Z|(DEVICE|USER)_ID)$`)

func compare(path string, want, got any, excepted []string) (problems []string) {
	if fmt.Sprintf("%T", want) != fmt.Sprintf("%T", got) {
		return []string{fmt.Sprintf("%s: %v is of another kind than %v", path, got, want)}
	}
	switch want := want.(type) {
	case map[string]any:
		object := got.(map[string]any)
		for key, value := range want {
			has, ok := object[key]
			if !ok {
				problems = append(problems, path+"."+key+" is missing")
				continue
			}
			problems = append(problems, compare(path+"."+key, value, has, excepted)...)
		}
	case []any:
		list := got.([]any)
		if len(list) < len(want) {
			return []string{fmt.Sprintf("%s: %d entries, want %d", path, len(list), len(want))}
		}
		for i := range want {
			problems = append(problems, compare(fmt.Sprint(path, "[", i, "]"), want[i], list[i], excepted)...)
		}
	default:
		text, _ := want.(string)
		if want != got && !idOrTime.MatchString(text) && !slices.Contains(excepted, path[strings.LastIndex(path, ".")+1:]) {
			return []string{fmt.Sprintf("%s: %v, want %v", path, got, want)}
		}
	}
	return problems
}

// documented is a server to which the examples are played.
func documented(t *testing.T, settings map[string]any) (page, backend client) {
	t.Helper()
	c := client{t: t, url: apptest.Start(t, func(c *app.Config) { c.AdminKey = adminKey }).URL()}
	c.as(asAdmin).post("/admin/v1/projects/demo", map[string]any{"settings": settings}).into(&wire.Project{})
	return c.as(asBrowser), c.as(asServer)
}

const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"

func TestExampleAttach(t *testing.T) {
	page, backend := documented(t, map[string]any{"enforce": "off"})
	request := strings.ReplaceAll(string(example(t, "attach-request")), "CLIENT_ID", core.DemoClientID)
	var first wire.AttachReply
	page.as("").post("/v2/device/attach", request).into(&first)
	for _, hash := range []string{"a", "b"} {
		backend.post("/v2/device/attach", map[string]string{"account": "account_id", "fingerprint": strings.Repeat(hash, 64)}).into(&wire.AttachReply{})
	}
	isLike(t, page.as("").post("/v2/device/attach", request), "attach", "verification_status")
	isLike(t, page.as("").post("/v2/device/attach", strings.ReplaceAll(string(example(t, "attach-user-request")), "YOUR_CLIENT_ID", core.DemoClientID)), "attach-user")
	isLike(t, backend.post("/v2/device/"+first.DeviceID+"/metadata", string(example(t, "device-metadata-request"))), "success")
}

// TestExampleAttachVerified: the device of one who entered a code is verified.
func TestExampleAttachVerified(t *testing.T) {
	s := newScene(t, apptest.Start(t).URL())
	s.prepare(proof{request: "{settled}"})
	var a wire.AttachReply
	s.post("/v2/device/attach", map[string]string{"account": s.known["account"], "last_access": s.known["access"]}).into(&a)
	if a.VerificationStatus != "verified" || a.NewDevice {
		t.Errorf("%+v", a)
	}
}

func TestExampleEvaluate(t *testing.T) {
	_, backend := documented(t, map[string]any{"enforce": "on"})
	known := map[string]string{"user": "USER_ID", "email": "user@example.com", "ip": "203.0.113.7", "fingerprint": strings.Repeat("a", 64)}
	backend.post("/v2/device/attach", known).into(&wire.AttachReply{})
	isLike(t, backend.post("/v2/evaluate", string(example(t, "evaluate-request"))), "evaluate")

	var fields map[string]any // the same by query
	if err := json.Unmarshal(example(t, "evaluate-request"), &fields); err != nil {
		t.Fatal(err)
	}
	query := url.Values{}
	for name, value := range fields {
		text, ok := value.(string)
		if !ok {
			b, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			text = string(b)
		}
		query.Set(name, text)
	}
	isLike(t, backend.get("/v2/evaluate?"+query.Encode()), "evaluate")
}

func TestExampleChallenges(t *testing.T) {
	_, backend := documented(t, map[string]any{"device_limit": 1, "desktop_limit": 1, "concurrency": "on"})
	var second wire.AttachReply
	for i, hash := range []string{"a", "7"} {
		backend.post("/v2/device/attach", map[string]string{
			"account": "external_account_id", "email": "abcdefg@rupt.dev", "phone": "+15551234534",
			"fingerprint": strings.Repeat(hash, 64), "ip": fmt.Sprint("203.0.113.", i), "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
		}).into(&second)
	}
	var list wire.Page[wire.Challenge]
	backend.get("/v2/challenges").into(&list)
	if list.Total != 1 {
		t.Fatalf("%d challenges", list.Total)
	}
	path := "/v2/challenges/" + list.Data[0].ID
	backend.as(asBrowser).get(path).into(&wire.Challenge{}) // seen
	isLike(t, backend.get("/v2/challenges?page=1&limit=10"), "challenges", "total")
	isLike(t, backend.get(path), "challenge")

	backend.post(path+"/send", map[string]string{"channel": "email", "language": "en"}).into(&wire.SendReply{})
	isLike(t, backend.post(path+"/verify?code="+backend.code(list.Data[0].ID).Code, nil), "success")
	var devices []wire.Device
	backend.get(path + "/devices").into(&devices)
	i := slices.IndexFunc(devices, func(d wire.Device) bool { return d.ID != second.DeviceID })
	isLike(t, backend.post(path+"/devices/"+devices[i].ID+"/kick", nil), "success")
	isLike(t, backend.post(path+"/devices/"+second.DeviceID+"/complete", nil), "success")
}

func TestExampleUserAndDevices(t *testing.T) {
	page, backend := documented(t, map[string]any{"enforce": "on", "device_limit": 1})
	phone := page.with("User-Agent", iPhone, "Sec-CH-UA-Model", `"iPhone 12"`)
	phone.post("/v2/device/attach", `{"account":"external_id","metadata":{"key":"value"}}`).into(&wire.AttachReply{})
	backend.post("/v2/user/external_id/update", `{"metadata":{"key":"value"}}`).into(&wire.User{})
	isLike(t, backend.get("/v2/user/external_id"), "user")
	isLike(t, backend.get("/v2/user/external_id/devices"), "devices")

	backend.post("/v2/device/attach", map[string]string{"account": "external_id", "fingerprint": strings.Repeat("7", 64)}).into(&wire.AttachReply{})
	var list wire.Page[wire.Challenge]
	backend.get("/v2/challenges").into(&list)
	if list.Total != 1 {
		t.Fatalf("%d challenges", list.Total)
	}
	var devices []json.RawMessage
	backend.get("/v2/challenges/" + list.Data[0].ID + "/devices").into(&devices)
	i := slices.IndexFunc(devices, func(d json.RawMessage) bool { return strings.Contains(string(d), `"vendor":"Apple"`) })
	if i < 0 {
		t.Fatalf("no phone in %s", devices)
	}
	isLike(t, reply{t: t, Status: 200, Body: []byte("[" + string(devices[i]) + "]")}, "devices")
}

// TestExampleLegacyDevices needs a device that was not seen for long.
func TestExampleLegacyDevices(t *testing.T) {
	clock := coretest.NewClock(time.Now())
	server := apptest.Start(t, func(c *app.Config) { c.Clock = clock })
	backend := client{t: t, url: server.URL(), auth: asServer}
	backend.post("/v2/device/attach", `{"account":"USER_ID"}`).into(&wire.AttachReply{})
	clock.Advance(8 * 24 * time.Hour)
	if err := server.Core().Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	isLike(t, backend.get("/v2/proj/user/USER_ID/devices?whitelisted=true"), "legacy-devices")
}

func TestExampleAccessHistory(t *testing.T) {
	_, backend := documented(t, map[string]any{"enforce": "off"})
	for range 11 {
		backend.post("/v2/device/attach", `{"account":"USER_ID","user_agent":"Mozilla/5.0 (X11; Linux i686; rv:12.0) Gecko/20120502 Firefox/12.0 SeaMonkey/2.9.1"}`).into(&wire.AttachReply{})
	}
	isLike(t, backend.get("/v2/proj/access-history?user=USER_ID"), "access-history", "confidence")
	backend.get("/v2/proj/access-history").fails(wire.CodeInvalidParameter)
	backend.get("/v2/proj/access-history?user=USER_ID&per=51").fails(wire.CodeInvalidParameter)
	var last wire.AccessHistory
	backend.get("/v2/proj/access-history?user=USER_ID&page=2").into(&last)
	if len(last.Docs) != 1 || last.HasNextPage || last.PrevPage == nil || *last.PrevPage != 1 || last.PagingCounter != 11 {
		t.Errorf("%+v", last)
	}
}
