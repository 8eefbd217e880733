package chaos

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"
)

// client is a customer's back end. It tries again what was not answered, at the next of
// the servers, as one behind a load balancer does.
type client struct {
	secret string
	urls   func() []string
	http   *http.Client
	// doubtful counts requests of which nobody knows whether they were carried out.
	doubtful atomic.Int64
}

func (w *world) newClient(servers ...*server) *client {
	var urls []string
	for _, s := range servers {
		urls = append(urls, s.url())
	}
	return w.clientOf(func() []string { return urls })
}

func (w *world) clientOf(urls func() []string) *client {
	pool := &http.Transport{MaxIdleConnsPerHost: 16}
	w.t.Cleanup(pool.CloseIdleConnections)
	return &client{secret: w.secret, urls: urls, http: &http.Client{Timeout: 15 * time.Second, Transport: pool}}
}

// answer is what a server said; a status of 0 is no answer.
type answer struct {
	status int
	text   []byte
}

func (a answer) ok() bool { return a.status == http.StatusOK }

// refused: the server said no, and will again, or not before a while.
func (a answer) refused() bool { return a.status >= 400 && a.status < 500 }

// once makes one request.
func (c *client) once(ctx context.Context, method, path string, body any) answer {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			panic(err)
		}
	}
	urls := c.urls()
	r, err := http.NewRequestWithContext(ctx, method, urls[rand.IntN(len(urls))]+path, bytes.NewReader(text))
	if err != nil {
		panic(err)
	}
	r.GetBody = nil // or the transport tries again by itself
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+c.secret)
	res, err := c.http.Do(r)
	if err != nil {
		c.doubtful.Add(1)
		return answer{}
	}
	defer func() { _ = res.Body.Close() }()
	reply, err := io.ReadAll(res.Body)
	if err != nil {
		c.doubtful.Add(1)
		return answer{}
	}
	return answer{res.StatusCode, reply}
}

// call makes a request until a server says yes or no, and reads a yes into reply.
func (c *client) call(ctx context.Context, method, path string, body, reply any) error {
	for {
		a := c.once(ctx, method, path, body)
		switch {
		case a.ok():
			return json.Unmarshal(a.text, reply)
		case a.refused():
			return fmt.Errorf("%s %s: %d %s", method, path, a.status, a.text)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s %s: never answered, last with %d %s", method, path, a.status, a.text)
		case <-time.After(time.Duration(20+rand.IntN(80)) * time.Millisecond):
		}
	}
}
