package webhook

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

var ctx = context.Background()

// world is project demo on a real database, and a receiver of its webhooks.
type world struct {
	*core.Service
	t        testing.TB
	path     string
	clock    *coretest.Clock
	random   io.Reader
	store    core.Store
	sender   *Sender
	receiver *receiver
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{
		t: t, path: filepath.Join(t.TempDir(), "rupt.db"), clock: coretest.NewClock(time.Now()),
		random: coretest.NewRandom(), receiver: newReceiver(t),
	}
	w.open()
	t.Cleanup(func() { w.close() })
	return w
}

// open starts a server.
func (w *world) open() {
	w.t.Helper()
	store, err := sqlite.Open(ctx, w.path)
	must(w.t, err)
	keys, err := core.NewKeyring([]byte("0123456789abcdefghijklmnopqrstuv"))
	must(w.t, err)
	w.store = store
	w.Service, err = core.New(core.Config{Store: store, Clock: w.clock, Random: w.random, Keys: keys, PublicURL: "https://rupt.example", Dev: true})
	must(w.t, err)
	must(w.t, w.SeedDemo(ctx))
	w.sender = New(Config{Source: w.Service, Private: true, Now: w.clock.Now})
}

func (w *world) close() {
	w.t.Helper()
	w.sender.client.CloseIdleConnections()
	must(w.t, w.store.Close())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) project() string {
	w.t.Helper()
	return w.backend().Project.ID
}

func (w *world) backend() core.Caller {
	w.t.Helper()
	c, err := w.AuthenticateServer(ctx, core.DemoAPISecret)
	must(w.t, err)
	return c
}

// page is a browser's caller.
func (w *world) page() core.Caller {
	w.t.Helper()
	c, err := w.AuthenticateBrowser(ctx, core.DemoClientID, "")
	must(w.t, err)
	c.IP, c.UserAgent = netip.MustParseAddr("203.0.113.9"), "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36"
	return c
}

// endpoint sends webhooks to a path of the receiver.
func (w *world) endpoint(path string, events ...string) (*core.WebhookEndpoint, string) {
	w.t.Helper()
	e, secret, err := w.AddWebhookEndpoint(ctx, w.project(), w.receiver.URL+path, events)
	must(w.t, err)
	return e, secret
}

// attach attaches machine n, which looks like nothing else.
func (w *world) attach(account string, n int, more ...func(*wire.AttachRequest)) *wire.AttachReply {
	w.t.Helper()
	one := 1
	r := &wire.AttachRequest{Account: account, Fingerprint: fmt.Sprintf("machine-%d", n), LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &one}}
	for _, m := range more {
		m(r)
	}
	reply, err := w.Attach(ctx, w.page(), r)
	must(w.t, err)
	w.clock.Advance(time.Second)
	return reply
}

// detached has one webhook reported.
func (w *world) detached() {
	w.t.Helper()
	device := w.attach("ann", 1).DeviceID
	_, err := w.Detach(ctx, w.backend(), device, &wire.DetachRequest{Account: "ann"})
	must(w.t, err)
}

// deliver makes one attempt at everything that is due, endpoint after endpoint.
func (w *world) deliver() {
	w.t.Helper()
	must(w.t, w.sender.look(ctx))
	w.sender.work.Wait()
}

// log is the one delivery that there is.
func (w *world) log() *core.WebhookDelivery {
	w.t.Helper()
	list, err := w.WebhookDeliveries(ctx, w.project(), core.WebhookDeliveryQuery{Limit: 10})
	must(w.t, err)
	if len(list) != 1 {
		w.t.Fatalf("%d deliveries", len(list))
	}
	return list[0]
}

// request is one that the receiver got.
type request struct {
	path   string
	header http.Header
	body   []byte
}

// receiver is a back end that takes webhooks.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []request
	answer func(http.ResponseWriter, *http.Request)
}

func newReceiver(t testing.TB) *receiver {
	r := &receiver{answer: func(http.ResponseWriter, *http.Request) {}}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		r.mu.Lock()
		r.got = append(r.got, request{req.URL.Path, req.Header, body})
		answer := r.answer
		r.mu.Unlock()
		answer(w, req)
	}))
	t.Cleanup(r.Close)
	return r
}

// answers with a status from now on.
func (r *receiver) answers(status int, header ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	}
}

func (r *receiver) requests() []request {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]request(nil), r.got...)
}
