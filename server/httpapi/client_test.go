package httpapi_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	asBrowser = "Basic " + core.DemoClientID + ":"
	asServer  = "Bearer " + core.DemoAPISecret
)

// client calls one server. Its zero headers are none.
type client struct {
	t    testing.TB
	url  string
	auth string
	// more headers, in pairs
	header []string
}

// with returns a client that sends another header, too.
func (c client) with(pairs ...string) client {
	c.header = append(append([]string{}, c.header...), pairs...)
	return c
}

func (c client) as(auth string) client { c.auth = auth; return c }

// reply is what came back.
type reply struct {
	t      testing.TB
	Status int
	Header http.Header
	Body   []byte
}

var transport = &http.Client{
	Transport:     &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// do sends a request; a body that is not a string is sent as JSON.
func (c client) do(method, path string, body any) reply {
	c.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			c.t.Fatal(err)
		}
		reader = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, reader)
	if err != nil {
		c.t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.auth != "" {
		r.Header.Set("Authorization", c.auth)
	}
	for i := 0; i < len(c.header); i += 2 {
		r.Header.Set(c.header[i], c.header[i+1])
	}
	res, err := transport.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return reply{c.t, res.StatusCode, res.Header, b}
}

func (c client) get(path string) reply { c.t.Helper(); return c.do(http.MethodGet, path, nil) }
func (c client) post(path string, body any) reply {
	c.t.Helper()
	return c.do(http.MethodPost, path, body)
}

// into decodes a success.
func (r reply) into(v any) {
	r.t.Helper()
	if r.Status != http.StatusOK {
		r.t.Fatalf("status %d: %s", r.Status, r.Body)
	}
	if err := json.Unmarshal(r.Body, v); err != nil {
		r.t.Fatalf("%v: %s", err, r.Body)
	}
}

// fails decodes an error and checks what every error has.
func (r reply) fails(code wire.Code) *wire.Error {
	r.t.Helper()
	var e wire.ErrorReply
	if err := json.Unmarshal(r.Body, &e); err != nil {
		r.t.Fatalf("status %d, not our error: %s", r.Status, r.Body)
	}
	if e.Error.Code != code || r.Status != code.Status() {
		r.t.Errorf("status %d, %s; want %d, %s", r.Status, r.Body, code.Status(), code)
	}
	if e.Success || e.Error.Message == "" || e.RequestID == "" || e.RequestID != r.Header.Get("X-Request-Id") {
		r.t.Errorf("incomplete error: %s (X-Request-Id %q)", r.Body, r.Header.Get("X-Request-Id"))
	}
	return &e.Error
}
