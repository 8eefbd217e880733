package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// endpoint adds an endpoint of the project, which it makes.
func (s *store) endpoint(letter string, created wire.Time) *core.WebhookEndpoint {
	s.t.Helper()
	e := &core.WebhookEndpoint{
		ProjectID: project, ID: id(letter), URL: "https://example.com/" + letter, Events: []string{"device.detached"},
		Secrets: []core.WebhookSecret{{Sealed: []byte{0, 255}}, {Sealed: []byte{1}, ExpiresAt: 9}}, CreatedAt: created, UpdatedAt: created,
	}
	s.update(func(tx core.Tx) error {
		return errors.Join(tx.PutProject(&core.Project{ID: project, Name: "P"}), tx.PutWebhookEndpoint(e))
	})
	return e
}

func delivery(letter, endpoint string, at wire.Time) *core.WebhookDelivery {
	return &core.WebhookDelivery{
		ProjectID: project, ID: id(letter), EndpointID: id(endpoint), Name: "device.detached", UserID: id("1"), Payload: []byte(`{"é":1}`), NextAt: at, CreatedAt: at,
	}
}

func webhookEndpoints(t *testing.T, s *store) {
	b, a := s.endpoint("b", 2), s.endpoint("a", 1)
	b.URL, b.Events, b.Secrets, b.DisabledAt, b.DisabledReason, b.UpdatedAt = "https://example.org", nil, b.Secrets[:1], 5, "gone", 6
	s.update(func(tx core.Tx) error { return tx.PutWebhookEndpoint(b) })
	s.update(func(tx core.Tx) error {
		list, err := tx.WebhookEndpoints(project)
		s.must(err)
		equal(t, list, []*core.WebhookEndpoint{a, b})
		got, err := tx.LockWebhookEndpoint(project, b.ID)
		s.must(err)
		equal(t, got, b)
		if _, err := tx.LockWebhookEndpoint(id("9"), b.ID); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("another project's: %v", err)
		}
		s.must(tx.InsertWebhookDelivery(delivery("d", "a", 1)))
		return tx.DeleteWebhookEndpoint(project, a.ID)
	})
	s.update(func(tx core.Tx) error {
		if _, err := tx.LockWebhookDelivery(project, id("d")); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("its deliveries are there: %v", err)
		}
		if err := tx.DeleteWebhookEndpoint(project, a.ID); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("twice: %v", err)
		}
		return nil
	})
}

func webhookDeliveries(t *testing.T, s *store) {
	a, b := s.endpoint("a", 1), s.endpoint("b", 2)
	b.DisabledAt = 1
	early, late, other := delivery("c", "a", 10), delivery("d", "a", 20), delivery("e", "b", 10)
	s.update(func(tx core.Tx) error {
		s.must(tx.PutWebhookEndpoint(b))
		return errors.Join(tx.InsertWebhookDelivery(early), tx.InsertWebhookDelivery(late), tx.InsertWebhookDelivery(other))
	})
	s.update(func(tx core.Tx) error {
		for now, want := range map[wire.Time][]*core.WebhookEndpoint{9: nil, 10: {a}} { // b is disabled
			list, err := tx.DueWebhookEndpoints(now)
			s.must(err)
			equal(t, list, want)
		}
		list, err := tx.ClaimWebhookDeliveries(project, a.ID, 20, 60, 1)
		s.must(err)
		early.Tries, early.NextAt = 1, 60
		equal(t, list, []*core.WebhookDelivery{early})
		list, err = tx.ClaimWebhookDeliveries(project, a.ID, 19, 60, 9) // leased, and not yet due
		s.must(err)
		equal(t, len(list), 0)
		early.State, early.Tries, early.NextAt, early.DoneAt = core.EventFailed, 3, 70, 25
		early.Attempts = []core.WebhookAttempt{{At: 21, Error: "é"}, {At: 22, Status: 500, Error: "x", Took: 7}}
		s.must(tx.UpdateWebhookDelivery(early))
		got, err := tx.LockWebhookDelivery(project, early.ID)
		equal(t, got, early)
		return err
	})
	s.view(func(tx core.Tx) error {
		for _, c := range []struct {
			q    core.WebhookDeliveryQuery
			want []*core.WebhookDelivery
		}{
			{core.WebhookDeliveryQuery{Limit: 9}, []*core.WebhookDelivery{late, other, early}},
			{core.WebhookDeliveryQuery{Limit: 9, After: core.Cursor{At: 20, ID: late.ID}}, []*core.WebhookDelivery{other, early}},
			{core.WebhookDeliveryQuery{Limit: 9, After: core.Cursor{At: 10, ID: other.ID}}, []*core.WebhookDelivery{early}},
			{core.WebhookDeliveryQuery{Limit: 1}, []*core.WebhookDelivery{late}},
			{core.WebhookDeliveryQuery{Limit: 9, Endpoint: b.ID}, []*core.WebhookDelivery{other}},
			{core.WebhookDeliveryQuery{Limit: 9, Failed: true}, []*core.WebhookDelivery{early}},
		} {
			list, err := tx.WebhookDeliveries(project, c.q)
			s.must(err)
			equal(t, list, c.want)
		}
		return nil
	})
	s.update(func(tx core.Tx) error { return tx.DeleteWebhookDeliveries(20) })
	s.view(func(tx core.Tx) error {
		list, err := tx.WebhookDeliveries(project, core.WebhookDeliveryQuery{Limit: 9})
		equal(t, list, []*core.WebhookDelivery{late})
		return err
	})
}

// raceWebhookClaim: every delivery goes to one server, and every event is addressed by
// one.
func raceWebhookClaim(t *testing.T, s *store) {
	svc, by := s.service()
	ctx := context.Background()
	e, _, err := svc.AddWebhookEndpoint(ctx, by.Project.ID, "https://example.com/", nil)
	s.must(err)
	s.update(func(tx core.Tx) error {
		for range 40 {
			s.must(tx.InsertEvent(&core.Event{ProjectID: by.Project.ID, Kind: core.EventWebhook, Name: "device.detached", Payload: []byte("{}")}))
		}
		return nil
	})
	var mu sync.Mutex
	seen := map[string]int{}
	together(8, func(int) {
		for range 10 {
			_, err := svc.AddressWebhooks(ctx, 3)
			list, claimErr := svc.ClaimWebhookDeliveries(ctx, e, 3)
			if err := errors.Join(err, claimErr); err != nil {
				t.Error(err)
			}
			mu.Lock()
			for _, d := range list {
				seen[d.ID]++
			}
			mu.Unlock()
		}
	})
	rest, err := svc.ClaimWebhookDeliveries(ctx, e, 100)
	s.must(err)
	for _, d := range rest {
		seen[d.ID]++
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("delivery %s went to %d", id, n)
		}
	}
	equal(t, fmt.Sprint(len(seen), " deliveries"), "40 deliveries")
}
