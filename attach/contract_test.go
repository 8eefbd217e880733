//go:build !js

package attach

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app/apptest"
)

const demoClient = "11111111-1111-4111-8111-111111111111"

// The whole story against a real server: two devices of one account, a limit of one.
func TestContract(t *testing.T) {
	server := apptest.Start(t)
	options := func(more string) []byte {
		return []byte(`{"client_id":"` + demoClient + `","account":"ann","email":"ann@example.com","api_url":"` + server.URL() + `",` +
			`"debug":true,"limit_config":{"overall_device_limit":1},"redirect_urls":{"logout_url":"/bye","success_url":"/ok"}` + more + `}`)
	}
	first := newBrowser()
	owner := first.open("http://localhost:3000/")
	mine := attachOK(t, owner, options(""), Callbacks{})
	if mine["new_device"] != true || mine["attached_devices"] != 1.0 {
		t.Errorf("first attach: %v", mine)
	}
	again := attachOK(t, first.open("http://localhost:3000/"), options(""), Callbacks{})
	if again["device_id"] != mine["device_id"] || again["access"] == mine["access"] {
		t.Errorf("second attach: %v", again)
	}

	other := anotherDevice().open("http://localhost:3000/watch")
	exceeded, challenged := make(chan string, 1), make(chan string, 1)
	theirs := attachOK(t, other, options(`,"metadata":{"seat":2}`), Callbacks{
		OnLimitExceeded: says(exceeded, true), OnChallenge: says(challenged, false),
	})
	if theirs["device_id"] == mine["device_id"] {
		t.Fatal("both are one device")
	}
	if got := <-exceeded; got != `{"attached_devices":2,"limit":1}` {
		t.Errorf("on_limit_exceeded %s", got)
	}
	var event struct{ Challenge string }
	if err := json.Unmarshal([]byte(<-challenged), &event); err != nil {
		t.Fatal(err)
	}

	settle(t, server.URL(), other, event.Challenge, mine["device_id"].(string))
	if got := owner.wentTo(t); !strings.HasPrefix(got, "http://localhost:3000/bye") {
		t.Errorf("the owner's page went to %s", got)
	}

	// Detach is for the device's own account only, and never rejects.
	detach := func(account string) map[string]any {
		return call(t, other, "detach", `{"client_id":"`+demoClient+`","api_url":"`+server.URL()+`","account":"`+account+`","device":"`+theirs["device_id"].(string)+`"}`)
	}
	if reply := detach("bob"); reply["success"] != false || reply["error"] == nil {
		t.Errorf("detach by another account: %v", reply)
	}
	if reply := detach("ann"); reply["success"] != true {
		t.Errorf("detach: %v", reply)
	}
}

// settle plays a challenge to its end by the headless functions.
func settle(t *testing.T, origin string, tab *tab, challenge, kick string) {
	t.Helper()
	id := `"` + challenge + `"`
	if c := call(t, tab, "getChallenge", id); c["_id"] != challenge || c["status"] != "pending" {
		t.Errorf("challenge %v", c)
	}
	if _, err := tab.Call("listDevices", []byte(id), Callbacks{}); err == nil {
		t.Error("devices are listed before a code was entered")
	}
	if sent := call(t, tab, "sendCode", `{"challenge":`+id+`,"channel":"email"}`); sent["success"] != true {
		t.Errorf("sendCode %v", sent)
	}
	_, err := tab.Call("verifyCode", []byte(`{"challenge":`+id+`,"code":"000000x"}`), Callbacks{})
	if err == nil || err.Code != wire.CodeIncorrectCode && err.Code != wire.CodeInvalidParameter {
		t.Errorf("a wrong code: %v", err)
	}
	call(t, tab, "verifyCode", `{"challenge":`+id+`,"code":"`+inboxCode(t, origin, challenge)+`"}`)
	devices, _ := tab.Call("listDevices", []byte(id), Callbacks{})
	if !strings.Contains(string(devices), kick) {
		t.Errorf("devices %s", devices)
	}
	if _, err := tab.Call("completeChallenge", []byte(id), Callbacks{}); err == nil || err.Code != wire.CodeLimitExceeded {
		t.Errorf("completed above the limit: %v", err)
	}
	// The same, as the challenge's user interface does it.
	ui := tab.newChallenge(&options{origin: origin, clientID: demoClient}, challenge)
	if list, err := ui.Devices(); err != nil || len(list) != 2 || list[0].Info.UA == "" || list[0].LastSeenAt == 0 {
		t.Errorf("devices %+v, %v", list, err)
	}
	if err := ui.Kick(kick); err != nil {
		t.Error(err)
	}
	if c, err := ui.Load(); err != nil || c.Status != wire.StatusVerified || c.Limit.IsExceeded || c.CreatedAt == 0 {
		t.Errorf("challenge %+v, %v", c, err)
	}
	if err := ui.Complete(); err != nil {
		t.Error(err)
	}
}

