package core_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
	"github.com/openrupt/openrupt/server/courier"
	"github.com/openrupt/openrupt/server/outbox"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

var ctx = context.Background()

// world is a service over a real SQLite file, with project demo in it.
type world struct {
	*core.Service
	t       testing.TB
	clock   *coretest.Clock
	store   core.Store
	courier func(context.Context, *core.Event) error
	woken   sync.Map
}

// emptyDatabase is a database file with all tables: making them anew would take longer
// than most tests.
var emptyDatabase = sync.OnceValue(func() []byte {
	dir, err := os.MkdirTemp("", "rupt")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "rupt.db")
	store, err := sqlite.Open(ctx, path)
	if err == nil {
		err = store.Close()
	}
	if err != nil {
		panic(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return file
})

func newWorld(t testing.TB, change func(*core.Project)) *world {
	t.Helper()
	return newWorldOf(t, change, func(*core.Config) {})
}

// newWorldOf is newWorld of a service that is made in another way.
func newWorldOf(t testing.TB, change func(*core.Project), configure func(*core.Config)) *world {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rupt.db")
	must(t, os.WriteFile(path, emptyDatabase(), 0o600))
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	keys, err := core.NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, clock: coretest.NewClock(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)), store: store}
	config := core.Config{
		Store: store, Clock: w.clock, Keys: keys, PublicURL: "https://rupt.example", Dev: true,
		Wake: func(topic string) { w.woken.Store(topic, true) },
	}
	configure(&config)
	w.Service, err = core.New(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.SeedDemo(ctx); err != nil {
		t.Fatal(err)
	}
	inbox := courier.Inbox(w.Service, nil)
	carrier := courier.New(w.Service, map[wire.Channel]courier.Sender{wire.ChannelEmail: inbox, wire.ChannelText: inbox})
	w.courier = carrier.Deliver
	if change != nil {
		w.change(change)
	}
	return w
}

// deliverOnce makes one attempt at the mails and text messages that are due.
func (w *world) deliverOnce() (n int, err error) {
	for _, kind := range []core.EventKind{core.EventMessage, core.EventText} {
		reader := outbox.Reader{Source: w.Service, Kind: kind, Deliver: w.courier}
		m, err := reader.Once(ctx)
		if n += m; err != nil {
			return n, err
		}
	}
	return n, nil
}

