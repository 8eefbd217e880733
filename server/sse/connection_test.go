package sse

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

// TestOutlivesItsRequest: an open stream leaves net/http nothing to hold, and ends all the
// same: Wait waits for that.
func TestOutlivesItsRequest(t *testing.T) {
	o := &outbox{}
	s := New(Config{Source: o, Hub: NewHub()})
	returned := make(chan error, 1)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		returned <- s.Serve(w, r, caller, "d", "good")
	}))
	defer srv.Close()
	l := listen(t, srv.URL, "")
	l.expect(t, "retry: 3000")
	if err := <-returned; err != nil {
		t.Fatal(err)
	}
	o.add(1, "later")
	s.Hub.Wake(core.DeviceTopic("d"))
	l.expect(t, "id: 1", "data: later")

	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := s.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waited for an open stream: %v", err)
	}
	s.Drain()
	if err := s.Wait(t.Context()); err != nil {
		t.Error(err)
	}
	if o.open != 0 || s.Open() != 0 {
		t.Errorf("%d and %d open afterwards", o.open, s.Open())
	}
	if _, err := io.ReadAll(l.Body); err != nil {
		t.Errorf("the reply did not end as it should: %v", err)
	}
}

// TestOldProtocol: a client of HTTP/1.0 knows no chunks.
func TestOldProtocol(t *testing.T) {
	o := &outbox{}
	o.add(1, "one")
	s, url := start(t, Config{Source: o})
	c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "GET /?access=good HTTP/1.0\r\n\r\n")
	in := bufio.NewScanner(c)
	var body []string
	for in.Scan() {
		if body = append(body, in.Text()); in.Text() == "data: one" {
			s.Drain()
		}
	}
	text := strings.Join(body, "\n")
	_, text, _ = strings.Cut(text, "\n\n")
	if !strings.HasPrefix(text, "retry: 3000\n\nid: 1\ndata: one\n\nretry: ") {
		t.Errorf("%q", text)
	}
}

// panicking is a source that does what no source should.
type panicking struct {
	outbox
	events bool
}

func (p *panicking) OpenStream(ctx context.Context, c core.Caller, device, access string) (*core.Stream, error) {
	if !p.events {
		panic("mistake")
	}
	return p.outbox.OpenStream(ctx, c, device, access)
}

func (p *panicking) StreamEvents(context.Context, *core.Stream, int64) ([]core.StreamEvent, error) {
	panic("mistake")
}

// TestPanic: a mistake ends one stream, with all that it held, and not the server.
func TestPanic(t *testing.T) {
	for _, later := range []bool{false, true} {
		o := &panicking{events: later}
		s, url := start(t, Config{Source: o})
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"?access=good", nil)
		res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
		if later != (err == nil) {
			t.Errorf("later %v: %v", later, err)
		}
		if err == nil {
			_, _ = io.ReadAll(res.Body)
			_ = res.Body.Close()
		}
		if err := s.Wait(t.Context()); err != nil || s.Open() != 0 || o.open != 0 {
			t.Errorf("later %v: %d and %d open, %v", later, s.Open(), o.open, err)
		}
	}
}
