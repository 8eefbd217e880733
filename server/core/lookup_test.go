package core_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/identify"

	"github.com/openrupt/openrupt/fingerprint"
)

// crowd adds fingerprints that share all band keys with looks(1), as phones of one
// model do, the first one seen longest ago.
func (w *world) crowd(n int) {
	w.t.Helper()
	p, err := fingerprint.Parse(looks(1))
	must(w.t, err)
	keys := identify.BandKeys(p)
	project := w.demoProject()
	must(w.t, w.store.Update(ctx, func(tx core.Tx) error {
		for i := range n {
			v := core.FingerprintVersion{FingerprintID: fmt.Sprintf("%024x", i), Hash: fmt.Sprint("hash", i), LastSeenAt: wire.Time(i + 1)}
			if err := tx.PutFingerprintVersion(project, v, keys[:], 3); err != nil {
				return err
			}
		}
		return nil
	}))
}

// TestCrowdedBands: of a band that very many share only the latest are candidates.
func TestCrowdedBands(t *testing.T) {
	w := newWorld(t, nil)
	w.crowd(3000)
	p, err := fingerprint.Parse(looks(1))
	must(t, err)
	keys := identify.BandKeys(p)
	must(t, w.store.View(ctx, func(tx core.Tx) error {
		found, err := tx.FingerprintsByBands(w.demoProject(), keys[:], 64)
		if len(found) != 64 || found[0].LastSeenAt != 3000 || found[63].LastSeenAt != 2937 {
			t.Errorf("%d candidates", len(found))
		}
		return err
	}))
}

func (w *world) fingerprintOf(hash string) string {
	w.t.Helper()
	r, err := w.Fingerprint(ctx, w.browser(1).caller(), &wire.FingerprintRequest{Fingerprint: hash})
	must(w.t, err)
	return r.FingerprintID
}

// TestFingerprintsAge: who is seen is kept, who is not is forgotten, and who has a
// device that is attached stays who it was.
func TestFingerprintsAge(t *testing.T) {
	const days = 24 * time.Hour
	w := newWorld(t, func(p *core.Project) { p.Settings.FingerprintDays, p.Settings.AutoDetachSeconds = 30, 1<<30 })
	seen, unseen, attached := w.fingerprintOf(looks(1)), w.fingerprintOf(looks(2)), w.fingerprintOf(looks(3))
	w.browser(3).attach("ann")
	for range 4 {
		w.clock.Advance(10 * days)
		if w.fingerprintOf(looks(1)) != seen {
			t.Fatal("one that is seen was forgotten")
		}
		must(t, w.Sweep(ctx))
	}
	for hash, want := range map[string]bool{looks(1): true, looks(2): false, looks(3): true} {
		err := w.store.View(ctx, func(tx core.Tx) error {
			_, err := tx.FingerprintByHash(w.demoProject(), hash)
			return err
		})
		if (err == nil) != want {
			t.Errorf("%v, want it there: %v", err, want)
		}
	}
	if got := w.fingerprintOf(looks(2)); got == unseen {
		t.Error("a forgotten fingerprint has its id again")
	}
	if got := w.fingerprintOf(looks(3)); got != attached {
		t.Error("the fingerprint of an attached device has another id")
	}
}

// BenchmarkCrowdedBands is a look-up of a print of which 100,000 share every band: the
// worst there is.
func BenchmarkCrowdedBands(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := newWorld(b, nil)
			w.crowd(n)
			p, err := fingerprint.Parse(looks(1))
			must(b, err)
			keys := identify.BandKeys(p)
			project := w.demoProject()
			for b.Loop() {
				must(b, w.store.View(ctx, func(tx core.Tx) error {
					_, err := tx.FingerprintsByBands(project, keys[:], 64)
					return err
				}))
			}
		})
	}
}
