package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

type clock struct{}

// Now is the machine's time: a store's own clock takes no part.
func (clock) Now() time.Time { return time.Now() }

// service is the domain over the store, with project demo and its back end.
func (s *store) service() (*core.Service, core.Caller) {
	s.t.Helper()
	keys, err := core.NewKeyring([]byte(strings.Repeat("k", 32)))
	s.must(err)
	svc, err := core.New(core.Config{Store: s, Clock: clock{}, Keys: keys, Dev: true})
	s.must(err)
	s.must(svc.SeedDemo(context.Background()))
	backend, err := svc.AuthenticateServer(context.Background(), core.DemoAPISecret)
	s.must(err)
	return svc, backend
}

// attach attaches machine n, which has a hash of its own kind of nothing.
func (s *store) attach(svc *core.Service, by core.Caller, n int) *wire.AttachReply {
	one := 1
	reply, err := svc.Attach(context.Background(), by, &wire.AttachRequest{
		Account: "ann", Email: "ann@example.com", Fingerprint: fmt.Sprintf("machine-%d", n), LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &one},
	})
	if err != nil {
		s.t.Error(err)
		return &wire.AttachReply{}
	}
	return reply
}

func together(n int, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

// raceAttach: of eight devices that come at once to an account for one, exactly one is
// not challenged; the same device coming twice is one.
func raceAttach(t *testing.T, s *store) {
	svc, by := s.service()
	together(16, func(i int) { s.attach(svc, by, i/2) })
	page, err := svc.Challenges(context.Background(), by, core.ChallengeQuery{Page: 1, Limit: 100})
	s.must(err)
	devices, err := svc.UserDevices(context.Background(), by, "ann")
	s.must(err)
	if page.Total != 7 || len(devices) != 8 {
		t.Errorf("%d challenges for %d devices", page.Total, len(devices))
	}
}

// challenge raises one and returns it with its code.
func (s *store) challenge(svc *core.Service, by core.Caller) (challenge, code string) {
	s.t.Helper()
	ctx := context.Background()
	s.attach(svc, by, 1)
	s.attach(svc, by, 2)
	page, err := svc.Challenges(ctx, by, core.ChallengeQuery{Page: 1, Limit: 1})
	s.must(err)
	challenge = page.Data[0].ID
	_, err = svc.Send(ctx, by, challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
	s.must(err)
	list, err := svc.Claim(ctx, core.EventMessage, 1)
	s.must(err)
	m, err := svc.OpenMessage(list[0])
	s.must(err)
	return challenge, m.Code
}

// raceCode: eight callers with the right code, at two servers, one success.
func raceCode(t *testing.T, s *store) {
	svc, by := s.service()
	other, _ := s.service()
	challenge, code := s.challenge(svc, by)
	var right atomic.Int32
	together(8, func(i int) {
		if _, err := []*core.Service{svc, other}[i%2].Verify(context.Background(), by, challenge, code); err == nil {
			right.Add(1)
		}
	})
	if right.Load() != 1 {
		t.Errorf("%d successes", right.Load())
	}
}

// raceDetach: detaching and attaching at once leave a device that is either attached
// with no logout to come, or detached with one.
func raceDetach(t *testing.T, s *store) {
	svc, by := s.service()
	ctx := context.Background()
	for range 10 {
		first := s.attach(svc, by, 1)
		st, err := svc.OpenStream(ctx, by, first.DeviceID, first.Access)
		s.must(err)
		together(2, func(i int) {
			if i == 0 {
				s.attach(svc, by, 1)
			} else if _, err := svc.Detach(ctx, by, first.DeviceID, &wire.DetachRequest{Account: "ann"}); err != nil {
				t.Error(err)
			}
		})
		devices, err := svc.UserDevices(ctx, by, "ann")
		s.must(err)
		events, err := svc.StreamEvents(ctx, st, 0)
		s.must(err)
		if attached := devices[0].Status == wire.DeviceAttached; attached != (len(events) == 0) {
			t.Fatalf("%s with %d messages", devices[0].Status, len(events))
		}
	}
}

// raceClaim: every event goes to one reader.
func raceClaim(t *testing.T, s *store) {
	s.update(func(tx core.Tx) error {
		for range 40 {
			s.must(tx.InsertEvent(&core.Event{ProjectID: project, Kind: core.EventWebhook, Payload: []byte("{}")}))
		}
		return nil
	})
	var mu sync.Mutex
	seen := map[int64]int{}
	together(8, func(int) {
		for range 10 {
			var list []*core.Event
			err := s.Update(context.Background(), func(tx core.Tx) (err error) {
				list, err = tx.ClaimEvents(core.EventWebhook, 1, 100, 3)
				return err
			})
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			for _, e := range list {
				seen[e.ID]++
			}
			mu.Unlock()
		}
	})
	for id, n := range seen {
		if n != 1 {
			t.Errorf("event %d went to %d readers", id, n)
		}
	}
	if len(seen) != 40 {
		t.Errorf("%d of 40 events", len(seen))
	}
}

// raceErrors: of many who write at once, those who fail take back what is theirs, and the
// others keep theirs.
func raceErrors(t *testing.T, s *store) {
	refused := errors.New("refused")
	together(50, func(i int) {
		err := s.Update(context.Background(), func(tx core.Tx) error {
			if err := tx.PutProject(&core.Project{ID: fmt.Sprint(i)}); err != nil || i%3 > 0 {
				return err
			}
			return refused
		})
		if (err == refused) != (i%3 == 0) || err != nil && err != refused {
			t.Errorf("%d: %v", i, err)
		}
	})
	s.view(func(tx core.Tx) error {
		for i := range 50 {
			_, err := tx.Project(fmt.Sprint(i))
			if errors.Is(err, core.ErrNotFound) != (i%3 == 0) {
				t.Errorf("%d afterwards: %v", i, err)
			}
		}
		return nil
	})
}
