package core_test

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

// BenchmarkAttach is a known browser coming back, as most page views are: everything
// an attach does, over a file, with every commit on the disk.
func BenchmarkAttach(b *testing.B) {
	w := newWorld(b, nil)
	const users = 256
	callers := make([]core.Caller, users)
	last := make([]atomic.Value, users)
	for i := range users {
		br := w.browser(i % 200)
		br.attach(fmt.Sprint("user", i))
		callers[i] = br.caller()
		last[i].Store(br.access)
	}
	var n atomic.Int64
	b.SetParallelism(8)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := int(n.Add(1)) % users
			r := &wire.AttachRequest{Account: fmt.Sprint("user", i), Fingerprint: hashes[i%200], LastAccess: last[i].Load().(string)}
			reply, err := w.Attach(ctx, callers[i], r)
			if err != nil {
				b.Error(err)
				return
			}
			last[i].Store(reply.Access)
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "attaches/s")
}

// BenchmarkAttachNew is a browser that nobody has seen.
func BenchmarkAttachNew(b *testing.B) {
	w := newWorld(b, nil)
	caller := w.browser(1).caller()
	n := 0
	for b.Loop() {
		n++
		r := &wire.AttachRequest{Account: fmt.Sprint("user", n), Fingerprint: hashes[n%200]}
		if _, err := w.Attach(ctx, caller, r); err != nil {
			b.Fatal(err)
		}
	}
}

var hashes = func() (list [200]string) {
	for i := range list {
		list[i] = looks(i)
	}
	return list
}()

// BenchmarkCommit is what an attach is measured against: one bare row a transaction,
// with every commit on the disk.
func BenchmarkCommit(b *testing.B) {
	store, err := sqlite.Open(ctx, filepath.Join(b.TempDir(), "rupt.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	at := wire.Time(0)
	for b.Loop() {
		at++
		if err := store.Update(ctx, func(tx core.Tx) error { return tx.AddAttempt("p", "s", core.Attempts{At: at, N: 1}) }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}

// BenchmarkEvaluate is a login from a known device.
func BenchmarkEvaluate(b *testing.B) {
	w := newWorld(b, nil)
	br := w.browser(1)
	br.attach("nina")
	caller := br.caller()
	for b.Loop() {
		w.clock.Advance(time.Minute) // else it is one login too many
		r := &wire.EvaluateRequest{Action: wire.ActionLogin, User: "nina", Fingerprint: wire.Hashes{hashes[1]}}
		if _, err := w.Evaluate(ctx, caller, r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "evaluations/s")
}
