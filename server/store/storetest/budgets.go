package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// production is the domain as rupt serve has it, with budgets of project demo.
func (s *store) production(b core.Budgets) (*core.Service, *coretest.Clock) {
	s.t.Helper()
	keys, err := core.NewKeyring([]byte(strings.Repeat("k", 32)))
	s.must(err)
	clock := coretest.NewClock(start)
	svc, err := core.New(core.Config{Store: s, Clock: clock, Keys: keys})
	s.must(err)
	s.must(svc.SeedDemo(context.Background()))
	s.update(func(tx core.Tx) error {
		list, err := tx.Projects()
		s.must(err)
		list[0].Settings.Budgets = b
		return tx.PutProject(list[0])
	})
	return svc, clock
}

// attacker does one thing over and over. What it does not vary is what a budget counts.
type attacker struct {
	*store
	svc *core.Service
	// user, destination and address vary with the attempt where these say so.
	user, destination, address bool
	made                       atomic.Int64
}

func (a *attacker) vary(it bool, what string, n int64) string {
	if it {
		return fmt.Sprint(what, n)
	}
	return what
}

// caller is an unsigned browser.
func (a *attacker) caller(n int64) core.Caller {
	c, err := a.svc.AuthenticateBrowser(context.Background(), core.DemoClientID, "")
	if err != nil {
		a.t.Error(err)
	}
	c.IP = netip.MustParseAddr("203.0.113.1")
	if a.address {
		c.IP = netip.AddrFrom4([4]byte{10, 0, byte(n >> 8), byte(n)})
	}
	return c
}

// challenge raises one for attempt n.
func (a *attacker) challenge(c core.Caller, n int64) (id string, err error) {
	now := wire.Time(start.UnixMilli())
	id = fmt.Sprintf("%024x", 1000+n)
	err = a.Update(context.Background(), func(tx core.Tx) error {
		u := &core.User{ProjectID: c.Project.ID, ID: fmt.Sprintf("%024x", 2000), Account: a.vary(a.user, "user", n), Metadata: wire.Raw("{}")}
		if a.user {
			u.ID = fmt.Sprintf("%024x", 3000+n)
		}
		return errors.Join(tx.InsertUser(u), tx.InsertChallenge(&core.Challenge{
			ProjectID: c.Project.ID, ID: id, UserID: u.ID, Type: wire.TypeLogin, Status: wire.StatusInitiated,
			Email: a.vary(a.destination, "box", n) + "@example.com", ExpiresAt: now + 1<<40, CreatedAt: now, UpdatedAt: now,
		}))
	})
	return id, err
}

func (a *attacker) send() error {
	n := a.made.Add(1)
	c := a.caller(n)
	id, err := a.challenge(c, n)
	if err == nil {
		_, err = a.svc.Send(context.Background(), c, id, &wire.SendRequest{Channel: wire.ChannelEmail})
	}
	return err
}

// try enters a code that was never sent. The last try that is counted gets the answer
// of those that are not, so it is the challenge that tells them apart.
func (a *attacker) try() error {
	n := a.made.Add(1)
	c := a.caller(n)
	id, err := a.challenge(c, n)
	if err != nil {
		return err
	}
	_, refused := a.svc.Verify(context.Background(), c, id, "000000")
	counted := false
	err = a.View(context.Background(), func(tx core.Tx) error {
		ch, err := tx.Challenge(c.Project.ID, id)
		counted = err == nil && ch.Tries == 1
		return err
	})
	if err != nil || counted {
		return err
	}
	return refused
}

func (a *attacker) attach() error {
	n := a.made.Add(1)
	_, err := a.svc.Attach(context.Background(), a.caller(n), &wire.AttachRequest{
		Account: a.vary(a.user, "user", n), Fingerprint: strings.Repeat(fmt.Sprintf("%04x", n*7919), 64),
	})
	return err
}

func (a *attacker) fingerprint() error {
	n := a.made.Add(1)
	_, err := a.svc.Fingerprint(context.Background(), a.caller(n), &wire.FingerprintRequest{Fingerprint: strings.Repeat(fmt.Sprintf("%04x", n*7919), 64)})
	return err
}

