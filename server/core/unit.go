package core

import (
	"context"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// unit is one unit of work: a transaction, the moment at which all of it happens, and
// who must be woken and what must be
// counted once it is committed.
type unit struct {
	Tx
	now    wire.Time
	topics []string
	counts []Activity
}

// update runs fn in one transaction and wakes the readers of its events afterwards.
func (s *Service) update(ctx context.Context, fn func(*unit) error) error {
	var u *unit
	err := s.store.Update(ctx, func(tx Tx) error {
		u = &unit{Tx: tx, now: s.now()} // anew for every attempt
		return fn(u)
	})
	if err != nil {
		return err
	}
	if len(u.counts) > 0 {
		s.tally.add(u.counts...)
	}
	for _, topic := range u.topics {
		s.wake(topic)
	}
	return nil
}

// emit writes an event into the outbox.
func (u *unit) emit(e *Event) error {
	e.CreatedAt, e.NextAt = u.now, u.now
	switch e.Kind {
	case EventStream:
		e.State = EventDone // streams read by id, whatever the state
		u.topics = append(u.topics, DeviceTopic(e.DeviceID))
	case EventMessage, EventText:
		u.topics = append(u.topics, TopicMessages)
	case EventWebhook:
		u.topics = append(u.topics, TopicWebhooks)
	}
	return u.InsertEvent(e)
}

// ms is a duration as times are counted.
func ms(d time.Duration) wire.Time { return wire.Time(d.Milliseconds()) }
