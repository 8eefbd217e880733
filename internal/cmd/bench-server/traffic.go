package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"sync/atomic"

	"github.com/openrupt/openrupt/internal/population"
	"github.com/openrupt/openrupt/internal/wire"
)

// credentials are a project's.
type credentials struct{ client, secret string }

// traffic is people with a browser each, at an address each: a back end may make 1,000
// requests a second, and any one address far fewer.
type traffic struct {
	url string
	credentials
	people []*person
	http   *http.Client
}

type person struct {
	account string
	ip      string
	hash    string
	device  atomic.Pointer[wire.AttachReply]
}

const agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36"

func newTraffic(url string, c credentials, users, callers, run int) *traffic {
	t := &traffic{url: url, credentials: c, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: callers, MaxConnsPerHost: callers}}}
	devices := population.Synthetic(users, rand.New(rand.NewPCG(uint64(run), 2)))
	for i, d := range devices {
		ip := netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
		t.people = append(t.people, &person{account: fmt.Sprintf("account-%d-%d", run, i), ip: ip.String(), hash: d.Print().String()})
	}
	return t
}

// join has others come as well, in turns with those who do already.
func (t *traffic) join(others []*person) {
	var all []*person
	for i := range max(len(t.people), len(others)) {
		if i < len(t.people) {
			all = append(all, t.people[i])
		}
		if i < len(others) {
			all = append(all, others[i])
		}
	}
	t.people = all
}

// once is everybody's first visit.
func (t *traffic) once() until {
	var n atomic.Int64
	return func() (int, bool) { i := int(n.Add(1)) - 1; return i, i < len(t.people) }
}

func (t *traffic) person(n int) *person { return t.people[n%len(t.people)] }

// attach is a page view, with what the SDK sends.
func (t *traffic) attach(n int) error {
	p := t.person(n)
	r := p.request()
	reply := &wire.AttachReply{}
	if err := t.post(t.url+wire.PathAttach, p, r, reply); err != nil {
		return err
	}
	p.device.Store(reply)
	return nil
}

func (p *person) request() *wire.AttachRequest {
	r := &wire.AttachRequest{
		Account: p.account, Email: p.account + "@example.com", Fingerprint: p.hash, Version: wire.Version, Page: "/watch",
		Callbacks: wire.Callbacks{OnChallenge: true}, Metadata: wire.Raw(`{"plan":"team"}`),
	}
	if known := p.device.Load(); known != nil {
		r.LastAccess, r.LastFingerprint = known.Access, p.hash
	}
	return r
}

// evaluate is a login.
func (t *traffic) evaluate(n int) error {
	p := t.person(n)
	r := &wire.EvaluateRequest{Action: wire.ActionLogin, User: p.account, Fingerprint: wire.Hashes{p.hash}, Version: wire.Version}
	return t.post(t.url+wire.PathEvaluate, p, r, &wire.EvaluateReply{})
}

// bare sends to the bare handler what attach sends.
func (t *traffic) bare(url string) func(int) error {
	return func(n int) error {
		p := t.person(n)
		return t.post(url, p, p.request(), &wire.AttachReply{})
	}
}

func (t *traffic) post(url string, p *person, in, out any) error {
	r, err := t.newRequest(url, p.ip, in)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Basic "+t.client+":")
	return t.do(r, out)
}

func (t *traffic) newRequest(url, ip string, in any) (*http.Request, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header = http.Header{"Content-Type": {"application/json"}, "User-Agent": {agent}, "X-Forwarded-For": {ip}}
	return r, nil
}

func (t *traffic) do(r *http.Request, out any) error {
	reply, err := t.http.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = reply.Body.Close() }()
	b, err := io.ReadAll(reply.Body)
	if err == nil && reply.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", reply.Status, b)
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(b, out)
}