func refusal(err error) wire.Code {
	var e *wire.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// budgets hold for an hour and for a day, each by itself, and end when they should.
func budgets(t *testing.T, s *store) {
	two := core.Budget{Hour: 2, Day: 3}
	for _, tt := range []struct {
		name                       string
		b                          core.Budgets
		user, destination, address bool
		do                         func(*attacker) error
		refused                    wire.Code
	}{
		{"sends to a user", core.Budgets{SendsUser: two}, false, true, true, (*attacker).send, wire.CodeRateLimited},
		{"sends to a destination", core.Budgets{SendsDestination: two}, true, false, true, (*attacker).send, wire.CodeRateLimited},
		{"sends from an address", core.Budgets{SendsAddress: two}, true, true, false, (*attacker).send, wire.CodeRateLimited},
		{"sends of a project", core.Budgets{SendsProject: two}, true, true, true, (*attacker).send, wire.CodeRateLimited},
		{"tries of a user", core.Budgets{TriesUser: two}, false, true, true, (*attacker).try, wire.CodeTooManyAttempts},
		{"tries from an address", core.Budgets{TriesAddress: two}, true, true, false, (*attacker).try, wire.CodeTooManyAttempts},
		{"tries in a project", core.Budgets{TriesProject: two}, true, true, true, (*attacker).try, wire.CodeTooManyAttempts},
		{"new devices of an account", core.Budgets{NewDevicesUser: two}, false, true, true, (*attacker).attach, wire.CodeRateLimited},
		{"new devices from an address", core.Budgets{NewDevicesAddress: two}, true, true, false, (*attacker).attach, wire.CodeRateLimited},
		{"new devices of a project", core.Budgets{NewDevicesProject: two}, true, true, true, (*attacker).attach, wire.CodeRateLimited},
		{"new fingerprints from an address", core.Budgets{NewDevicesAddress: two}, true, true, false, (*attacker).fingerprint, wire.CodeRateLimited},
		{"new fingerprints of a project", core.Budgets{NewDevicesProject: two}, true, true, true, (*attacker).fingerprint, wire.CodeRateLimited},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &store{Store: s.Store, t: t}
			s.update(func(tx core.Tx) error { return tx.DeleteAttempts(1 << 60) })
			svc, clock := s.production(tt.b)
			a := &attacker{store: s, svc: svc, user: tt.user, destination: tt.destination, address: tt.address}
			a.made.Store(runs.Add(100))
			allowed := func(want int) {
				t.Helper()
				for range want {
					if err := tt.do(a); err != nil {
						t.Fatal(err)
					}
				}
				if err := tt.do(a); refusal(err) != tt.refused {
					t.Fatalf("one more than %d: %v", want, err)
				}
			}
			allowed(2)
			clock.Advance(50 * time.Minute)
			allowed(0)
			clock.Advance(11*time.Minute + time.Second)
			allowed(1) // the day's third
			clock.Advance(12 * time.Hour)
			allowed(0)
			clock.Advance(11 * time.Hour)
			allowed(2)
		})
	}
}

// runs keeps the attempts of one table entry from being those of another.
var runs atomic.Int64

// raceBudgets: two servers and sixteen callers at once, each with a challenge and a user
// of its own, get no more than the budget.
func raceBudgets(t *testing.T, s *store) {
	two := core.Budget{Hour: 2, Day: 2}
	for name, tt := range map[string]struct {
		b                    core.Budgets
		destination, address bool
		do                   func(*attacker) error
		refused              wire.Code
	}{
		"destination":   {core.Budgets{SendsDestination: two}, false, true, (*attacker).send, wire.CodeRateLimited},
		"address":       {core.Budgets{SendsAddress: two}, true, false, (*attacker).send, wire.CodeRateLimited},
		"project":       {core.Budgets{SendsProject: two}, true, true, (*attacker).send, wire.CodeRateLimited},
		"address tries": {core.Budgets{TriesAddress: two}, true, false, (*attacker).try, wire.CodeTooManyAttempts},
		"project tries": {core.Budgets{TriesProject: two}, true, true, (*attacker).try, wire.CodeTooManyAttempts},
		"new devices":   {core.Budgets{NewDevicesProject: two}, true, true, (*attacker).attach, wire.CodeRateLimited},
	} {
		t.Run(name, func(t *testing.T) {
			s := &store{Store: s.Store, t: t}
			s.update(func(tx core.Tx) error { return tx.DeleteAttempts(1 << 60) })
			first, _ := s.production(tt.b)
			second, _ := s.production(tt.b)
			a := &attacker{store: s, svc: first, user: true, destination: tt.destination, address: tt.address}
			a.made.Store(runs.Add(100))
			b := &attacker{store: s, svc: second, user: true, destination: tt.destination, address: tt.address}
			b.made.Store(runs.Add(100))
			var done atomic.Int32
			together(16, func(i int) {
				switch err := tt.do([]*attacker{a, b}[i%2]); {
				case err == nil:
					done.Add(1)
				case refusal(err) != tt.refused:
					t.Error(err)
				}
			})
			if done.Load() != 2 {
				t.Errorf("%d of a budget of 2", done.Load())
			}
		})
	}
}
