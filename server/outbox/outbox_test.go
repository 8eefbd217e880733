package outbox

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

// source hands out its events once each.
type source struct {
	mu       sync.Mutex
	due      []*core.Event
	finished map[int64]error
}

func (s *source) Claim(_ context.Context, _ core.EventKind, n int) ([]*core.Event, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n = min(n, len(s.due))
	taken := s.due[:n]
	s.due = s.due[n:]
	return taken, nil
}

func (s *source) Finish(_ context.Context, e *core.Event, failure error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.finished[e.ID] = failure
	return nil
}

func (s *source) add(ids ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		s.due = append(s.due, &core.Event{ID: id})
	}
}

func (s *source) done() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.finished)
}

func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := errors.New("refused")
		s := &source{finished: map[int64]error{}}
		s.add(1, 2, 3, 4, 5, 6)
		wake := make(chan struct{}, 1)
		r := &Reader{Source: s, Poll: time.Minute, Wake: wake, Deliver: func(_ context.Context, e *core.Event) error {
			if e.ID == 3 {
				return refused
			}
			return nil
		}}
		ctx, cancel := context.WithCancel(t.Context())
		go r.Run(ctx)
		synctest.Wait()
		if s.done() != 6 || s.finished[3] != refused || s.finished[4] != nil {
			t.Fatalf("%v", s.finished)
		}
		s.add(7)
		wake <- struct{}{}
		synctest.Wait()
		if s.done() != 7 {
			t.Error("a wake-up was not heard")
		}
		s.add(8)
		time.Sleep(61 * time.Second)
		synctest.Wait()
		if s.done() != 8 {
			t.Error("without a wake-up it looks in any case")
		}
		cancel()
		synctest.Wait()
	})
}

// TestStopFinishes: what is under way when the server stops is finished and recorded.
func TestStopFinishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{finished: map[int64]error{}}
		s.add(1)
		ctx, cancel := context.WithCancel(t.Context())
		r := &Reader{Source: s, Deliver: func(ctx context.Context, _ *core.Event) error {
			cancel()
			time.Sleep(5 * time.Second)
			return ctx.Err()
		}}
		r.Run(ctx)
		if err, ok := s.finished[1]; !ok || err != nil {
			t.Errorf("%v", err)
		}
	})
}

// TestSlowDelivery: one that takes long keeps none of the others waiting.
func TestSlowDelivery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{finished: map[int64]error{}}
		s.add(1, 2, 3, 4, 5, 6, 7, 8, 9)
		r := &Reader{Source: s, Parallel: 2, Poll: time.Hour, Deliver: func(ctx context.Context, e *core.Event) error {
			if e.ID == 1 {
				<-ctx.Done()
			}
			return ctx.Err()
		}}
		ctx, cancel := context.WithCancel(t.Context())
		go r.Run(ctx)
		synctest.Wait()
		if s.done() != 8 {
			t.Errorf("%d of 8 delivered beside a slow one", s.done())
		}
		time.Sleep(31 * time.Second)
		if s.done() != 9 || s.finished[1] == nil {
			t.Error("the slow one was not given up")
		}
		cancel()
		synctest.Wait()
	})
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{finished: map[int64]error{}}
		s.add(1)
		r := &Reader{Source: s, Timeout: time.Second, Deliver: func(ctx context.Context, _ *core.Event) error {
			<-ctx.Done()
			return ctx.Err()
		}}
		if _, err := r.Once(t.Context()); err != nil || s.finished[1] == nil {
			t.Errorf("%v, %v", err, s.finished)
		}
	})
}
