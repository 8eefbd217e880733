package sse

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// outbox is a Source of one device's events.
type outbox struct {
	mu     sync.Mutex
	events []core.StreamEvent
	open   int
	opened int
	touch  int
	// ended is what TouchStream answers.
	ended  error
	closed chan struct{}
}

func (o *outbox) OpenStream(_ context.Context, c core.Caller, device, access string) (*core.Stream, error) {
	if access != "good" {
		return nil, core.ErrNoStream
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open++
	o.opened++
	return &core.Stream{Project: c.Project, Device: device, Access: access}, nil
}

func (o *outbox) StreamEvents(_ context.Context, _ *core.Stream, after int64) ([]core.StreamEvent, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.events, func(e core.StreamEvent) bool { return e.ID > after })
	if i < 0 {
		return nil, nil
	}
	return slices.Clone(o.events[i:]), nil
}

func (o *outbox) TouchStream(context.Context, *core.Stream) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.touch++
	return o.ended
}

func (o *outbox) CloseStream(ctx context.Context, _ *core.Stream) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open--
	if o.closed != nil {
		o.closed <- struct{}{}
	}
	return ctx.Err()
}

func (o *outbox) add(id int64, data string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.events = append(o.events, core.StreamEvent{ID: id, Data: []byte(data)})
}

var caller = core.Caller{Project: &core.Project{ID: "p"}, IP: netip.MustParseAddr("203.0.113.1")}

// start serves streams of device d until the test ends.
func start(t *testing.T, c Config) (*Streams, string) {
	t.Helper()
	if c.Hub == nil {
		c.Hub = NewHub()
	}
	s := New(c)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.Serve(w, r, caller, "d", r.URL.Query().Get("access")); err != nil {
			var e *wire.Error
			errors.As(err, &e)
			w.WriteHeader(e.Code.Status())
		}
	}))
	t.Cleanup(srv.Close)
	return s, srv.URL
}

// listener reads a stream line by line.
type listener struct {
	*http.Response
	lines *bufio.Scanner
}

func listen(t *testing.T, url, lastEventID string) *listener {
	t.Helper()
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"?access=good", nil)
	if lastEventID != "" {
		req.Header.Set("Last-Event-ID", lastEventID)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return &listener{res, bufio.NewScanner(res.Body)}
}

// expect reads past comments to the lines that it names.
func (l *listener) expect(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		for {
			if !l.lines.Scan() {
				t.Fatalf("stream ended before %q: %v", w, l.lines.Err())
			}
			if line := l.lines.Text(); line != "" && !strings.HasPrefix(line, ":") {
				if line != w {
					t.Fatalf("got line %q, want %q", line, w)
				}
				break
			}
		}
	}
}

// beat reads up to a heartbeat.
func (l *listener) beat(t *testing.T) {
	t.Helper()
	for l.lines.Scan() {
		if l.lines.Text() == ": hb" {
			return
		}
	}
	t.Fatalf("no heartbeat: %v", l.lines.Err())
}

