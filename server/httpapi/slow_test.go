package httpapi

import (
	"bufio"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// oneConn is a listener with one connection.
type oneConn struct {
	conn   chan net.Conn
	closed chan struct{}
}

func (l oneConn) Accept() (net.Conn, error) {
	select {
	case c := <-l.conn:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}
func (l oneConn) Close() error   { close(l.closed); return nil }
func (l oneConn) Addr() net.Addr { return &net.TCPAddr{} }

// serveOne serves h, inside observe, to the connection that it returns.
func serveOne(t *testing.T, h http.HandlerFunc) net.Conn {
	a := &api{now: time.Now, log: slog.New(slog.DiscardHandler), metrics: newMetrics(func() int { return 0 })}
	client, server := net.Pipe()
	l := oneConn{make(chan net.Conn, 1), make(chan struct{})}
	l.conn <- server
	s := &http.Server{Handler: a.observe(h)}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = client.Close(); _ = s.Close() })
	return client
}

// TestSlowBody: a body that never comes does not keep a connection, whether or not
// anything wants to read it.
func TestSlowBody(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"refused unread": func(w http.ResponseWriter, _ *http.Request) { writeError(w, errNoCredential) },
		"a form":         func(_ http.ResponseWriter, r *http.Request) { _ = r.ParseForm() },
		"an object": func(w http.ResponseWriter, r *http.Request) {
			if _, err := readBody(w, r, smallBody); err != nil {
				writeError(w, asWire(err))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := serveOne(t, h)
				_ = c.SetDeadline(time.Now().Add(time.Hour))
				began := time.Now()
				fmt.Fprint(c, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na")
				for r := bufio.NewReader(c); ; {
					if _, err := r.ReadByte(); err != nil {
						break
					}
				}
				if waited := time.Since(began); waited > bodyTimeout {
					t.Errorf("the connection was kept for %s", waited)
				}
			})
		})
	}
}

// TestSlowReader: neither does a client that does not take its reply.
func TestSlowReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		failed := make(chan error, 1)
		c := serveOne(t, func(w http.ResponseWriter, _ *http.Request) {
			_, err := w.Write([]byte(strings.Repeat("x", 1<<20)))
			failed <- err
		})
		fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		select {
		case err := <-failed:
			if err == nil {
				t.Error("a megabyte went nowhere")
			}
		case <-time.After(time.Hour):
			t.Error("the connection is kept for ever")
		}
	})
}
