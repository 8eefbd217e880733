package chaos

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// gateway takes text messages and remembers the latest code of each number.
type gateway struct {
	server *httptest.Server
	mu     sync.Mutex
	codes  map[string]string
	// hurt, if set, is what happens to a message before it is taken: false refuses it.
	hurt atomic.Pointer[func(http.ResponseWriter, *http.Request) bool]
}

var codeInText = regexp.MustCompile(`\b\d{6}\b`)

func newGateway(t testing.TB) *gateway {
	g := &gateway{codes: map[string]string{}}
	g.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hurt := g.hurt.Load(); hurt != nil && !(*hurt)(w, r) {
			return
		}
		var m struct{ To, Text string }
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		g.codes[m.To] = codeInText.FindString(m.Text)
	}))
	t.Cleanup(g.server.Close)
	return g
}

// code waits a while for another code than the former; "" is none.
func (g *gateway) code(number, former string, within time.Duration) string {
	for begun := time.Now(); time.Since(begun) < within; time.Sleep(5 * time.Millisecond) {
		g.mu.Lock()
		code := g.codes[number]
		g.mu.Unlock()
		if code != "" && code != former {
			return code
		}
	}
	return ""
}

// receiver takes webhooks and remembers their ids.
type receiver struct {
	server *httptest.Server
	mu     sync.Mutex
	ids    map[string]int
}

func newReceiver(t testing.TB) *receiver {
	h := &receiver{ids: map[string]int{}}
	h.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.ids[r.Header.Get("webhook-id")]++
	}))
	t.Cleanup(h.server.Close)
	return h
}

// got is how often a webhook arrived.
func (h *receiver) got(id string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.ids[id]
}

// occupy opens connections that say nothing.
func occupy(t testing.TB, addr string, n int) (idle []net.Conn) {
	t.Helper()
	for range n {
		c, err := net.DialTimeout("tcp", addr, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		idle = append(idle, c)
	}
	return idle
}
