package webhook

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// names is a name server whose answers change: the n-th question for an IPv4 address
// gets the n-th of them, and later ones the last.
type names struct {
	mu      sync.Mutex
	answers [][]string
	asked   int
}

// resolver asks the name server.
func (n *names) resolver(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		b := make([]byte, 1500)
		for {
			size, from, err := conn.ReadFrom(b)
			if err != nil {
				return
			}
			if reply, err := n.answer(b[:size]); err == nil {
				_, _ = conn.WriteTo(reply, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func (n *names) answer(question []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil {
		return nil, err
	}
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
		n.mu.Lock()
		addresses := n.answers[min(n.asked, len(n.answers)-1)]
		n.asked++
		n.mu.Unlock()
		for _, address := range addresses {
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, // no time to live
				Body:   &dnsmessage.AResource{A: [4]byte(net.ParseIP(address).To4())},
			})
		}
	}
	return m.Pack()
}

// TestRebinding: a name that is public when somebody looks and loopback when it is
// connected to, or both at once, leads to the public address or nowhere. 127.0.0.2
// stands for a public address here, 127.0.0.1 for what must not be reached.
func TestRebinding(t *testing.T) {
	var outside, inside atomic.Int32
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	serve := func(l net.Listener, reached *atomic.Int32) {
		srv := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			reached.Add(1)
			if r.URL.Path == "/away" {
				http.Redirect(w, r, "http://127.0.0.1:"+port+"/", http.StatusTemporaryRedirect)
			}
		})}}
		srv.Start()
		t.Cleanup(srv.Close)
	}
	serve(l, &outside)
	private, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		t.Fatal(err)
	}
	serve(private, &inside)
	for name, tt := range map[string]struct {
		answers [][]string
		path    string
		want    []string // of each request: its status, or what the error says
	}{
		"public, then loopback": {[][]string{{"127.0.0.2"}, {"127.0.0.1"}}, "/", []string{"200", "not a public address", "not a public address"}},
		"loopback, then public": {[][]string{{"127.0.0.1"}, {"127.0.0.2"}}, "/", []string{"not a public address", "200"}},
		"both at once":          {[][]string{{"127.0.0.1", "127.0.0.2"}}, "/", []string{"200"}},
		"by a redirect":         {[][]string{{"127.0.0.2"}}, "/away", []string{"307"}},
	} {
		t.Run(name, func(t *testing.T) {
			n := &names{answers: tt.answers}
			client := newClient(guard{allow: prefixes("127.0.0.2/32"), resolver: n.resolver(t)})
			for i, want := range tt.want {
				res, err := client.Get("http://rebound.example:" + port + tt.path)
				client.CloseIdleConnections()
				got := ""
				if err != nil {
					got = err.Error()
				} else {
					got = res.Status
					_ = res.Body.Close()
				}
				if !strings.Contains(got, want) {
					t.Errorf("request %d: %s, want %s", i+1, got, want)
				}
			}
			n.mu.Lock()
			defer n.mu.Unlock()
			if n.asked == 0 {
				t.Error("nobody asked for the name")
			}
		})
	}
	if inside.Load() != 0 || outside.Load() == 0 {
		t.Errorf("reached %d times inside, %d outside", inside.Load(), outside.Load())
	}
}
