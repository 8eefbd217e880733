package core_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func (w *world) pairs() []*core.Pair {
	w.t.Helper()
	list, err := w.Pairs(ctx, w.demoProject())
	must(w.t, err)
	return list
}

// TestLabelledPairs: a pair is kept of a browser that shows its access, and of none
// that is only alike.
func TestLabelledPairs(t *testing.T) {
	signals := func(r *wire.AttachRequest) { r.Signals = wire.Raw(`{"cpu.cores":{"value":"8"}}`) }
	for _, c := range []struct {
		name   string
		change func(*world, *browser)
		want   int
	}{
		{"an hour later", func(*world, *browser) {}, 1},
		{"changed beyond recognition", func(_ *world, b *browser) { b.hash = looks(40) }, 1},
		{"a reload", func(w *world, _ *browser) { w.clock.Advance(-59 * time.Minute) }, 0},
		{"cookies cleared", func(_ *world, b *browser) { b.forget() }, 0},
		{"a hash of another library", func(_ *world, b *browser) { b.hash = "0123456789abcdef" }, 0},
		{"no hash", func(_ *world, b *browser) { b.hash = "" }, 0},
		{"kept by nobody", func(w *world, _ *browser) { w.change(func(p *core.Project) { p.Settings.NoLabelledPairs = true }) }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, nil)
			b := w.browser(1)
			first, before, at := b.attach("ann"), b.hash, w.clock.Now().Add(-time.Second)
			w.clock.Advance(time.Hour)
			c.change(w, b)
			b.attach("ann", signals)
			pairs := w.pairs()
			if len(pairs) != c.want {
				t.Fatalf("%d pairs, want %d", len(pairs), c.want)
			}
			if c.want == 0 {
				return
			}
			p := pairs[0]
			if p.DeviceID != first.DeviceID || p.UserID != first.UserID || p.FingerprintID == "" || p.Current != b.hash || p.Last != before ||
				p.IP != b.ip || p.LastSeenAt != wire.Time(at.UnixMilli()) || p.Age() != time.Hour+time.Second || p.Signals != nil {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestPairsKeepSignals(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Settings.KeepSignals = true })
	b := w.browser(1)
	for _, signals := range []string{`{"cpu.cores":{"value":"8"}}`, `{"a":"` + string(make([]byte, 40_000)) + `"}`} {
		b.attach("ann")
		w.clock.Advance(time.Hour)
		b.attach("ann", func(r *wire.AttachRequest) { r.Signals = wire.Raw(signals) })
	}
	if pairs := w.pairs(); len(pairs) != 2 || len(pairs[0].Signals) != 0 || string(pairs[1].Signals) != `{"cpu.cores":{"value":"8"}}` {
		t.Errorf("%d pairs: %+v", len(pairs), pairs)
	}
}

// TestPairsAreBounded: by number, by age, and by address.
func TestPairsAreBounded(t *testing.T) {
	w := newWorldOf(t, func(p *core.Project) { p.Settings.LabelledPairs, p.Settings.LabelledDays = 3, 10 }, func(c *core.Config) { c.Dev = false })
	come := func(n int) {
		for i := range n {
			b := w.browser(i % 200)
			b.ip = "203.0.113.7"
			b.attach(fmt.Sprint("user", i))
			w.clock.Advance(time.Hour)
			b.attach(fmt.Sprint("user", i))
			w.clock.Advance(-time.Hour)
		}
	}
	come(60)
	if n := len(w.pairs()); n != 50 {
		t.Errorf("%d pairs of one address in a day, want 50", n)
	}
	must(t, w.Sweep(ctx))
	if n := len(w.pairs()); n != 3 {
		t.Errorf("%d pairs after sweeping, want the latest 3", n)
	}
	w.clock.Advance(11 * 24 * time.Hour)
	must(t, w.Sweep(ctx))
	if n := len(w.pairs()); n != 0 {
		t.Errorf("%d pairs after eleven days", n)
	}
}

// TestPairsGoWithTheUser: they are exported with a user, and erased.
func TestPairsGoWithTheUser(t *testing.T) {
	w := newWorld(t, nil)
	for i, account := range []string{"ann", "bob"} {
		b := w.browser(i)
		b.attach(account)
		w.clock.Advance(time.Hour)
		b.attach(account)
	}
	x, err := w.ExportUser(ctx, w.demoProject(), "ann")
	must(t, err)
	if len(x.LabelledPairs) != 1 || x.LabelledPairs[0].Fingerprint != looks(0) || x.LabelledPairs[0].Device != x.Devices[0].ID {
		t.Errorf("%+v", x.LabelledPairs)
	}
	must(t, w.EraseUser(ctx, w.demoProject(), "ann"))
	if pairs := w.pairs(); len(pairs) != 1 || pairs[0].Current != looks(1) {
		t.Errorf("%d pairs left", len(pairs))
	}
}
