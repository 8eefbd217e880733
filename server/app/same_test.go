package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// replayed is a server that traffic is played to, and all that it said.
type replayed struct {
	t     *testing.T
	url   string
	app   *app.App
	clock *coretest.Clock
	log   []string
	// known are what replies gave, by name, for the requests that follow.
	known map[string]string
}

func newReplayed(t *testing.T, database string) *replayed {
	t.Helper()
	r := &replayed{
		t: t, clock: coretest.NewClock(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)),
		known: map[string]string{},
	}
	c := onDatabase(database)
	c.AdminKey = operator
	c.Clock, c.Random, c.PublicURL = r.clock, coretest.NewRandom(), "http://localhost"
	a, err := app.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	r.app, r.url = a, "http://"+a.Addr()
	return r
}

// operator is the admin key.
const operator = "a key of the operator's, long enough"

// requestID is random whatever the server's Random is.
var requestID = regexp.MustCompile(`"request_id":"[0-9a-f]+"`)

// play sends one line of traffic: who, method, path and body, with {names} of what is
// known, and after > what to remember of the reply.
func (r *replayed) play(line string) {
	r.t.Helper()
	line, remember, _ := strings.Cut(line, " > ")
	for name, value := range r.known {
		line = strings.ReplaceAll(line, "{"+name+"}", value)
	}
	parts := strings.SplitN(line, " ", 4)
	auth := map[string]string{"B": asBrowser, "S": asServer, "C": "Challenge " + r.known["session"], "A": "Bearer " + operator}[parts[0]]
	var body any
	if len(parts) > 3 {
		body = json.RawMessage(parts[3])
	}
	status, reply := request(r.t, auth, parts[1], r.url+parts[2], body)
	r.log = append(r.log, fmt.Sprintf("%s\n%d %s", line, status, requestID.ReplaceAll(reply, []byte(`"request_id":""`))))
	var values map[string]any
	_ = json.Unmarshal(reply, &values) // a list has no names
	for pair := range strings.FieldsSeq(remember) {
		name, key, _ := strings.Cut(pair, "=")
		r.known[name] = fmt.Sprint(values[key])
	}
	r.clock.Advance(time.Second)
}

