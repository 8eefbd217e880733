package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

// heard runs Listen until the test ends and returns what it passes on.
func heard(t *testing.T, db *DB) (topics chan string, lost *atomic.Int32) {
	t.Helper()
	topics, lost = make(chan string, 100), &atomic.Int32{}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		db.Listen(ctx, func(topic string) { topics <- topic }, func(error) { lost.Add(1) })
	}()
	t.Cleanup(func() { stop(); <-ended })
	return topics, lost
}

func expect(t *testing.T, topics <-chan string, want string) {
	t.Helper()
	select {
	case got := <-topics:
		if got != want {
			t.Fatalf("woken for %q, want %q", got, want)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("not woken for %q", want)
	}
}

func streamEvent(device string) *core.Event {
	return &core.Event{ProjectID: "p", Kind: core.EventStream, DeviceID: device, Payload: []byte("{}")}
}

// TestListen: what one server commits for a stream, and nothing else, wakes another
// one, which says so when it may have missed something.
func TestListen(t *testing.T) {
	ctx, at := context.Background(), server.Fresh(t)
	first, second := open(t, at), open(t, at)
	t.Cleanup(func() { _ = errors.Join(first.Close(), second.Close()) })
	topics, lost := heard(t, second)
	expect(t, topics, "")
	insert := func(e *core.Event, failure error) {
		err := first.Update(ctx, func(tx core.Tx) error { return errors.Join(tx.InsertEvent(e), failure) })
		if !errors.Is(err, failure) {
			t.Fatal(err)
		}
	}
	insert(streamEvent("undone"), errors.New("refused"))
	insert(&core.Event{ProjectID: "p", Kind: core.EventWebhook, DeviceID: "hook", Payload: []byte("{}")}, nil)
	insert(streamEvent("d"), nil)
	expect(t, topics, core.DeviceTopic("d"))

	if _, err := first.pool.Exec(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"); err != nil {
		t.Fatal(err)
	}
	expect(t, topics, "")
	if lost.Load() == 0 {
		t.Error("nobody was told that the connection was lost")
	}
	insert(streamEvent("e"), nil)
	expect(t, topics, core.DeviceTopic("e"))
}

// BenchmarkInsertEvent is what a NOTIFY costs: events for streams notify, those for
// webhooks do not.
func BenchmarkInsertEvent(b *testing.B) {
	db := open(b, server.Fresh(b))
	defer func() { _ = db.Close() }()
	for _, kind := range []core.EventKind{core.EventWebhook, core.EventStream} {
		b.Run(string(kind), func(b *testing.B) {
			var n atomic.Int64
			b.SetParallelism(8)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					e := &core.Event{ProjectID: "p", Kind: kind, DeviceID: fmt.Sprint("d", n.Add(1)), Payload: []byte("{}")}
					if err := db.Update(b.Context(), func(tx core.Tx) error { return tx.InsertEvent(e) }); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
