package dashboard

import (
	"errors"
	"log/slog"
	"net/url"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// operate wraps a change: it is logged, and followed by the page that says so.
func (d *Dashboard) operate(action, done, back string, do func(*request) error) handler {
	return func(q *request) error {
		err := do(q)
		var what []any
		for _, name := range []string{"user", "device", "challenge", "endpoint", "delivery", "key"} {
			if id := q.r.PathValue(name); id != "" {
				what = append(what, name, id)
			}
		}
		q.audit(action, err, what...)
		if err != nil {
			return err
		}
		to := back
		for _, name := range []string{"user", "challenge", "delivery"} {
			to = strings.ReplaceAll(to, "{"+name+"}", url.PathEscape(q.r.PathValue(name)))
		}
		return q.to(q.path(to) + "?done=" + done)
	}
}

// dones are what is said after a change; nothing else can be put on the page by an
// address.
var dones = map[string]string{
	"suspended":   "The user is suspended: pages are told so by their next attach.",
	"unsuspended": "The user is no longer suspended.",
	"unlocked":    "Tries and sends were forgotten: the user may ask for a code again.",
	"erased":      "The user was erased, with all that was kept of them.",
	"detached":    "The device was logged out.",
	"whitelisted": "The device counts no longer.",
	"counted":     "The device counts again.",
	"enabled":     "Webhooks are sent there again, also those that waited.",
	"disabled":    "Nothing is sent there until it is enabled again.",
	"removed":     "The endpoint was removed.",
	"replayed":    "Sent again, under the same id.",
	"revoked":     "The key was revoked: servers know within five seconds.",
	"cleared":     "The server’s policy decides again.",
	"saved":       "Saved: servers know within five seconds.",
	"completed":   "The challenge is completed.",
	"ended":       "The challenge has ended.",
}

func (q *request) done() string { return dones[q.r.URL.Query().Get("done")] }

// backend is who calls the API as the project's back end.
func (q *request) backend() (core.Caller, error) {
	p, err := q.Core.FindProject(q.ctx(), q.project.ID)
	return core.Caller{Project: p, Class: core.Server}, err
}

// audit logs what an operator did, with what it was done to in pairs of name and id.
func (q *request) audit(action string, err error, what ...any) {
	args := []any{slog.String("action", action), slog.String("ip", q.Caller(q.r).IP.String())}
	if q.session != nil {
		args = append(args, slog.String("session", q.session.ID[:12]))
	}
	if q.project != nil {
		args = append(args, slog.String("project", q.project.ID))
	}
	outcome := "done"
	var e *wire.Error
	switch {
	case errors.As(err, &e):
		outcome = string(e.Code)
	case err != nil:
		outcome = "error"
	}
	args = append(append(args, what...), slog.String("outcome", outcome))
	q.Log.InfoContext(q.ctx(), "operator", args...)
}
