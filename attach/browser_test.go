package attach

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// browser is one profile: what its tabs share.
type browser struct {
	cookies cookieJar
	local   storage
	signals map[string]fingerprint.Signal
	tabs    *tabBus
	dead    bool // the network is
	broken  bool // the next collection panics
}

func newBrowser() *browser {
	return &browser{tabs: &tabBus{}, signals: map[string]fingerprint.Signal{
		"ua.engine": {Value: "blink"}, "os.release": {Value: "linux|"}, "cpu.cores": {Value: "8"}, "gpu.model": {Value: "Radeon 780M"},
	}}
}

// tab is one page in it: the ports of a client, with real HTTP and event streams.
type tab struct {
	*browser
	*Client
	session storage

	mu       sync.Mutex
	url      string
	went     []string // where the page was sent
	advice   []wire.Code
	failures []string
	errors   []error
	hidden   func()
	shown    func()
	changed  chan struct{} // anything above
	slow     func()        // runs before a request is sent
}

func (b *browser) open(url string) *tab {
	t := &tab{browser: b, url: url, changed: make(chan struct{}, 100)}
	ports := Ports{
		HTTP: t, Timer: t, Page: t, Cookies: &b.cookies, Local: &b.local, Session: &t.session,
		Streams: t, Collector: b, Console: t,
	}
	if b.tabs != nil {
		ports.Tabs = b.tabs
	}
	t.Client = New(ports)
	return t
}

func (b *browser) Collect() Collection {
	if b.broken {
		b.broken = false
		panic("a signal's fault")
	}
	var w jsonlite.Writer
	w.Open('{')
	for name, s := range b.signals {
		w.Key(name).Open('{')
		w.Key("value").Text(s.Value)
		w.Close('}')
	}
	w.Close('}')
	return Collection{
		Hash:    fingerprint.Hash(fingerprint.EnvironmentOf(b.signals), b.signals),
		Signals: func() wire.Raw { return w.Bytes() },
		Verdicts: func() wire.Raw {
			return wire.Raw(`{"automation":{"value":{"level":"none"}},"tampering":{"value":{"level":"none"}}}`)
		},
	}
}

func (t *tab) change(f func()) {
	t.mu.Lock()
	f()
	t.mu.Unlock()
	t.changed <- struct{}{}
}

// waitFor waits until something that the page can see makes ok true.
func (t *tab) waitFor(test *testing.T, what string, ok func() bool) {
	test.Helper()
	late := time.After(10 * time.Second)
	for {
		t.mu.Lock()
		done := ok()
		t.mu.Unlock()
		if done {
			return
		}
		select {
		case <-t.changed:
		case <-late:
			test.Fatalf("never: %s (went to %q, errors %v)", what, t.went, t.errors)
		}
	}
}

func (t *tab) wentTo(test *testing.T) string {
	test.Helper()
	t.waitFor(test, "the page is sent somewhere", func() bool { return len(t.went) > 0 })
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.went[0]
}

func (t *tab) URL() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.url
}
func (t *tab) Replace(url string) { t.change(func() { t.url = url }) }
func (t *tab) Go(url string)      { t.change(func() { t.went = append(t.went, url) }) }
func (t *tab) OnHide(f func())    { t.hidden = f }
func (t *tab) OnShow(f func())    { t.shown = f }
func (t *tab) Open(u string, on StreamEvents) func() {
	return listen(u, on)
}
func (t *tab) Advise(code wire.Code, text string) {
	t.change(func() { t.advice, t.failures = append(t.advice, code), append(t.failures, string(code)+" "+text) })
}
func (t *tab) Report(err error) { t.change(func() { t.errors = append(t.errors, err) }) }

func (t *tab) Resolve(ref string) string {
	base, err := url.Parse(t.URL())
	if err != nil {
		return ""
	}
	resolved, err := base.Parse(ref)
	if err != nil {
		return ""
	}
	return resolved.String()
}

func (t *tab) After(ms int, f func()) func() {
	timer := time.AfterFunc(time.Duration(ms)*time.Millisecond, f)
	return func() { timer.Stop() }
}

