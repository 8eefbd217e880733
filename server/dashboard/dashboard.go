package dashboard

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// Config is what a [Dashboard] is made of.
type Config struct {
	// Core is the domain. Required.
	Core *core.Service
	// Key is what operators sign in with; without one nobody can.
	Key core.OperatorKey
	// Caller says from where a request comes. Required.
	Caller func(*http.Request) core.Caller
	// Secure says that browsers reach this server over https.
	Secure bool
	// Now is the clock. Default: time.Now.
	Now func() time.Time
	// Log receives failures and a line for every change. Default: discarded.
	Log *slog.Logger
}

// Dashboard is the operators' pages.
type Dashboard struct {
	Config
	guard *http.CrossOriginProtection
}

// New returns the pages.
func New(c Config) *Dashboard {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Dashboard{Config: c, guard: http.NewCrossOriginProtection()}
}

// Paths below which everything is.
const (
	root    = "/admin"
	project = root + "/projects/{project}"
)

// Register adds the pages to mux.
func (d *Dashboard) Register(mux *http.ServeMux) {
	for pattern, h := range d.routes() {
		mux.Handle(pattern, h)
	}
}

// routes are the pages by pattern. Only what a browser needs to sign in is for everyone.
func (d *Dashboard) routes() map[string]http.Handler {
	all := map[string]http.Handler{
		"POST " + root + "/sign-in":  d.guarded(d.signIn),
		"POST " + root + "/sign-out": d.guarded(d.signedIn(d.signOut)),
		"GET " + root:                d.guarded(d.signedIn(d.chooseProject)),
		"GET " + root + "/{$}":       d.guarded(d.signedIn(d.chooseProject)),
	}
	for path, a := range assets {
		all["GET "+path] = a
	}
	for path, show := range d.projectPages() {
		all["GET "+project+path] = d.guarded(d.signedIn(inProject(show)))
	}
	for _, actions := range []map[string]handler{d.userActions(), d.challengeActions(), d.webhookActions(), d.settingsActions(), d.keyActions(), d.policyActions()} {
		for path, change := range actions {
			all["POST "+project+path] = d.guarded(d.signedIn(inProject(change)))
		}
	}
	return all
}

// projectPages are what can be looked at in a project, by path.
func (d *Dashboard) projectPages() map[string]handler {
	return map[string]handler{
		"":                        d.overview,
		"/overview":               d.overview,
		"/users":                  d.users,
		"/users/{user}":           d.user,
		"/inspect":                d.inspect,
		"/policy":                 d.policy,
		"/webhooks":               d.webhooks,
		"/deliveries/{delivery}":  d.delivery,
		"/settings":               d.showSettings,
		"/keys":                   d.keys,
		"/challenges":             d.challenges,
		"/challenges/{challenge}": d.challenge,
	}
}

// request is one request of an operator.
type request struct {
	*Dashboard
	w http.ResponseWriter
	r *http.Request
	// session is nil before signing in.
	session *core.OperatorSession
	// projects are all, project is the one that the path names.
	projects []wire.Project
	project  *wire.Project
}

func (q *request) ctx() context.Context { return q.r.Context() }

// path is a path within the project.
func (q *request) path(rest string) string { return root + "/projects/" + q.project.ID + rest }

// handler answers a request, or says why not.
type handler func(*request) error

// maxForm bounds a form: a policy may have a mebibyte, and a form escapes it.
const maxForm = 4 << 20

// guarded keeps other sites away, and shows what goes wrong.
func (d *Dashboard) guarded(h handler) http.Handler {
	return d.guard.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		headers(w.Header())
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		q := &request{Dashboard: d, w: w, r: r}
		if err := h(q); err != nil {
			q.fail(err)
		}
	}))
}

// headers are on every page: nothing of it may be kept, framed, or leak.
func headers(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "+
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Robots-Tag", "noindex")
}

// inProject finds the project that the path names.
func inProject(h handler) handler {
	return func(q *request) error {
		for i := range q.projects {
			if q.projects[i].ID == q.r.PathValue("project") {
				q.project = &q.projects[i]
				return h(q)
			}
		}
		return &wire.Error{Code: wire.CodeNotFound, Message: "There is no such project."}
	}
}

// chooseProject goes to the first project.
func (d *Dashboard) chooseProject(q *request) error {
	if len(q.projects) == 0 {
		return q.render(http.StatusOK, page{Title: "No project yet", template: "empty"})
	}
	q.project = &q.projects[0]
	return q.to(q.path("/overview"))
}

// to answers a POST, or moves on from a path that is none.
func (q *request) to(path string) error {
	http.Redirect(q.w, q.r, path, http.StatusSeeOther)
	return nil
}

// fail shows what went wrong. What core did not mean for people stays here.
func (q *request) fail(err error) {
	var e *wire.Error
	if !errors.As(err, &e) {
		if !errors.Is(err, context.Canceled) {
			q.Log.ErrorContext(q.ctx(), "dashboard", "route", q.r.Pattern, "request_id", q.w.Header().Get("X-Request-Id"), "error", err)
		}
		e = &wire.Error{Code: wire.CodeInternal, Message: "Something went wrong on the server; its log says more."}
	}
	if e.Code == wire.CodeUnauthorized && q.session == nil {
		q.forget()
		err = q.showSignIn(http.StatusUnauthorized, "")
	} else {
		err = q.render(e.Code.Status(), page{Title: "That did not work", template: "failed", Data: e.Message})
	}
	if err != nil {
		q.Log.ErrorContext(q.ctx(), "dashboard", "error", err)
	}
}
