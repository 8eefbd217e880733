package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// balancer sends requests to the servers that say they are ready, as a load balancer
// does: it asks them every now and then.
type balancer struct {
	mu    sync.Mutex
	all   []string
	ready []string
	next  int
}

// asked is how often they are asked.
const asked = 25 * time.Millisecond

// add puts a server that is ready to work.
func (b *balancer) add(server string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all, b.ready = append(b.all, server), append(b.ready, server)
}

func (b *balancer) pick() *url.URL {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.next++
	u, _ := url.Parse(b.ready[b.next%len(b.ready)])
	return u
}

func (b *balancer) watch(done <-chan struct{}) {
	for {
		b.mu.Lock()
		all := b.all
		b.mu.Unlock()
		for _, server := range all {
			b.ask(server)
		}
		select {
		case <-done:
			return
		case <-time.After(asked):
		}
	}
}

// ask takes a server that is not ready out of the rotation.
func (b *balancer) ask(server string) {
	res, err := client.Get(server + "/readyz")
	if err == nil {
		_ = res.Body.Close()
	}
	if err == nil && res.StatusCode == http.StatusOK {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	var ready []string
	for _, s := range b.ready {
		if s != server {
			ready = append(ready, s)
		}
	}
	b.ready = ready
}

// load are browsers that attach through a balancer, one request after the other.
type load struct {
	url              string
	pool             *http.Transport
	answered, failed atomic.Int64
}

func newLoad(t *testing.T, b *balancer) *load {
	t.Helper()
	behind, before := &http.Transport{MaxIdleConnsPerHost: 8}, &http.Transport{MaxIdleConnsPerHost: 8}
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Transport: behind, Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(b.pick()) },
	})
	t.Cleanup(func() {
		before.CloseIdleConnections()
		proxy.Close()
		behind.CloseIdleConnections()
	})
	return &load{url: proxy.URL, pool: before}
}

func (l *load) run(done <-chan struct{}, account int) {
	for {
		select {
		case <-done:
			return
		default:
		}
		if l.attach(fmt.Sprint("account ", account)) {
			l.answered.Add(1)
		} else {
			l.failed.Add(1)
		}
	}
}

func (l *load) attach(account string) bool {
	body, _ := json.Marshal(fields{"account": account})
	r, err := http.NewRequest(http.MethodPost, l.url+"/v2/device/attach", bytes.NewReader(body))
	if err != nil {
		return false
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", asBrowser)
	res, err := (&http.Client{Transport: l.pool}).Do(r)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	return err == nil && res.StatusCode == http.StatusOK
}
