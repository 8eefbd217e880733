// Package webhook sends what happened to the back ends of projects, after the Standard
// Webhooks specification (https://www.standardwebhooks.com).
//
// What is sent was written down in the transaction of the change that it reports. A
// [Sender] addresses it to the endpoints that take it and delivers it at least once,
// under the same id however often it is tried. Endpoints do not wait for each other.
package webhook

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

const (
	// addressed is how many events are addressed at once, in one transaction.
	addressed = 100
	// together is how many deliveries to one endpoint go on at once.
	together = 8
	// timeout bounds one attempt; it is shorter than the lease of a minute.
	timeout = 15 * time.Second
)

// Source is where webhooks come from; core.Service is one.
type Source interface {
	AddressWebhooks(ctx context.Context, n int) (int, error)
	DueWebhookEndpoints(ctx context.Context) ([]*core.WebhookEndpoint, error)
	ClaimWebhookDeliveries(ctx context.Context, e *core.WebhookEndpoint, n int) ([]*core.WebhookDelivery, error)
	WebhookSecrets(e *core.WebhookEndpoint) ([]string, error)
	FinishWebhook(ctx context.Context, d *core.WebhookDelivery, o core.WebhookOutcome) error
}

var _ Source = (*core.Service)(nil)

// Config is what a [Sender] is made of.
type Config struct {
	// Source is where webhooks come from. Required.
	Source Source
	// Wake says that it is worth looking; nil only makes it slower.
	Wake <-chan struct{}
	// Poll is how often to look in any case. Default: 2 s.
	Poll time.Duration
	// Private lets webhooks go to any address, for development.
	Private bool
	// Allow are networks that webhooks may go to although they are not public.
	Allow []netip.Prefix
	// Now is the time that is signed. Default: the machine's.
	Now func() time.Time
	// Log receives what Source fails with. Default: discarded.
	Log *slog.Logger
}

// Sender delivers webhooks.
type Sender struct {
	config Config
	client *http.Client

	mu sync.Mutex
	// busy are the endpoints that are being sent to.
	busy map[string]bool
	// ended says that one no longer is.
	ended chan struct{}
	work  sync.WaitGroup
}

// New returns a Sender.
func New(c Config) *Sender {
	if c.Poll == 0 {
		c.Poll = 2 * time.Second
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Sender{config: c, client: newClient(guard{all: c.Private, allow: c.Allow}), busy: map[string]bool{}, ended: make(chan struct{}, 1)}
}

// Run delivers until ctx is done, and finishes the attempts under way.
func (s *Sender) Run(ctx context.Context) {
	tick := time.NewTicker(s.config.Poll)
	defer tick.Stop()
	defer s.client.CloseIdleConnections()
	defer s.work.Wait()
	for {
		if err := s.look(ctx); err != nil && ctx.Err() == nil {
			s.config.Log.ErrorContext(ctx, "webhooks", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.ended:
		case <-s.config.Wake:
		}
	}
}

// look addresses what was reported and starts on what is due.
func (s *Sender) look(ctx context.Context) error {
	for {
		n, err := s.config.Source.AddressWebhooks(ctx, addressed)
		if err != nil {
			return err
		}
		if n < addressed {
			break
		}
	}
	due, err := s.config.Source.DueWebhookEndpoints(ctx)
	for _, e := range due {
		s.start(ctx, e)
	}
	return err
}

// start sends some of what is due at an endpoint, unless that goes on already. What
// remains is started by the next look, which also sees how the endpoint was changed.
func (s *Sender) start(ctx context.Context, e *core.WebhookEndpoint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy[e.ID] {
		return
	}
	s.busy[e.ID] = true
	s.work.Go(func() {
		s.send(ctx, e)
		s.mu.Lock()
		delete(s.busy, e.ID)
		s.mu.Unlock()
		select {
		case s.ended <- struct{}{}:
		default:
		}
	})
}

func (s *Sender) send(ctx context.Context, e *core.WebhookEndpoint) {
	due, err := s.config.Source.ClaimWebhookDeliveries(ctx, e, together)
	if err != nil {
		if ctx.Err() == nil {
			s.config.Log.ErrorContext(ctx, "webhooks", "endpoint", e.ID, "error", err)
		}
		return
	}
	ctx = context.WithoutCancel(ctx) // what was begun is finished and recorded
	var attempts sync.WaitGroup
	for _, d := range due {
		attempts.Go(func() {
			if err := s.config.Source.FinishWebhook(ctx, d, s.attempt(ctx, e, d)); err != nil {
				s.config.Log.ErrorContext(ctx, "webhooks", "endpoint", e.ID, "delivery", d.ID, "error", err)
			}
		})
	}
	attempts.Wait()
}