func TestContractOfTheRest(t *testing.T) {
	server := apptest.Start(t)
	tab := newBrowser().open("http://localhost:3000/")
	base := `{"client_id":"` + demoClient + `","api_url":"` + server.URL() + `","user":"eve","email":"eve@example.com","action":"signup","debug":true}`
	attachOK(t, tab, []byte(base), Callbacks{})
	id, _ := call(t, tab, "getFingerprint", base)["fingerprint_id"].(string)
	if len(id) != 24 {
		t.Errorf("fingerprint_id %q", id)
	}
	verdict := call(t, tab, "evaluate", base)
	if verdict["verdict"] == nil || verdict["fingerprint_id"] != id {
		t.Errorf("evaluate %v", verdict)
	}
	driven := strings.Replace(base, "{", `{"signals":{"automation":{"value":{"level":"certain","score":8,"evidence":["webdriver"]},"duration":0}},`, 1)
	if got := fmt.Sprint(call(t, tab, "evaluate", driven)["reasons"]); !strings.Contains(got, "bot") || strings.Contains(fmt.Sprint(verdict["reasons"]), "bot") {
		t.Errorf("a program drives the browser: reasons %s", got)
	}
	if list, err := tab.Call("getAttachedDevices", []byte(base), Callbacks{}); err != nil || !strings.HasPrefix(string(list), `[{"_id"`) {
		t.Errorf("getAttachedDevices %s, %v", list, err)
	}
	unknown := strings.Replace(base, demoClient, "22222222-2222-4222-8222-222222222222", 1)
	if _, err := tab.Call("getAttachedDevices", []byte(unknown), Callbacks{}); err == nil || err.Code != wire.CodeUnauthorized {
		t.Errorf("an unknown client: %v", err)
	}
	if _, err := tab.Call("getChallenge", []byte(`"000000000000000000000000"`), Callbacks{}); err == nil || err.Code == "" {
		t.Errorf("an unknown challenge: %v", err)
	}
}

func anotherDevice() *browser {
	b := newBrowser()
	b.signals = map[string]fingerprint.Signal{
		"ua.engine": {Value: "gecko"}, "os.release": {Value: "windows|11"}, "cpu.cores": {Value: "32"}, "gpu.model": {Value: "NVIDIA GeForce RTX 4090"},
	}
	return b
}

func call(t *testing.T, tab *tab, name, options string) map[string]any {
	t.Helper()
	result, err := tab.Call(name, []byte(options), Callbacks{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var reply map[string]any
	if err := json.Unmarshal(result, &reply); err != nil {
		t.Fatalf("%s: %s: %v", name, result, err)
	}
	return reply
}

// inboxCode waits for the code that the development inbox holds.
func inboxCode(t *testing.T, origin, challenge string) string {
	t.Helper()
	for {
		if t.Context().Err() != nil {
			t.Fatal("no code arrived")
		}
		request, _ := http.NewRequestWithContext(t.Context(), "GET", origin+"/dev/inbox", nil)
		request.Header.Set("Accept", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		var messages []struct{ Challenge, Code string }
		err = json.NewDecoder(response.Body).Decode(&messages)
		_ = response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range messages {
			if m.Challenge == challenge {
				return m.Code
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
}
