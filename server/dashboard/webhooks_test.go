package dashboard_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// receiver is a back end that takes webhooks, or does not.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	answer int
	ids    []string
}

func newReceiver(t *testing.T, answer int) *receiver {
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		_, _ = io.Copy(io.Discard, req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.ids = append(r.ids, req.Header.Get("webhook-id"))
		w.WriteHeader(r.answer)
	}))
	t.Cleanup(r.Close)
	return r
}

// received waits until n webhooks came, and returns their ids.
func (r *receiver) received(t *testing.T, n int) []string {
	t.Helper()
	for range 1000 {
		r.mu.Lock()
		ids := r.ids
		r.mu.Unlock()
		if len(ids) >= n {
			return ids
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("fewer than %d webhooks", n)
	return nil
}

func TestWebhooks(t *testing.T) {
	to := newReceiver(t, http.StatusNoContent)
	w := operator(t)
	w.follow("Webhooks")
	w.fill("url", "ftp://shop.example").fill("event", "challenge.initiated").press("Add endpoint")
	w.wants(http.StatusBadRequest)
	w.sees("Webhooks go over https only")
	w.follow("Webhooks")
	w.fill("url", to.URL+"/hooks").fill("event", "challenge.initiated").press("Add endpoint")
	w.sees("It is shown this once.", "whsec_")
	first := secretOn(w.page)
	w.follow("Webhooks")
	if strings.Contains(w.text(), "whsec_") {
		t.Error("the secret is shown again")
	}
	w.press("New secret for " + to.URL + "/hooks")
	if second := secretOn(w.page); second == first || !strings.HasPrefix(second, "whsec_") {
		t.Errorf("%q, then %q", first, second)
	}
	w.raised()
	id := to.received(t, 1)[0]
	for range 500 { // the answer is written down a moment after it was given
		w.open(demo + "/deliveries/" + id)
		if strings.Contains(w.main(), "Sent to") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.sees("challenge.initiated Sent", to.URL+"/hooks", `"account": "ann"`, "204")
	w.press("Send again")
	w.sees("Sent again, under the same id.")
	if ids := to.received(t, 2); ids[1] != id {
		t.Errorf("%q", ids)
	}
	w.follow("Webhooks")
	if rows := w.rows("Deliveries, newest first"); len(rows) != 1 || !strings.Contains(rows[0], "challenge.initiated") {
		t.Errorf("%q", rows)
	}
	w.follow("Failed")
	w.sees("None in the last week.")
	w.press("Disable " + to.URL + "/hooks")
	w.sees("Nothing is sent there", "by an operator")
	w.press("Enable " + to.URL + "/hooks")
	w.sees("Webhooks are sent there again")
	w.press("Remove this endpoint")
	w.sees("The endpoint was removed.", "Nobody is told what happens.")
}

func secretOn(page *html.Node) string {
	for n := range page.Descendants() {
		if attr(n, "class") == "secret" {
			return textOf(n)
		}
	}
	return ""
}

// form is the form of a class.
func form(page *html.Node, class string) *html.Node {
	for n := range page.Descendants() {
		if n.Data == "form" && attr(n, "class") == class {
			return n
		}
	}
	return nil
}
