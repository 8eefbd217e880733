package httpapi

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

//go:embed inbox.html
var inboxHTML string

var inboxPage = template.Must(template.New("inbox").Funcs(template.FuncMap{"utc": utc}).Parse(inboxHTML))

// inboxScript writes the times as the viewer's clock has them. Without it they are UTC.
const inboxScript = `for (const t of document.querySelectorAll("time")) t.textContent = new Date(t.dateTime).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" })`

var inboxPolicy = func() string {
	sum := sha256.Sum256([]byte(inboxScript))
	return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
}()

// utc is a time for people, as far as a server can tell it.
func utc(t wire.Time) string {
	return time.UnixMilli(int64(t)).UTC().Format("2 Jan 2006, 15:04:05 UTC")
}

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
	h.Set("Content-Security-Policy", inboxPolicy)
	if err := inboxPage.Execute(w, struct {
		Messages []core.InboxMessage
		Script   template.JS
	}{messages, inboxScript}); err != nil {
		a.log.ErrorContext(r.Context(), "inbox page", "error", err)
	}
}
