package core_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/evaluate"
)

const denyAll = "rules: [{name: nobody, when: true, verdict: deny, reason: velocity}]\n"

// TestProjectPolicy: a project's own policy decides, on every server within seconds; else
// the server's.
func TestProjectPolicy(t *testing.T) {
	w := newWorld(t, nil)
	other := &world{t: t, clock: w.clock, store: w.store} // another server on the same database
	keys, err := core.NewKeyring([]byte(strings.Repeat("k", 32)))
	must(t, err)
	challengeAll, err := evaluate.Parse([]byte("rules: [{name: all, when: true, verdict: challenge}]"))
	must(t, err)
	other.Service, err = core.New(core.Config{Store: w.store, Clock: w.clock, Keys: keys, Dev: true, Policy: challengeAll})
	must(t, err)
	login := func(w *world, want wire.Verdict) {
		t.Helper()
		if got := w.evaluate(wire.EvaluateRequest{Action: "signup", Email: "new@example.com", IP: "198.51.100.1"}); got.Verdict != want {
			t.Errorf("%+v, want %s", got, want)
		}
	}
	p, err := w.FindProject(ctx, "demo")
	must(t, err)
	shows := func(w *world, source wire.PolicySource, text string) {
		t.Helper()
		got, err := w.ProjectPolicy(ctx, p.ID)
		must(t, err)
		if got.Source != source || got.Policy != text {
			t.Errorf("%+v", got)
		}
	}
	login(w, wire.VerdictAllow)
	login(other, wire.VerdictChallenge)
	shows(w, wire.PolicyDefault, evaluate.DefaultText())
	shows(other, wire.PolicyServer, challengeAll.Text())

	_, err = w.SetPolicy(ctx, p.ID, &wire.PolicyRequest{Policy: denyAll, DryRun: true})
	must(t, err)
	login(w, wire.VerdictAllow)
	_, err = w.SetPolicy(ctx, p.ID, &wire.PolicyRequest{Policy: denyAll})
	must(t, err)
	w.clock.Advance(6 * time.Second)
	login(w, wire.VerdictDeny)
	login(other, wire.VerdictDeny)
	shows(other, wire.PolicyProject, denyAll)

	for _, bad := range []string{"", "rules: [{name: a, when: botty, verdict: deny}]", "mode: onn", strings.Repeat("#", 49<<10)} {
		var e *wire.Error
		if _, err := w.SetPolicy(ctx, p.ID, &wire.PolicyRequest{Policy: bad}); !errors.As(err, &e) || e.Param != "policy" {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
	shows(w, wire.PolicyProject, denyAll)
	must(t, w.ClearPolicy(ctx, p.ID))
	w.clock.Advance(6 * time.Second)
	login(w, wire.VerdictAllow)
	login(other, wire.VerdictChallenge)
}

// TestPolicyThatNoLongerWorks, such as after an update, leaves the decision to the
// server's.
func TestPolicyThatNoLongerWorks(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Policy = "rules: [{name: a, when: a_former_fact, verdict: deny}]" })
	got := w.evaluate(wire.EvaluateRequest{Action: "login", User: "ann"})
	if got.Verdict != wire.VerdictAllow {
		t.Errorf("%+v", got)
	}
}

// TestSamplesAreWhole: a sample has what the policy of its time did not ask for, since
// the next one may.
func TestSamplesAreWhole(t *testing.T) {
	w := newWorld(t, nil)
	w.browser(1).attach("nina")
	w.evaluate(wire.EvaluateRequest{Action: "login", User: "nina", IP: "198.51.100.1"})
	must(t, w.store.View(ctx, func(tx core.Tx) error {
		list, err := tx.Samples(w.demoProject(), 0, 9)
		must(t, err)
		var facts evaluate.Facts
		if len(list) != 1 || json.Unmarshal(list[0].Facts, &facts) != nil || facts.Attaches.User.Day != 1 {
			t.Errorf("%d samples, %+v", len(list), facts.Attaches)
		}
		return nil
	}))
}
