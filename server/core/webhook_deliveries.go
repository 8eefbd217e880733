package core

import (
	"context"
	"errors"
	"slices"
	"time"
)

const (
	// webhookAttemptsKept bounds the log of one delivery; replays add to it.
	webhookAttemptsKept = 20
	// webhookRetryAfterMax bounds how long a receiver may put us off.
	webhookRetryAfterMax = 24 * time.Hour
	// webhookReplayMax bounds how many are replayed at once.
	webhookReplayMax = 1000
)

// webhookSchedule is how long to wait before each further attempt: some three days in
// all, as the Standard Webhooks specification suggests.
var webhookSchedule = []time.Duration{
	5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour,
	10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
}

// takes says whether an event is sent to the endpoint.
func (e *WebhookEndpoint) takes(name string) bool {
	return e.DisabledAt == 0 && (len(e.Events) == 0 || slices.Contains(e.Events, name))
}

// AddressWebhooks turns up to n reported events into deliveries, one for each endpoint
// that takes them, and says how many events there were.
func (s *Service) AddressWebhooks(ctx context.Context, n int) (addressed int, err error) {
	err = s.update(ctx, func(u *unit) error {
		events, err := u.ClaimEvents(EventWebhook, u.now, u.now+ms(lease), n)
		addressed = len(events)
		endpoints := map[string][]*WebhookEndpoint{}
		for _, e := range events {
			if err != nil {
				break
			}
			list, known := endpoints[e.ProjectID]
			if !known {
				if list, err = u.WebhookEndpoints(e.ProjectID); err != nil {
					break
				}
				endpoints[e.ProjectID] = list
			}
			err = s.addressWebhook(u, e, list)
		}
		return err
	})
	return addressed, err
}

func (s *Service) addressWebhook(u *unit, e *Event, endpoints []*WebhookEndpoint) error {
	for _, to := range endpoints {
		if !to.takes(e.Name) {
			continue
		}
		id, err := s.newID()
		if err != nil {
			return err
		}
		err = u.InsertWebhookDelivery(&WebhookDelivery{
			ProjectID: e.ProjectID, ID: id, EndpointID: to.ID, Name: e.Name, UserID: e.UserID, Payload: e.Payload, NextAt: u.now, CreatedAt: e.CreatedAt,
		})
		if err != nil {
			return err
		}
	}
	e.State, e.DoneAt, e.Payload = EventDone, u.now, []byte("{}")
	return u.FinishEvent(e)
}

// DueWebhookEndpoints are the enabled endpoints with a delivery due.
func (s *Service) DueWebhookEndpoints(ctx context.Context) (list []*WebhookEndpoint, err error) {
	err = s.store.View(ctx, func(tx Tx) (err error) {
		list, err = tx.DueWebhookEndpoints(s.now())
		return err
	})
	return list, err
}

// ClaimWebhookDeliveries takes up to n that are due at an endpoint. Each must be given
// to [Service.FinishWebhook] within a minute, or someone else gets it.
func (s *Service) ClaimWebhookDeliveries(ctx context.Context, e *WebhookEndpoint, n int) (list []*WebhookDelivery, err error) {
	err = s.update(ctx, func(u *unit) (err error) {
		list, err = u.ClaimWebhookDeliveries(e.ProjectID, e.ID, u.now, u.now+ms(lease), n)
		return err
	})
	return list, err
}

// WebhookOutcome is how an attempt went.
type WebhookOutcome struct {
	// Status is the answer's; 0 when there was none.
	Status int
	// Failure is why it does not count as delivered; nil when it does. One that wraps
	// ErrPermanent is final.
	Failure error
	// Gone says that the receiver wants no more.
	Gone bool
	// RetryAfter is for how long the receiver asked not to be tried again.
	RetryAfter time.Duration
	Took       time.Duration
}

// FinishWebhook records how an attempt went. A failed delivery is due again after a
// while, until it is given up.
func (s *Service) FinishWebhook(ctx context.Context, d *WebhookDelivery, o WebhookOutcome) error {
	var outcome Outcome
	err := s.update(ctx, func(u *unit) error {
		done, err := u.LockWebhookDelivery(d.ProjectID, d.ID)
		if errors.Is(err, ErrNotFound) {
			return nil // the endpoint was removed meanwhile
		}
		if err != nil {
			return err
		}
		done.note(u, o)
		done.settle(u, o)
		outcome = outcomeOf(done.State)
		u.count(d.ProjectID, activityOf(done.State))
		if done.State == EventFailed {
			s.log.Warn("a webhook could not be delivered", "endpoint", d.EndpointID, "delivery", d.ID, "event", d.Name, "tries", done.Tries)
		}
		if err := u.UpdateWebhookDelivery(done); err != nil || !o.Gone {
			return err
		}
		return s.gone(u, done)
	})
	if err == nil && outcome != "" {
		s.count(EventWebhook, outcome)
	}
	return err
}

