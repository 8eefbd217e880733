package attach

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeAPI is a server whose answers a test decides; contract_test.go has the real one.
type fakeAPI struct {
	*httptest.Server
	mu       sync.Mutex
	requests []request
	reply    map[string]any // to attach
	status   int
	messages map[string][]string // by access
	pushed   chan struct{}       // closed by the next push
	opened   int                 // streams that are open
	attaches int
	done     chan struct{}
	// meanwhile happens before an attach is answered.
	meanwhile func()
}

type request struct {
	method, uri, authorization string
	body                       map[string]any
}

func newAPI(t *testing.T) *fakeAPI {
	a := &fakeAPI{status: 200, done: make(chan struct{}), messages: map[string][]string{}, pushed: make(chan struct{}), meanwhile: func() {}, reply: map[string]any{
		"success": true, "attached_devices": 1, "default_device_limit": 2, "device_id": "d1", "suspended": false,
	}}
	a.Server = httptest.NewServer(a)
	t.Cleanup(func() {
		close(a.done)
		a.Close()
	})
	return a
}

func (a *fakeAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	var body map[string]any
	_ = json.Unmarshal(text, &body)
	a.mu.Lock()
	a.requests = append(a.requests, request{r.Method, r.URL.RequestURI(), r.Header.Get("Authorization"), body})
	status := a.status
	a.mu.Unlock()
	switch {
	case status != 200:
		w.WriteHeader(status)
		_, _ = w.Write([]byte(`{"success":false,"error":{"code":"rate_limited","message":"Slow down.","retry_after":7}}`))
	case strings.HasSuffix(r.URL.Path, "/listen"):
		a.stream(w, r)
	case strings.HasSuffix(r.URL.Path, "/attach"):
		reply := a.attachReply()
		a.meanwhile()
		_ = json.NewEncoder(w).Encode(reply)
	default:
		_, _ = w.Write([]byte(`{"success":true,"path":"` + r.URL.Path + `","verdict":"challenge","challenge_id":"c1","session":"s1","code":"123456"}`))
	}
}

// attachReply gives each attach an access of its own: a1, a2 …
func (a *fakeAPI) attachReply() map[string]any {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.attaches++
	reply := map[string]any{"access": fmt.Sprint("a", a.attaches)}
	for k, v := range a.reply {
		reply[k] = v
	}
	return reply
}

// push sends a message to the streams of an access, those that are opened later
// included: the server's outbox keeps what a dying connection lost.
func (a *fakeAPI) push(access, message string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.messages[access] = append(a.messages[access], message)
	close(a.pushed)
	a.pushed = make(chan struct{})
}

// after returns the messages of an access from the n-th on, and what is closed when
// there may be more.
func (a *fakeAPI) after(access string, n int) (messages []string, more <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.messages[access][n:], a.pushed
}

func (a *fakeAPI) stream(w http.ResponseWriter, r *http.Request) {
	a.count(1)
	defer a.count(-1)
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprint(w, "retry: 1000\n\n")
	access, sent := r.URL.Query().Get("access"), 0
	for {
		messages, more := a.after(access, sent)
		for _, message := range messages {
			fmt.Fprintf(w, "id: %s\ndata: %s\n\n", access+message, message)
		}
		sent += len(messages)
		w.(http.Flusher).Flush()
		select {
		case <-more:
		case <-a.done:
			return
		case <-r.Context().Done():
			return
		}
	}
}

func (a *fakeAPI) count(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.opened += n
}

// waitForStreams waits until n streams are open: the server notices late that one was
// closed.
func (a *fakeAPI) waitForStreams(t *testing.T, n int) {
	t.Helper()
	opened := -1
	for late := time.Now().Add(10 * time.Second); time.Now().Before(late); time.Sleep(time.Millisecond) {
		a.mu.Lock()
		opened = a.opened
		a.mu.Unlock()
		if opened == n {
			return
		}
	}
	t.Errorf("%d streams are open, want %d", opened, n)
}

// sent are the requests to a path that ends so.
func (a *fakeAPI) sent(suffix string) (list []request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, r := range a.requests {
		path, _, _ := strings.Cut(r.uri, "?")
		if strings.HasSuffix(path, suffix) {
			list = append(list, r)
		}
	}
	return list
}

// options makes a page's options with this api.
func (a *fakeAPI) options(more string) []byte {
	text := `{"client_id":"client","account":"ann","api_url":"` + a.URL + `"`
	if more != "" {
		text += "," + more
	}
	return []byte(text + "}")
}