func TestStreamFraming(t *testing.T) {
	o := &outbox{}
	o.add(7, "{\n\"a\":1}\r\nid: 99")
	_, url := start(t, Config{Source: o})
	l := listen(t, url, "")
	for name, want := range map[string]string{
		"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
	} {
		if got := l.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	l.expect(t, "retry: 3000", "id: 7", `data: { "a":1}  id: 99`)
}

func TestStreamReplaysAndFollows(t *testing.T) {
	o, hub := &outbox{}, NewHub()
	o.add(1, "one")
	o.add(2, "two")
	_, url := start(t, Config{Source: o, Hub: hub})

	fresh := listen(t, url, "")
	fresh.expect(t, "retry: 3000", "id: 1", "data: one", "id: 2", "data: two")
	again := listen(t, url, "1")
	again.expect(t, "retry: 3000", "id: 2", "data: two")
	odd := listen(t, url, "nonsense")
	odd.expect(t, "retry: 3000", "id: 1")

	o.add(3, "three")
	hub.Wake("device:other")
	hub.Wake(core.DeviceTopic("d"))
	fresh.expect(t, "id: 3", "data: three")
	again.expect(t, "id: 3", "data: three")
}

func TestStreamSeesEventsWithoutWakeUp(t *testing.T) {
	o := &outbox{}
	_, url := start(t, Config{Source: o, Heartbeat: 10 * time.Millisecond})
	l := listen(t, url, "")
	l.expect(t, "retry: 3000")
	l.beat(t)
	o.add(1, "late")
	l.expect(t, "id: 1", "data: late")
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.touch == 0 {
		t.Error("no heartbeat said that the stream is open")
	}
}

func TestStreamHeartbeat(t *testing.T) {
	_, url := start(t, Config{Source: &outbox{}, Heartbeat: 5 * time.Millisecond})
	l := listen(t, url, "")
	for range 3 {
		l.beat(t)
	}
}

// TestStreamEndsWithItsKey: a stream that its source ends is over for its reader, too.
func TestStreamEndsWithItsKey(t *testing.T) {
	o := &outbox{ended: core.ErrNoStream}
	s, url := start(t, Config{Source: o, Heartbeat: 5 * time.Millisecond})
	l := listen(t, url, "")
	l.expect(t, "retry: 3000")
	for l.lines.Scan() {
	}
	if err := l.lines.Err(); err != nil {
		t.Error(err)
	}
	for s.Open() != 0 {
		time.Sleep(time.Millisecond)
	}
}

func TestStreamOfNothing(t *testing.T) {
	_, url := start(t, Config{Source: &outbox{}})
	res, err := http.Get(url + "?access=foreign")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusNoContent {
		t.Errorf("status %d, want 204", res.StatusCode)
	}
	http.DefaultClient.CloseIdleConnections()
}

func TestStreamIsClosedWhenItsReaderLeaves(t *testing.T) {
	o := &outbox{closed: make(chan struct{}, 1)}
	s, url := start(t, Config{Source: o})
	l := listen(t, url, "")
	l.expect(t, "retry: 3000")
	if n := s.Open(); n != 1 {
		t.Errorf("%d open, want 1", n)
	}
	l.Body.Close()
	<-o.closed
	if o.open != 0 {
		t.Errorf("%d open in the store", o.open)
	}
}

func TestDrain(t *testing.T) {
	o := &outbox{}
	s, url := start(t, Config{Source: o})
	l := listen(t, url, "")
	l.expect(t, "retry: 3000")
	s.Drain()
	var last string
	for l.lines.Scan() {
		if l.lines.Text() != "" {
			last = l.lines.Text()
		}
	}
	if l.lines.Err() != nil || !strings.HasPrefix(last, "retry: ") || last == "retry: 3000" {
		t.Errorf("last line %q, error %v; want an end with a retry of its own", last, l.lines.Err())
	}
	if !s.Draining() {
		t.Error("not draining")
	}
}

func TestSeats(t *testing.T) {
	s := newSeats(2, 3)
	at := func(ip string) core.Caller {
		return core.Caller{Project: caller.Project, IP: netip.MustParseAddr(ip)}
	}
	var ended []int
	take := func(i int, ip, device string) (func(), error) {
		return s.take(at(ip), device, func() { ended = append(ended, i) })
	}
	leave1, _ := take(1, "2001:db8::1", "d")
	leave2, _ := take(2, "2001:db8::2", "d")
	leave3, err := take(3, "203.0.113.9", "d")
	if err != nil || !slices.Equal(ended, []int{1}) {
		t.Errorf("the third stream of a device: %v, ended %v; want the oldest to end", err, ended)
	}
	leave1()
	leave4, err := take(4, "2001:db8::3", "e")
	if err != nil {
		t.Fatal(err)
	}
	leave5, err := take(5, "2001:db8::4", "f")
	if err != nil {
		t.Fatal(err)
	}
	var limited *wire.Error
	if _, err := take(6, "2001:db8::5", "g"); !errors.As(err, &limited) || limited.Code != wire.CodeRateLimited {
		t.Errorf("a fourth stream in one /64: %v", err)
	}
	for _, leave := range []func(){leave2, leave3, leave4, leave5} {
		leave()
	}
	if s.taken() != 0 || len(s.devices) != 0 || len(s.addresses) != 0 {
		t.Errorf("left over: %+v", s)
	}
}

func TestHubForgetsTopics(t *testing.T) {
	h := NewHub()
	woken, cancel := h.Subscribe("a")
	h.Wake("a")
	h.Wake("a") // does not block
	<-woken
	cancel()
	if len(h.topics) != 0 {
		t.Errorf("%d topics left", len(h.topics))
	}
}

// stuck is a reader that takes nothing: writes fail when their deadline passes.
type stuck struct {
	http.ResponseWriter
	deadline bool
}

func (s *stuck) SetWriteDeadline(time.Time) error { s.deadline = true; return nil }
func (s *stuck) Write([]byte) (int, error)        { return 0, errors.New("i/o timeout") }
func (s *stuck) FlushError() error                { return nil }

func TestSlowReaderIsDropped(t *testing.T) {
	o := &outbox{}
	s := New(Config{Source: o, Hub: NewHub()})
	w := &stuck{ResponseWriter: httptest.NewRecorder()}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	if err := s.Serve(w, r, caller, "d", "good"); err != nil {
		t.Fatal(err)
	}
	if !w.deadline || o.opened != 1 || o.open != 0 || s.Open() != 0 {
		t.Errorf("deadline %v, opened %d, open %d and %d", w.deadline, o.opened, o.open, s.Open())
	}
}
