package app_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

var smallSite = fstest.MapFS{"dist/rupt.js": {Data: []byte("1")}, "demo/index.html": {Data: []byte("hello")}}

const (
	asBrowser = "Basic " + core.DemoClientID + ":"
	asServer  = "Bearer " + core.DemoAPISecret
)

// request sends JSON as someone and returns what came back.
func request(t *testing.T, auth, method, url string, body any) (status int, reply []byte) {
	t.Helper()
	var b io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		b = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, url, b)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", auth)
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36")
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if reply, err = io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, reply
}

type fields map[string]any

// visitor is one browser of an account.
type visitor struct {
	t                                   *testing.T
	account, hash, device, access, seen string
}

func (v *visitor) attach(server string, limit int) {
	v.t.Helper()
	status, body := request(v.t, asBrowser, http.MethodPost, server+"/v2/device/attach", fields{
		"account": v.account, "fingerprint": v.hash, "last_access": v.access, "limit_config": fields{"overall_device_limit": limit},
	})
	var reply struct {
		Device string `json:"device_id"`
		Access string `json:"access"`
	}
	if err := json.Unmarshal(body, &reply); err != nil || status != http.StatusOK {
		v.t.Fatalf("attach: %d %s", status, body)
	}
	v.device, v.access = reply.Device, reply.Access
}

// stream is an event stream as a browser reads it.
type stream struct {
	t     *testing.T
	body  io.ReadCloser
	lines *bufio.Scanner
}

// listen opens the visitor's stream; it goes on after what was seen.
func (v *visitor) listen(server string) *stream {
	v.t.Helper()
	q := url.Values{"access": {v.access}, "auth": {asBrowser}}
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, server+"/v2/access/device/"+v.device+"/listen?"+q.Encode(), nil)
	if err != nil {
		v.t.Fatal(err)
	}
	if v.seen != "" {
		r.Header.Set("Last-Event-ID", v.seen)
	}
	res, err := client.Do(r)
	if err != nil || res.StatusCode != http.StatusOK {
		v.t.Fatalf("listen: %v, %v", res, err)
	}
	s := &stream{v.t, res.Body, bufio.NewScanner(res.Body)}
	v.t.Cleanup(func() { _ = res.Body.Close() })
	if !s.lines.Scan() || !strings.HasPrefix(s.lines.Text(), "retry: ") {
		v.t.Fatalf("first line %q", s.lines.Text())
	}
	return s
}

// message waits for one. A heartbeat before it says that nobody woke the stream.
func (s *stream) message() (id, data string) {
	s.t.Helper()
	late := time.AfterFunc(time.Minute, func() { _ = s.body.Close() })
	defer late.Stop()
	for s.lines.Scan() {
		name, value, _ := strings.Cut(s.lines.Text(), ": ")
		switch {
		case name == "id":
			id = value
		case name == "data":
			return id, value
		case s.lines.Text() == ": hb":
			s.t.Error("the stream slept until its heartbeat")
		}
	}
	s.t.Fatalf("no message: %v", s.lines.Err())
	return "", ""
}
