package httpapi

import (
	_ "embed"
	"html/template"
	"net/http"

	"github.com/openrupt/openrupt/server/core"
)

//go:embed inbox.html
var inboxHTML string

var inboxPage = template.Must(template.New("inbox").Parse(inboxHTML))

// inbox shows the codes that development does not send: a page for people, JSON for
// tests.
func (a *api) inbox(w http.ResponseWriter, r *http.Request) {
	messages, err := list(a.core.Inbox(r.Context()))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	h := w.Header()
	h.Add("Vary", "Accept")
	accept := r.Header.Get("Accept")
	if quality(accept, "text/html") <= quality(accept, "application/json") {
		writeJSON(w, http.StatusOK, messages)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	if err := inboxPage.Execute(w, struct{ Messages []core.InboxMessage }{messages}); err != nil {
		a.log.ErrorContext(r.Context(), "inbox page", "error", err)
	}
}
