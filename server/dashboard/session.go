package dashboard

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// cookie is the session's. Over https its name keeps other hosts of the domain from
// setting it.
func (d *Dashboard) cookie(value string, age time.Duration) *http.Cookie {
	c := &http.Cookie{Name: "rupt-admin", Value: value, Path: "/", MaxAge: int(age.Seconds()), HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: d.Secure}
	if d.Secure {
		c.Name = "__Host-rupt-admin"
	}
	if value == "" {
		c.MaxAge = -1
	}
	return c
}

func (q *request) forget() { http.SetCookie(q.w, q.cookie("", 0)) }

// signedIn lets operators through, and shows everyone else where to sign in. A page
// that only brings itself up to date does not keep the session alive.
func (d *Dashboard) signedIn(h handler) handler {
	return func(q *request) error {
		c, err := q.r.Cookie(d.cookie("", 0).Name)
		if err != nil {
			return q.showSignIn(http.StatusUnauthorized, "")
		}
		q.session, err = d.Core.OperatorSession(q.ctx(), d.Key, c.Value, !q.live())
		if err != nil {
			return err
		}
		if q.projects, err = d.Core.Projects(q.ctx()); err != nil {
			return err
		}
		return h(q)
	}
}

// live says that a script asks for what is on the page already.
func (q *request) live() bool { return q.r.Header.Get("HX-Request") == "true" }

type signInData struct{ Next, Problem string }

// showSignIn asks for the key. A script is sent to the whole page instead of getting it
// in place of a part.
func (q *request) showSignIn(status int, problem string) error {
	if q.live() {
		q.w.Header().Set("HX-Refresh", "true")
	}
	next := root
	if q.r.Method == http.MethodGet {
		next = q.r.URL.RequestURI()
	}
	if given := q.r.PostFormValue("next"); given != "" {
		next = given
	}
	return q.render(status, page{Title: "Sign in", template: "signin", Data: signInData{next, problem}})
}

// signIn exchanges the key for a session.
func (d *Dashboard) signIn(q *request) error {
	caller := d.Caller(q.r)
	token, session, err := d.Core.SignInOperator(q.ctx(), d.Key, q.r.PostFormValue("key"), caller.IP)
	q.session = session
	q.audit("sign in", err)
	var e *wire.Error
	if errors.As(err, &e) {
		return q.showSignIn(e.Code.Status(), e.Message)
	}
	if err != nil {
		return err
	}
	http.SetCookie(q.w, q.cookie(token, time.Duration(session.ExpiresAt-session.CreatedAt)*time.Millisecond))
	return q.to(within(q.r.PostFormValue("next")))
}

// within is a path of the dashboard: no form leads anywhere else.
func within(path string) string {
	if path != root && !strings.HasPrefix(path, root+"/") && !strings.HasPrefix(path, root+"?") || strings.ContainsAny(path, "\\\r\n") {
		return root
	}
	return path
}

func (d *Dashboard) signOut(q *request) error {
	err := d.Core.SignOutOperator(q.ctx(), q.session)
	q.audit("sign out", err)
	if err != nil {
		return err
	}
	q.forget()
	return q.to(root)
}
