// Package outbox delivers what the domain wrote down to be delivered.
//
// There is one table of events, written in the transaction of the change that caused
// them. A [Reader] takes those of one kind that are due and delivers them: at least
// once, each attempt recorded, with pauses that grow, until it is given up where an
// operator can see it. Wake-ups only make it faster; what is due is in the table, so
// that nothing is lost when a server dies, and several may share the work.
//
// Event streams are not delivered by a Reader: they read the same table by its ids.
package outbox

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

// Source is where events are kept; core.Service is one.
type Source interface {
	// Claim takes up to n due events and keeps other readers away from them.
	Claim(ctx context.Context, kind core.EventKind, n int) ([]*core.Event, error)
	// Finish records how an attempt went.
	Finish(ctx context.Context, e *core.Event, failure error) error
}

var _ Source = (*core.Service)(nil)

// Reader delivers the events of one kind.
type Reader struct {
	Source Source
	Kind   core.EventKind
	// Deliver makes one attempt. An error that wraps core.ErrPermanent is final.
	Deliver func(context.Context, *core.Event) error
	// Wake says that it is worth looking; nil only slows the reader down.
	Wake <-chan struct{}
	// Poll is how often it looks in any case. Default: 2 s.
	Poll time.Duration
	// Parallel is how many deliveries go on at once. Default: 4.
	Parallel int
	// Timeout bounds one delivery; it must be shorter than the lease of a minute.
	// Default: 30 s.
	Timeout time.Duration
	// Log receives what Source fails with. Default: discarded.
	Log *slog.Logger
}

// Run delivers until ctx is done, and finishes the deliveries under way. A slow one
// takes one of the Parallel places and keeps nobody waiting for it.
func (r *Reader) Run(ctx context.Context) {
	tick := time.NewTicker(cmp.Or(r.Poll, 2*time.Second))
	defer tick.Stop()
	places, busy := cmp.Or(r.Parallel, 4), 0
	ended := make(chan error, places)
	for {
		if busy < places && ctx.Err() == nil {
			events, err := r.Source.Claim(ctx, r.Kind, places-busy)
			r.note(ctx, err)
			busy += len(events)
			for _, e := range events {
				go func() { ended <- r.attempt(context.WithoutCancel(ctx), e) }()
			}
		}
		select {
		case <-ctx.Done():
			for ; busy > 0; busy-- {
				r.note(ctx, <-ended)
			}
			return
		case err := <-ended:
			busy--
			r.note(ctx, err)
		case <-tick.C:
		case <-r.Wake:
		}
	}
}

// note logs what Source failed with, unless that was because the reader stops.
func (r *Reader) note(ctx context.Context, err error) {
	if err != nil && r.Log != nil && ctx.Err() == nil {
		r.Log.ErrorContext(ctx, "outbox", "kind", r.Kind, "error", err)
	}
}

// Once makes one attempt at what is due, and says at how many.
func (r *Reader) Once(ctx context.Context) (n int, err error) {
	events, err := r.Source.Claim(ctx, r.Kind, cmp.Or(r.Parallel, 4))
	if err != nil {
		return 0, err
	}
	errs := make([]error, len(events))
	var work sync.WaitGroup
	for i, e := range events {
		work.Go(func() { errs[i] = r.attempt(context.WithoutCancel(ctx), e) })
	}
	work.Wait()
	return len(events), errors.Join(errs...)
}

func (r *Reader) attempt(ctx context.Context, e *core.Event) error {
	limited, cancel := context.WithTimeout(ctx, cmp.Or(r.Timeout, 30*time.Second))
	failure := r.Deliver(limited, e)
	cancel()
	return r.Source.Finish(ctx, e, failure)
}
