package courier_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
	"github.com/openrupt/openrupt/server/courier"
	"github.com/openrupt/openrupt/server/outbox"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

// carrier is a sender whose answers the test decides on.
type carrier func() error

func (c carrier) Send(context.Context, courier.Letter) error { return c() }

// TestStatus: what the carrier says reaches the challenge.
func TestStatus(t *testing.T) {
	putOff, refused := errors.New("put off"), errors.Join(core.ErrPermanent, errors.New("refused"))
	for name, tt := range map[string]struct {
		answers []error // the last one is repeated
		want    []wire.ChallengeStatus
	}{
		"delivered": {[]error{nil}, []wire.ChallengeStatus{wire.StatusDelivered}},
		"refused":   {[]error{refused}, []wire.ChallengeStatus{wire.StatusDeliveryFailed}},
		"later":     {[]error{putOff, putOff, nil}, []wire.ChallengeStatus{wire.StatusInitiated, wire.StatusInitiated, wire.StatusDelivered}},
		"never": {[]error{putOff}, []wire.ChallengeStatus{
			wire.StatusInitiated, wire.StatusInitiated, wire.StatusInitiated, wire.StatusInitiated, wire.StatusDeliveryFailed,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			attempts := 0
			w := newStory(t, carrier(func() error {
				attempts++
				return tt.answers[min(attempts, len(tt.answers))-1]
			}))
			for i, want := range tt.want {
				w.deliver(t)
				if got := w.status(t); got != want {
					t.Fatalf("%s after %d attempts, want %s", got, i+1, want)
				}
				w.clock.Advance(2 * time.Minute)
			}
			w.deliver(t)
			if attempts != len(tt.want) {
				t.Errorf("%d attempts, want %d", attempts, len(tt.want))
			}
		})
	}
}

// story is a challenge whose code is on its way.
type story struct {
	*core.Service
	clock     *coretest.Clock
	by        core.Caller
	challenge string
	reader    outbox.Reader
}

func newStory(t *testing.T, c courier.Sender) *story {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.Memory)
	must(t, err)
	t.Cleanup(func() { _ = store.Close() })
	keys, err := core.NewKeyring([]byte("0123456789abcdefghijklmnopqrstuv"))
	must(t, err)
	w := &story{clock: coretest.NewClock(time.Now())}
	w.Service, err = core.New(core.Config{Store: store, Clock: w.clock, Keys: keys, Dev: true})
	must(t, err)
	must(t, w.SeedDemo(t.Context()))
	w.by, err = w.AuthenticateServer(t.Context(), core.DemoAPISecret)
	must(t, err)
	one := 1
	for _, machine := range []string{"machine-1", "machine-2"} {
		_, err := w.Attach(t.Context(), w.by, &wire.AttachRequest{
			Account: "ann", Email: "ann@example.com", Fingerprint: machine, LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &one},
		})
		must(t, err)
		w.clock.Advance(time.Second)
	}
	page, err := w.Challenges(t.Context(), w.by, core.ChallengeQuery{Page: 1, Limit: 1})
	must(t, err)
	w.challenge = page.Data[0].ID
	_, err = w.Send(t.Context(), w.by, w.challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
	must(t, err)
	deliverer := courier.New(w.Service, map[wire.Channel]courier.Sender{wire.ChannelEmail: c})
	w.reader = outbox.Reader{Source: w.Service, Kind: core.EventMessage, Deliver: deliverer.Deliver}
	return w
}

func (w *story) deliver(t *testing.T) {
	t.Helper()
	_, err := w.reader.Once(t.Context())
	must(t, err)
}

func (w *story) status(t *testing.T) wire.ChallengeStatus {
	t.Helper()
	c, err := w.Challenge(t.Context(), w.by, w.challenge)
	must(t, err)
	return c.Status
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// recorder takes every letter and remembers them.
type recorder []courier.Letter

func (r *recorder) Send(_ context.Context, l courier.Letter) error {
	*r = append(*r, l)
	return nil
}

// TestLaterFailures: what fails after it was taken counts for the latest code of a
// challenge that is open.
func TestLaterFailures(t *testing.T) {
	letters := &recorder{}
	w := newStory(t, letters)
	fails := func(i int, want wire.ChallengeStatus) {
		t.Helper()
		must(t, w.DeliveryFailed(t.Context(), (*letters)[i].ID, "5.1.1"))
		if got := w.status(t); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	again := func() {
		t.Helper()
		w.clock.Advance(5 * time.Minute)
		_, err := w.Send(t.Context(), w.by, w.challenge, &wire.SendRequest{Channel: wire.ChannelEmail})
		must(t, err)
		w.deliver(t)
	}
	w.deliver(t)
	again()
	fails(0, wire.StatusDelivered)
	fails(1, wire.StatusDeliveryFailed)
	again()
	if got := w.status(t); got != wire.StatusDelivered {
		t.Errorf("%s after another code was taken", got)
	}
	_, err := w.Verify(t.Context(), w.by, w.challenge, (*letters)[2].Code)
	must(t, err)
	fails(2, wire.StatusVerified)
	ids := map[string]bool{}
	for _, l := range *letters {
		ids[l.ID] = true
	}
	if len(ids) != 3 {
		t.Errorf("ids %v", ids)
	}
	w.clock.Advance(24 * time.Hour)
	must(t, w.EraseUser(t.Context(), w.by.Project.ID, "ann"))
	for _, id := range []string{(*letters)[1].ID, "", "x", w.challenge, (*letters)[0].ID + "a", (*letters)[0].ID[1:] + "a"} {
		var e *wire.Error
		if err := w.DeliveryFailed(t.Context(), id, ""); !errors.As(err, &e) || e.Code != wire.CodeNotFound {
			t.Errorf("%q: %v", id, err)
		}
	}
}