// settle waits for the courier, since time must not pass meanwhile.
func (r *replayed) settle(messages int) {
	r.t.Helper()
	for range 2000 {
		inbox, err := r.app.Core().Inbox(r.t.Context())
		if err != nil {
			r.t.Fatal(err)
		}
		if status := r.status(); len(inbox) == messages && status == "delivered" {
			r.known["code"] = inbox[0].Code
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	r.t.Fatal("no code arrived")
}

func (r *replayed) status() string {
	_, reply := request(r.t, asServer, http.MethodGet, r.url+"/v2/challenges/"+r.known["challenge"], nil)
	var c struct{ Status string }
	if err := json.Unmarshal(reply, &c); err != nil {
		r.t.Fatal(err)
	}
	return c.Status
}

// findChallenge remembers the newest one.
func (r *replayed) findChallenge() {
	_, reply := request(r.t, asServer, http.MethodGet, r.url+"/v2/challenges", nil)
	var page struct {
		Data []struct {
			ID string `json:"_id"`
		}
	}
	if err := json.Unmarshal(reply, &page); err != nil || len(page.Data) == 0 {
		r.t.Fatalf("no challenge in %s", reply)
	}
	r.known["challenge"] = page.Data[0].ID
}

// TestSameTrafficSameReplies: which database it is cannot be told from the outside.
func TestSameTrafficSameReplies(t *testing.T) {
	var logs [2][]string
	for i, database := range []string{"sqlite:" + filepath.Join(t.TempDir(), "rupt.db"), postgres.Fresh(t)} {
		r := newReplayed(t, database)
		for _, line := range before {
			r.play(line)
		}
		r.findChallenge()
		r.play(`B GET /v2/challenges/{challenge}`)
		r.play(`B POST /v2/challenges/{challenge}/send {"channel":"email","language":"fr"}`)
		r.settle(1)
		for _, line := range after {
			r.play(line)
		}
		logs[i] = r.log
	}
	for i := range logs[0] {
		if logs[0][i] != logs[1][i] {
			t.Errorf("they differ:\nSQLite      %s\nPostgreSQL  %s", logs[0][i], logs[1][i])
		}
	}
	if !strings.Contains(strings.Join(logs[0], "\n"), `"status":"completed"`) {
		t.Errorf("the story has no happy end:\n%s", strings.Join(logs[0], "\n"))
	}
}

var hashA, hashB = strings.Repeat("a", 64), strings.Repeat("7", 64)

// before is the traffic until a challenge is there, and after what settles it.
var (
	before = []string{
		`B POST /v2/device/attach {"account":"ann","email":"Ann@Example.com","phone":"+15551234567","metadata":{"k":"é ü \u0000","a":[1.50,null]},"fingerprint":"` + hashA + `","groups":[{"id":7,"name":"G"}]} > a=device_id accessA=access`,
		`B POST /v2/device/attach {"account":"ann","fingerprint":"` + hashA + `","last_access":"{accessA}","event":"upgrade"}`,
		`B POST /v2/device/attach {"account":"ann","fingerprint":"` + hashB + `","limit_config":{"overall_device_limit":1}} > b=device_id accessB=access`,
		`B POST /v2/device/attach {"account":""}`,
		`B POST /v2/device/fingerprint {"fingerprint":"` + hashB + `"}`,
		`B GET /v2/access/user/ann/attached_devices`,
		`S GET /v2/user/ann`, `S GET /v2/user/nobody`, `S GET /v2/user/ann/devices`,
		`S POST /v2/user/ann/update {"metadata":{"plan":"pro"},"groups":[{"id":"h"}]}`,
		`S POST /v2/device/{a}/metadata {"metadata_fields":{"room":["1","2"]}}`,
		`S POST /v2/evaluate {"action":"login","user":"ann","ip":"203.0.113.9","fingerprint":"` + hashA + `","version":"2.32.0"}`,
		`S POST /v2/evaluate {"action":"signup","ip":"203.0.113.9","email":"x@mailinator.com"}`,
		`S GET /v2/challenges?limit=1`,
	}
	after = []string{
		`B POST /v2/challenges/{challenge}/verify {"code":"wrong"}`,
		`B POST /v2/challenges/{challenge}/verify {"code":"{code}"} > session=session`,
		`C GET /v2/challenges/{challenge}/devices`,
		`C POST /v2/challenges/{challenge}/complete`,
		`C POST /v2/challenges/{challenge}/devices/{b}/kick`,
		`C POST /v2/challenges/{challenge}/devices/{a}/kick`,
		`C POST /v2/challenges/{challenge}/complete`,
		`S GET /v2/challenges/{challenge}`,
		`S GET /v2/challenges?page=2&limit=1`,
		`S GET /v2/user/ann/devices`,
		`S POST /v2/device/{b}/detach {"account":"ann"}`,
		`S GET /v2/user/ann/devices`,
		`S GET /v2/proj/user/ann/devices?whitelisted=true`,
		`S GET /v2/proj/access-history?user=ann&per=2`, `S GET /v2/proj/access-history?device={a}&per=2&page=2`,
		`B POST /v2/identity/initiate {"fingerprint":"` + hashA + `"} > identification=identification`,
		`S POST /v2/proj/identification/{identification}/complete {"account":"bob"}`,
		`S POST /v2/proj/identification/{identification}/complete {"account":"bob"}`,
		`S POST /token/sign {"user":"ann"}`,
		`A POST /admin/v1/projects {"name":"Other","origins":["https://other.example"],"settings":{"device_limit":5}}`,
		`A POST /admin/v1/projects/demo {"settings":{"grace_seconds":60}}`, `A GET /admin/v1/projects`, `A GET /admin/v1/projects/demo/keys`,
		`S GET /v2/user/ann/export`, `S DELETE /v2/user/ann`, `S GET /v2/user/ann/export`, `S GET /v2/user/bob/export`,
	}
)
