package dashboard_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core/coretest"
)

const throwAway = `rules:
  - name: throw-away
    when: email.disposable
    verdict: deny
    reason: disposable_email
`

// signUp evaluates a signup with an address.
func (w *world) signUp(email string) (reply wire.EvaluateReply) {
	w.t.Helper()
	w.api(http.MethodPost, "/v2/evaluate", wire.EvaluateRequest{Action: wire.ActionSignup, Email: email, IP: "198.51.100.1"}, &reply)
	return reply
}

// A policy is tried on what was evaluated in the last day, saved, and taken back.
func TestPolicy(t *testing.T) {
	clock := coretest.NewClock(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
	w := operator(t, func(c *app.Config) { c.Clock = clock })
	for _, email := range []string{"old@mailinator.com", "a@mailinator.com", "b@example.com", "c@example.com", "d@mailinator.com"} {
		w.signUp(email)
		clock.Advance(time.Minute)
		if strings.HasPrefix(email, "old") {
			clock.Advance(25 * time.Hour)
		}
	}
	w.open("/admin") // the session has ended meanwhile
	w.fill("key", adminKey).press("Sign in")
	w.follow("Policy")
	w.sees("In use: the built-in one")
	w.fill("policy", "rules: []").press("Try on the last day")
	w.sees("4 evaluations since", "Nothing was changed.")
	if rows := w.rows("Verdicts"); len(rows) != 2 || rows[0] != "Deny Allow changed 2 50 %" || rows[1] != "Allow Allow 2 50 %" {
		t.Errorf("%q", rows)
	}
	w.fill("policy", strings.ReplaceAll(throwAway, "\n", "\r\n")).press("Try on the last day")
	if rows := w.rows("Rules"); len(rows) != 1 || rows[0] != "throw-away on 2 2 0" {
		t.Errorf("%q", rows)
	}
	w.fill("policy", "rules:\n  - name: x\n    when: no_such_fact\n").press("Try on the last day")
	w.wants(http.StatusBadRequest)
	w.sees("no_such_fact")
	w.fill("policy", "").press("Save")
	w.wants(http.StatusBadRequest)
	w.fill("policy", throwAway).press("Save")
	w.sees("Saved", "In use: this project’s own")
	if p, err := w.Core().ProjectPolicy(t.Context(), w.project("Demo").ID); err != nil || p.Policy != throwAway {
		t.Errorf("%+v, %v", p, err)
	}
	if got := fields(form(w.page, "settings")).Get("policy"); strings.TrimPrefix(got, "\n") != throwAway {
		t.Errorf("shown: %q", got)
	}
	w.press("Use the server’s policy again")
	w.sees("The server’s policy decides again.", "In use: the built-in one")
}

// Samples say nothing of who it was.
func TestSamplesAreNobodys(t *testing.T) {
	w := operator(t)
	w.signUp("nina.secret@example.com")
	found := 0
	trial, err := w.Core().TryPolicy(t.Context(), w.project("Demo").ID, `rules: [{name: x, when: 'email.normalized != "" or email.domain != "example.com"', reason: bot}]`)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range trial.Rules {
		found += r.Holds
	}
	if trial.N != 1 || found != 0 {
		t.Errorf("%+v", trial)
	}
}