func activityOf(s EventState) string {
	switch s {
	case EventDone:
		return ActivityWebhookDelivered
	case EventFailed:
		return ActivityWebhookFailed
	}
	return ActivityWebhookRetried
}

// note adds an attempt to the log.
func (d *WebhookDelivery) note(u *unit, o WebhookOutcome) {
	a := WebhookAttempt{At: u.now, Status: o.Status, Took: o.Took.Milliseconds()}
	if o.Failure != nil {
		a.Error = clipped(o.Failure.Error())
	}
	d.Attempts = append(d.Attempts, a)
	d.Attempts = d.Attempts[max(0, len(d.Attempts)-webhookAttemptsKept):]
}

// settle says what comes next.
func (d *WebhookDelivery) settle(u *unit, o WebhookOutcome) {
	d.DoneAt = u.now
	switch {
	case o.Failure == nil:
		d.State = EventDone
	case o.Gone, errors.Is(o.Failure, ErrPermanent), d.Tries > len(webhookSchedule):
		d.State = EventFailed
	default:
		wait := max(webhookSchedule[max(d.Tries, 1)-1], min(o.RetryAfter, webhookRetryAfterMax))
		d.State, d.DoneAt, d.NextAt = EventPending, 0, u.now+ms(wait)
	}
}

// gone disables the endpoint of a delivery that was answered so.
func (s *Service) gone(u *unit, d *WebhookDelivery) error {
	e, err := u.LockWebhookEndpoint(d.ProjectID, d.EndpointID)
	if err != nil || e.DisabledAt != 0 {
		return err
	}
	s.log.Warn("a webhook endpoint was disabled: it answered 410 Gone", "endpoint", e.ID)
	e.disable(u.now, "it answered 410 Gone")
	e.UpdatedAt = u.now
	return u.PutWebhookEndpoint(e)
}

// WebhookDeliveries lists deliveries with their attempts, newest first.
func (s *Service) WebhookDeliveries(ctx context.Context, project string, q WebhookDeliveryQuery) (list []*WebhookDelivery, err error) {
	err = s.store.View(ctx, func(tx Tx) (err error) {
		list, err = tx.WebhookDeliveries(project, q)
		return err
	})
	return list, err
}

// WebhookDelivery returns one delivery with its attempts.
func (s *Service) WebhookDelivery(ctx context.Context, project, id string) (d *WebhookDelivery, err error) {
	err = s.store.View(ctx, func(tx Tx) (err error) {
		d, err = tx.WebhookDelivery(project, id)
		return orNotFound(err, "webhook delivery")
	})
	return d, err
}

// ReplayWebhook delivers once more what was delivered or given up, under the same id.
func (s *Service) ReplayWebhook(ctx context.Context, project, id string) error {
	return s.update(ctx, func(u *unit) error { return u.replay(project, id) })
}

// ReplayFailedWebhooks does so with the latest thousand that an endpoint failed to
// take, and says how many there were.
func (s *Service) ReplayFailedWebhooks(ctx context.Context, project, endpoint string) (n int, err error) {
	err = s.update(ctx, func(u *unit) error {
		if _, err := u.LockWebhookEndpoint(project, endpoint); err != nil {
			return orNotFound(err, "webhook endpoint")
		}
		list, err := u.WebhookDeliveries(project, WebhookDeliveryQuery{Endpoint: endpoint, Failed: true, Limit: webhookReplayMax})
		for _, d := range list {
			if err == nil {
				err = u.replay(project, d.ID)
			}
		}
		n = len(list)
		return err
	})
	return n, err
}

func (u *unit) replay(project, id string) error {
	d, err := u.LockWebhookDelivery(project, id)
	if err != nil {
		return orNotFound(err, "webhook delivery")
	}
	d.State, d.Tries, d.NextAt, d.DoneAt = EventPending, 0, u.now, 0
	u.topics = append(u.topics, TopicWebhooks)
	return u.UpdateWebhookDelivery(d)
}
