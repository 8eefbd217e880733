package core

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// Kinds of activity, beside the names of webhooks and "verdict." with a verdict.
const (
	ActivityAttach           = "attach"
	ActivityNewDevice        = "device.new"
	ActivityNewUser          = "user.new"
	ActivityFailed           = "challenge.failed"
	ActivityExpired          = "challenge.expired"
	ActivityMessageSent      = "message.sent"
	ActivityMessageFailed    = "message.failed"
	ActivityWebhookDelivered = "webhook.delivered"
	ActivityWebhookRetried   = "webhook.retried"
	ActivityWebhookFailed    = "webhook.failed"
	// ActivityUsers is a total and has no hour.
	ActivityUsers = "users"

	activityVerdict = "verdict."
)

// Activity is how often something happened within an hour.
type Activity struct {
	ProjectID string
	// Hour is its beginning; 0 for a total.
	Hour wire.Time
	Name string
	N    int
}

// ActivityTx reads and writes what is counted for operators.
type ActivityTx interface {
	// AddActivity adds N to what is counted already.
	AddActivity(Activity) error
	// Activity returns the hours of a project from one to before another.
	Activity(project string, from, until wire.Time) ([]Activity, error)
	// DeleteActivity forgets hours before then, but no totals.
	DeleteActivity(before wire.Time) error
}

// tally is what was counted and not written yet. An attach that wrote its own count
// would wait for every other one of its hour; so servers add theirs up and write every
// other second. One that is killed loses that much of a chart.
type tally struct {
	mu     sync.Mutex
	counts map[Activity]int // by everything but N
}

func (t *tally) add(list ...Activity) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts == nil {
		t.counts = map[Activity]int{}
	}
	for _, a := range list {
		n := a.N
		a.N = 0
		t.counts[a] += n
	}
}

// take empties the tally. The order is always the same, so that two servers that write
// theirs at once never wait for each other in a circle.
func (t *tally) take() []Activity {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := slices.SortedFunc(maps.Keys(t.counts), func(a, b Activity) int {
		return cmp.Or(cmp.Compare(a.ProjectID, b.ProjectID), cmp.Compare(a.Hour, b.Hour), cmp.Compare(a.Name, b.Name))
	})
	for i := range list {
		list[i].N = t.counts[list[i]]
	}
	t.counts = nil
	return list
}

// count counts something once the transaction is committed.
func (u *unit) count(project, name string) {
	u.counts = append(u.counts, Activity{ProjectID: project, Hour: u.now - u.now%ms(time.Hour), Name: name, N: 1})
}

// countUsers changes how many users there are.
func (u *unit) countUsers(project string, n int) {
	u.counts = append(u.counts, Activity{ProjectID: project, Name: ActivityUsers, N: n})
}

// WriteActivity writes what was counted since it was called last. Call it every few
// seconds, and before the program ends.
func (s *Service) WriteActivity(ctx context.Context) error {
	return errors.Join(s.writeTally(ctx), s.writeEvaluations(ctx))
}

func (s *Service) writeTally(ctx context.Context) error {
	list := s.tally.take()
	if len(list) == 0 {
		return nil
	}
	err := s.store.Update(ctx, func(tx Tx) error {
		for _, a := range list {
			if err := tx.AddActivity(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.tally.add(list...)
	}
	return err
}

// ActivitySince returns what happened in a project since the hour that began then, and
// how many users it has.
func (s *Service) ActivitySince(ctx context.Context, project string, since wire.Time) (hours []Activity, users int, err error) {
	err = s.store.View(ctx, func(tx Tx) error {
		totals, err := tx.Activity(project, 0, 1)
		for _, t := range totals {
			if t.Name == ActivityUsers {
				users = t.N
			}
		}
		if err == nil {
			hours, err = tx.Activity(project, since, 1<<62)
		}
		return err
	})
	return hours, max(users, 0), err
}