func (t *tab) Start(r api.Request, done func(api.Response, *wire.Error)) func() {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		if t.slow != nil {
			t.slow()
		}
		response, err := t.send(ctx, r)
		if ctx.Err() == nil {
			done(response, err)
		}
	}()
	return cancel
}

func (t *tab) send(ctx context.Context, r api.Request) (api.Response, *wire.Error) {
	failed := &wire.Error{Code: wire.CodeNetwork, Message: "The server could not be reached."}
	if t.dead {
		return api.Response{}, failed
	}
	request, err := http.NewRequestWithContext(ctx, r.Method, r.URL, bytes.NewReader(r.Body))
	if err != nil {
		return api.Response{}, failed
	}
	request.Header.Set("Authorization", r.Authorization)
	request.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36")
	if page, err := url.Parse(t.URL()); err == nil {
		request.Header.Set("Origin", page.Scheme+"://"+page.Host)
	}
	if len(r.Body) > 0 {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return api.Response{}, failed
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return api.Response{}, failed
	}
	return api.Response{Status: response.StatusCode, Body: body}, nil
}

// listen is an EventSource without reconnecting.
func listen(u string, on StreamEvents) func() {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		request, _ := http.NewRequestWithContext(ctx, "GET", u, nil)
		response, err := http.DefaultClient.Do(request)
		if err != nil || response.StatusCode != 200 {
			if ctx.Err() == nil {
				on.Closed()
			}
			return
		}
		defer response.Body.Close()
		on.Open()
		readEvents(response.Body, func(id, data string) {
			if ctx.Err() == nil {
				on.Message(id, data)
			}
		})
		if ctx.Err() == nil {
			on.Closed()
		}
	}()
	return cancel
}

func readEvents(r io.Reader, message func(id, data string)) {
	var id, data string
	for lines := bufio.NewScanner(r); lines.Scan(); {
		field, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "id":
			id = value
		case "data":
			data = value
		}
		if lines.Text() == "" && data != "" {
			message(id, data)
			data = ""
		}
	}
}

// cookieJar is document.cookie without expiry.
type cookieJar struct {
	mu     sync.Mutex
	values map[string]string
	lines  []string // as written
}

func (j *cookieJar) Read() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	var pairs []string
	for name, value := range j.values {
		pairs = append(pairs, name+"="+value)
	}
	return strings.Join(pairs, "; ")
}

func (j *cookieJar) Write(cookie string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	pair, _, _ := strings.Cut(cookie, ";")
	name, value, _ := strings.Cut(pair, "=")
	if j.values == nil {
		j.values = map[string]string{}
	}
	j.values[name] = value
	j.lines = append(j.lines, cookie)
}

// storage is localStorage or sessionStorage.
type storage struct{ m sync.Map }

func (s *storage) Get(key string) string {
	value, _ := s.m.Load(key)
	text, _ := value.(string)
	return text
}
func (s *storage) Set(key, value string) { s.m.Store(key, value) }

// tabBus connects the tabs of a browser. Like a browser it calls back later.
type tabBus struct {
	mu      sync.Mutex
	members []*membership
}

type membership struct {
	bus     *tabBus
	name    string
	elected func()
	inbox   chan string
}

func (b *tabBus) Join(name string, elected func(), message func(string)) Group {
	m := &membership{b, name, elected, make(chan string, 1000)}
	go func() {
		for text := range m.inbox {
			message(text)
		}
	}()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.leader(name) == nil {
		go elected()
	}
	b.members = append(b.members, m)
	return m
}

func (b *tabBus) leader(name string) *membership {
	for _, m := range b.members {
		if m.name == name {
			return m
		}
	}
	return nil
}

func (m *membership) Post(text string) {
	m.bus.mu.Lock()
	defer m.bus.mu.Unlock()
	for _, other := range m.bus.members {
		if other != m && other.name == m.name {
			other.inbox <- text
		}
	}
}

func (m *membership) Leave() {
	m.bus.mu.Lock()
	defer m.bus.mu.Unlock()
	led := m.bus.leader(m.name) == m
	for i, other := range m.bus.members {
		if other == m {
			m.bus.members = append(m.bus.members[:i:i], m.bus.members[i+1:]...)
			break
		}
	}
	if next := m.bus.leader(m.name); led && next != nil {
		go next.elected()
	}
}
