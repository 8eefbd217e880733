//go:build !race

package core_test

import (
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// TestAllocationBudgets bounds what the two calls that every page view and every login
// make may allocate, statements of the store included. The budgets have a tenth of head
// room over what was measured; one that is kept with a third to spare should be lowered.
func TestAllocationBudgets(t *testing.T) {
	w := newWorld(t, nil)
	br := w.browser(1)
	br.attach("nina")
	caller := br.caller()
	last := br.access
	for _, tt := range []struct {
		name   string
		budget float64
		call   func() error
	}{
		{"attach of a known device", 445, func() error {
			reply, err := w.Attach(ctx, caller, &wire.AttachRequest{Account: "nina", Fingerprint: hashes[1], LastAccess: last})
			if err == nil {
				last = reply.Access
			}
			return err
		}},
		{"attach recognised by its hash", 422, func() error {
			_, err := w.Attach(ctx, caller, &wire.AttachRequest{Account: "nina", Fingerprint: hashes[1]})
			return err
		}},
		{"evaluate of a login", 453, func() error {
			w.clock.Advance(time.Minute) // else it is one login too many
			_, err := w.Evaluate(ctx, caller, &wire.EvaluateRequest{Action: wire.ActionLogin, User: "nina", Fingerprint: wire.Hashes{hashes[1]}})
			return err
		}},
	} {
		n := testing.AllocsPerRun(100, func() {
			if err := tt.call(); err != nil {
				t.Fatal(err)
			}
		})
		if n > tt.budget {
			t.Errorf("%s: %v allocations, the budget is %v", tt.name, n, tt.budget)
		}
	}
}