// change changes project demo, after which credentials are looked up anew.
func (w *world) change(change func(*core.Project)) {
	w.t.Helper()
	err := w.store.Update(ctx, func(tx core.Tx) error {
		list, err := tx.Projects()
		if err != nil {
			return err
		}
		change(list[0])
		return tx.PutProject(list[0])
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.clock.Advance(time.Minute)
}

// browser is someone's browser: what it looks like, where it is and what it remembers.
type browser struct {
	w    *world
	hash string
	ip   string
	ua   string
	// language is the first that it asks for.
	language string
	// access and last are what the SDK stores.
	access, last string
}

const chromeUA = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36"

// looks are signals by segment; machine n differs from every other.
func looks(n int, changes ...string) string {
	gpu := fmt.Sprintf("ANGLE (NVIDIA, NVIDIA GeForce RTX %d Direct3D11 vs_5_0 ps_5_0, D3D11)", 2000+n)
	at := func(values ...string) string { return values[n%len(values)] }
	s := map[string]string{
		"ua.engine": "blink", "ua.brand": "Google Chrome", "ua.major": "147", "os.release": "Windows|10.0.0",
		"gpu.model": gpu, "gpu.vendor": "|" + gpu, "gpu.api": "webgl2|" + gpu, "gpu.render": fmt.Sprintf("%016x", n), "gpu.params": fmt.Sprintf("%016x", n),
		"cpu.cores": at("4", "8", "12", "16", "24"), "mem.class": at("8", "16", "4", "32"), "cpu.arch": "127|x86|64",
		"screen.size": at("1920x1080@1", "1536x864@1.25", "2560x1440@1"), "input.touch": "0|false", "input.pointer": "fine,hover",
		"canvas.geom": fmt.Sprintf("%016x", n+100), "canvas.text": fmt.Sprintf("%016x|%016x", n+200, n+300), "canvas.emoji": fmt.Sprintf("%016x", n+400),
		"audio.sum": fmt.Sprintf("124.0%d", n), "tz.zone": at("Europe/Berlin", "Europe/Paris", "America/New_York"), "lang.primary": at("de-DE", "en-US", "fr-FR"),
		"voices": fmt.Sprintf("\n%016x", n+500), "keyboard": "q w a z y m ; ' [ - ` \\", "prefs.theme": "dark",
	}
	for i := range 8 {
		s[fmt.Sprintf("font.b%d", i)] = fingerprint.FontProbes[i][(n+i)%3]
	}
	for i := 0; i < len(changes); i += 2 {
		s[changes[i]] = changes[i+1]
	}
	all := map[string]fingerprint.Signal{}
	for key, value := range s {
		all[key] = fingerprint.Signal{Value: value}
	}
	return fingerprint.Hash(fingerprint.EnvironmentOf(all), all)
}

func (w *world) browser(n int) *browser {
	return &browser{w: w, hash: looks(n), ip: fmt.Sprintf("203.0.113.%d", n), ua: chromeUA}
}

// caller is the browser with project demo's client id.
func (b *browser) caller() core.Caller {
	b.w.t.Helper()
	c, err := b.w.AuthenticateBrowser(ctx, core.DemoClientID, "")
	if err != nil {
		b.w.t.Fatal(err)
	}
	c.IP, c.UserAgent, c.Language = netip.MustParseAddr(b.ip), b.ua, b.language
	return c
}

func (w *world) backend() core.Caller {
	w.t.Helper()
	c, err := w.AuthenticateServer(ctx, core.DemoAPISecret)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// attach attaches as the SDK does, and remembers what the SDK remembers.
func (b *browser) attach(account string, more ...func(*wire.AttachRequest)) *wire.AttachReply {
	b.w.t.Helper()
	r := &wire.AttachRequest{Account: account, Fingerprint: b.hash, LastFingerprint: b.last, LastAccess: b.access}
	for _, m := range more {
		m(r)
	}
	reply, err := b.w.Attach(ctx, b.caller(), r)
	if err != nil {
		b.w.t.Fatal(err)
	}
	b.access, b.last = reply.Access, b.hash
	b.w.clock.Advance(time.Second)
	return reply
}

// forget clears cookies and storage.
func (b *browser) forget() { b.access, b.last = "", "" }

func limit(n int) func(*wire.AttachRequest) {
	return func(r *wire.AttachRequest) { r.LimitConfig = &wire.LimitConfig{OverallDeviceLimit: &n} }
}

func email(s string) func(*wire.AttachRequest) {
	return func(r *wire.AttachRequest) { r.Email = s }
}

func phone(s string) func(*wire.AttachRequest) {
	return func(r *wire.AttachRequest) { r.Phone = s }
}

// listen opens the event stream of the last attach.
func (b *browser) listen(device string) *core.Stream {
	b.w.t.Helper()
	st, err := b.w.OpenStream(ctx, b.caller(), device, b.access)
	if err != nil {
		b.w.t.Fatal(err)
	}
	return st
}

// messages reads a stream from its beginning.
func (w *world) messages(st *core.Stream) (list []string) {
	w.t.Helper()
	events, err := w.StreamEvents(ctx, st, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range events {
		list = append(list, string(e.Data))
	}
	return list
}

// story is an account with limit 1 on two devices, the second of which is challenged.
type story struct {
	*world
	a, b             *browser
	deviceA, deviceB string
	challenge        string
}

func newStory(t testing.TB, change func(*core.Project), contacts ...func(*wire.AttachRequest)) *story {
	t.Helper()
	w := newWorld(t, change)
	s := &story{world: w, a: w.browser(1), b: w.browser(2)}
	s.deviceA = s.a.attach("ann", append(contacts, limit(1))...).DeviceID
	s.deviceB = s.b.attach("ann", limit(1)).DeviceID
	s.challenge = w.onlyChallenge()
	return s
}

func (w *world) challenges() []wire.Challenge {
	w.t.Helper()
	page, err := w.Challenges(ctx, w.backend(), core.ChallengeQuery{Page: 1, Limit: 100})
	if err != nil {
		w.t.Fatal(err)
	}
	return page.Data
}

func (w *world) onlyChallenge() string {
	w.t.Helper()
	list := w.challenges()
	if len(list) != 1 {
		w.t.Fatalf("want one challenge, got %d", len(list))
	}
	return list[0].ID
}

// status is the challenge's, as back ends see it.
func (w *world) status(id string) wire.ChallengeStatus {
	w.t.Helper()
	c, err := w.Challenge(ctx, w.backend(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return c.Status
}

// send sends a code and returns it from the inbox.
func (s *story) send(ch wire.Channel) string {
	s.t.Helper()
	if _, err := s.Send(ctx, s.b.caller(), s.challenge, &wire.SendRequest{Channel: ch}); err != nil {
		s.t.Fatal(err)
	}
	return s.deliver()
}

// deliver runs the courier and returns the latest code.
func (w *world) deliver() string {
	w.t.Helper()
	if _, err := w.deliverOnce(); err != nil {
		w.t.Fatal(err)
	}
	inbox, err := w.Inbox(ctx)
	if err != nil || len(inbox) == 0 {
		w.t.Fatalf("inbox: %d messages, %v", len(inbox), err)
	}
	return inbox[0].Code
}

// verify enters a code and returns the session as a caller.
func (s *story) verify(code string) (core.Caller, error) {
	s.t.Helper()
	reply, err := s.Verify(ctx, s.b.caller(), s.challenge, code)
	if err != nil {
		return core.Caller{}, err
	}
	return s.AuthenticateSession(ctx, reply.Session)
}

// proven sends a code, enters it and returns the session.
func (s *story) proven() core.Caller {
	s.t.Helper()
	c, err := s.verify(s.send(wire.ChannelEmail))
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// other is a code that is not this one.
func other(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}

// wants checks the code of an error for a caller.
func wants(t testing.TB, err error, code wire.Code) *wire.Error {
	t.Helper()
	var e *wire.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("want error %s, got %v", code, err)
	}
	return e
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
