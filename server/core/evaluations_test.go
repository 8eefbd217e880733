package core_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/evaluate"
)

// readOnly is a store that takes no more changes.
type readOnly struct {
	core.Store
	refuse bool
}

var errReadOnly = errors.New("read only")

// Update refuses.
func (s *readOnly) Update(ctx context.Context, fn func(core.Tx) error) error {
	if s.refuse {
		return errReadOnly
	}
	return s.Store.Update(ctx, fn)
}

// TestKnownBrowserWritesNothing: a login from a device of the account waits for nobody who
// writes, and neither does one from a browser that was seen today. What must be on the
// disk is written before the answer.
func TestKnownBrowserWritesNothing(t *testing.T) {
	store := &readOnly{}
	w := newWorldOf(t, nil, func(c *core.Config) { store.Store, c.Store = c.Store, store })
	w.browser(1).attach("ann", email("ann@example.com"))
	login := func(user string, hash string) error {
		r := &wire.EvaluateRequest{Action: "login", User: user, IP: "203.0.113.1", Fingerprint: wire.Hashes{hash}, Version: wire.Version}
		_, err := w.Evaluate(ctx, w.backend(), r)
		return err
	}
	must(t, login("ann", looks(1))) // it is a sample
	store.refuse = true
	for _, tt := range []struct {
		user, hash string
		want       error
	}{{"ann", looks(1), nil}, {"bob", looks(1), nil}, {"ann", "", nil}, {"ann", looks(9), errReadOnly}, {"bob", looks(8), errReadOnly}} {
		if err := login(tt.user, tt.hash); !errors.Is(err, tt.want) {
			t.Errorf("%s by %.8s: %v, want %v", tt.user, tt.hash, err, tt.want)
		}
	}
}

// TestEvaluationsAreCounted: at once by the server that they came to, which writes them so
// that another one counts them too, and none of them twice.
func TestEvaluationsAreCounted(t *testing.T) {
	policy, err := evaluate.Parse([]byte(`rules: [{name: third, when: "evaluations.user.day == 2 && evaluations.fingerprint.hour == 2", verdict: deny}]`))
	must(t, err)
	var config core.Config
	w := newWorldOf(t, nil, func(c *core.Config) { c.Policy = policy; config = *c })
	other, err := core.New(config)
	must(t, err)
	w.browser(1).attach("ann")
	login := func(s *core.Service, action wire.Action, want wire.Verdict) {
		t.Helper()
		r := &wire.EvaluateRequest{Action: action, User: "ann", IP: "203.0.113.1", Fingerprint: wire.Hashes{looks(1)}, Version: wire.Version}
		got, err := s.Evaluate(ctx, w.backend(), r)
		must(t, err)
		if got.Verdict != want {
			t.Errorf("%s, want %s", got.Verdict, want)
		}
	}
	login(w.Service, "login", "allow")
	must(t, w.WriteActivity(ctx))
	login(w.Service, "login", "allow")
	login(other, "login", "allow") // it knows of one
	w.clock.Advance(time.Minute)
	login(w.Service, "signup", "allow") // is counted by itself
	login(w.Service, "login", "deny")
	for range 2 {
		must(t, errors.Join(w.WriteActivity(ctx), other.WriteActivity(ctx)))
	}
	must(t, w.store.View(ctx, func(tx core.Tx) error {
		u, err := tx.UserByAccount(w.demoProject(), "ann")
		must(t, err)
		found, err := tx.Inquire(w.demoProject(), core.Inquiry{Subjects: []string{"login-user:" + u.ID, "signup-user:" + u.ID}})
		if sums := found.Attempts; sums["login-user:"+u.ID][0] != 4 || sums["signup-user:"+u.ID][0] != 1 {
			t.Errorf("written: %v", found.Attempts)
		}
		return err
	}))
}
