package chaos

import (
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"
	"testing"
	"time"
)

// gateway takes text messages and remembers those of each number.
type gateway struct {
	server *httptest.Server
	mu     sync.Mutex
	taken  map[string][]textMessage
	manner manner
}

type textMessage struct{ id, code string }

// manner is how a gateway treats a message, other than to take it.
type manner func(w http.ResponseWriter, r *http.Request, take func())

var codeInText = regexp.MustCompile(`\b\d{6}\b`)

func newGateway(t testing.TB) *gateway {
	g := &gateway{taken: map[string][]textMessage{}}
	g.server = httptest.NewServer(g)
	t.Cleanup(g.server.Close)
	return g
}

// behave sets the manner; nil is a good one.
func (g *gateway) behave(m manner) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.manner = m
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var m struct{ ID, To, Text string }
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	take := func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.taken[m.To] = append(g.taken[m.To], textMessage{m.ID, codeInText.FindString(m.Text)})
	}
	g.mu.Lock()
	treat := g.manner
	g.mu.Unlock()
	if treat == nil {
		take()
		return
	}
	treat(w, r, take)
}

// code waits a while for another code than the former; "" is none.
func (g *gateway) code(number, former string, within time.Duration) string {
	for begun := time.Now(); time.Since(begun) < within; time.Sleep(5 * time.Millisecond) {
		g.mu.Lock()
		taken := g.taken[number]
		g.mu.Unlock()
		if len(taken) > 0 && taken[len(taken)-1].code != former {
			return taken[len(taken)-1].code
		}
	}
	return ""
}

// repeated is how many messages were taken before, where each number was sent one code.
// They must be the same, so that a gateway can tell.
func (g *gateway) repeated(t *testing.T) (n int) {
	t.Helper()
	g.mu.Lock()
	defer g.mu.Unlock()
	for number, taken := range g.taken {
		for _, m := range taken[1:] {
			n++
			if m.id == "" || m != taken[0] {
				t.Errorf("%s: %v is sent again as %v", number, taken[0], m)
			}
		}
	}
	return n
}

// receiver takes webhooks and remembers their ids.
type receiver struct {
	server *httptest.Server
	mu     sync.Mutex
	ids    map[string]int
}

func newReceiver(t testing.TB) *receiver {
	h := &receiver{ids: map[string]int{}}
	h.server = httptest.NewUnstartedServer(h)
	h.server.Config.ErrorLog = log.New(io.Discard, "", 0) // servers are killed in handshakes
	h.server.StartTLS()
	t.Cleanup(h.server.Close)
	return h
}

func (h *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ids[r.Header.Get("webhook-id")]++
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
