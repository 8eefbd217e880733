package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// mailpit is the program, built once from the version in go.mod.
var mailpit = sync.OnceValues(func() (path string, err error) {
	path = filepath.Join(scratch, "mailpit")
	if out, err := exec.Command("go", "build", "-o", path, "github.com/axllent/mailpit").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

// mailServer is a real one that can be told to fail.
type mailServer struct {
	t          testing.TB
	smtp, http string
	command    *exec.Cmd
}

func newMailServer(t testing.TB) *mailServer {
	t.Helper()
	m := &mailServer{t: t, smtp: coretest.FreeAddr(t), http: coretest.FreeAddr(t)}
	m.start()
	t.Cleanup(m.kill)
	return m
}

func (m *mailServer) start() {
	m.t.Helper()
	path, err := mailpit()
	if err != nil {
		m.t.Fatal(err)
	}
	m.command = exec.Command(path, "--smtp", m.smtp, "--listen", m.http, "--enable-chaos", "--disable-version-check", "--quiet")
	if err := m.command.Start(); err != nil {
		m.t.Fatal(err)
	}
	for begun := time.Now(); time.Since(begun) < patience; time.Sleep(20 * time.Millisecond) {
		if res, err := probe.Get("http://" + m.http + "/livez"); err == nil {
			_ = res.Body.Close()
			return
		}
	}
	m.t.Fatal("the mail server does not start")
}

func (m *mailServer) kill() {
	_ = m.command.Process.Kill()
	_ = m.command.Wait()
}

// refuse answers every recipient with a code; 0 takes them again.
func (m *mailServer) refuse(code int) {
	m.t.Helper()
	trigger := map[string]any{"Recipient": map[string]int{"ErrorCode": max(code, 451), "Probability": min(code, 100)}}
	text, err := json.Marshal(trigger)
	if err != nil {
		m.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPut, "http://"+m.http+"/api/v1/chaos", bytes.NewReader(text))
	if err != nil {
		m.t.Fatal(err)
	}
	res, err := probe.Do(r)
	if err != nil {
		m.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if reply, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK {
		m.t.Fatalf("%d %s", res.StatusCode, reply)
	}
}

// code waits for the mail to an address, and returns the code in it; "" is none.
func (m *mailServer) code(address string, within time.Duration) string {
	m.t.Helper()
	for begun := time.Now(); time.Since(begun) < within; time.Sleep(50 * time.Millisecond) {
		res, err := probe.Get("http://" + m.http + "/api/v1/search?query=to:" + address)
		if err != nil {
			continue // it is down
		}
		var found struct {
			Messages []struct{ Subject, Snippet string }
		}
		err = json.NewDecoder(res.Body).Decode(&found)
		_ = res.Body.Close()
		if err != nil {
			m.t.Fatal(err)
		}
		if len(found.Messages) > 0 {
			return codeInText.FindString(found.Messages[0].Subject + " " + found.Messages[0].Snippet)
		}
	}
	return ""
}

// TestMailServerFails: whatever a mail server does, a code arrives once it does better,
// or the challenge says that it did not.
func TestMailServerFails(t *testing.T) {
	t.Parallel()
	const scenario = "mail server fails"
	mail := newMailServer(t)
	l := newLink(t, mail.smtp)
	w := newWorld(t, "")
	s := w.serve("RUPT_SMTP="+l.addr(), "RUPT_SMTP_TLS=none", "RUPT_SMTP_FROM=rupt@example.com")
	w.tryCarrier(scenario, s, wire.ChannelEmail, mail.code, []carrierTrial{
		{"slow", func() { l.hurt("latency", `{"latency": 700}`) }, l.heal, wire.StatusDelivered, false},
		{"refuses for now", func() { mail.refuse(451) }, func() { mail.refuse(0) }, wire.StatusDelivered, true},
		{"down", mail.kill, mail.start, wire.StatusDelivered, true},
		{"cut off", func() { l.hurt("limit_data", `{"bytes": 300}`) }, l.heal, wire.StatusDelivered, true},
		{"hangs", func() { l.hurt("timeout", `{"timeout": 0}`) }, l.heal, wire.StatusDelivered, true},
		{"refuses for good", func() { mail.refuse(550) }, func() { mail.refuse(0) }, wire.StatusDeliveryFailed, false},
	})
	s.stop()
}
