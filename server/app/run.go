package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/courier"
	"github.com/openrupt/openrupt/server/outbox"
	"github.com/openrupt/openrupt/server/webhook"
)

const (
	// drainTimeout is how long requests may take to end after the server was told to.
	drainTimeout = 20 * time.Second
	// sweepEvery is how often what has run out is cleared away.
	sweepEvery = time.Minute
	// activityEvery is how often what was counted is written: how old charts are.
	activityEvery = 2 * time.Second
	// keepEvery is how often a store may do something for itself.
	keepEvery = 5 * time.Second
)

// Run answers until ctx is done, then ends the event streams, waits for the requests
// under way, stops the background work and closes the store.
func (a *App) Run(ctx context.Context) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	var work sync.WaitGroup
	for _, loop := range a.loops() {
		work.Go(func() { loop(background) })
	}
	err := a.serve(ctx)
	stop()
	work.Wait()
	return errors.Join(err, a.core.WriteActivity(context.WithoutCancel(ctx)), a.Close())
}

// loops are what goes on without a request.
func (a *App) loops() []func(context.Context) {
	loops := []func(context.Context){a.sweep, a.sendCodes, a.sendWebhooks, a.writeActivity}
	if a.places != nil {
		loops = append(loops, a.watchPlaces)
	}
	if _, shared := a.store.(core.Listener); shared {
		loops = append(loops, a.listenToOthers)
	}
	if k, keeps := a.store.(core.Keeper); keeps {
		loops = append(loops, func(ctx context.Context) { a.repeat(ctx, keepEvery, "keep", k.Keep) })
	}
	return loops
}

// listenToOthers wakes the streams held here for what other servers commit.
func (a *App) listenToOthers(ctx context.Context) {
	wake := func(topic string) {
		if topic == "" {
			a.hub.WakeAll()
			return
		}
		a.hub.Wake(topic)
	}
	a.store.(core.Listener).Listen(ctx, wake, func(err error) {
		a.config.Log.WarnContext(ctx, "not told what other servers commit: streams look with every heartbeat", "error", err)
	})
}

// sendCodes is the courier. Development keeps the codes in its inbox; without a
// sender a challenge's status says that its code could not be delivered.
func (a *App) sendCodes(ctx context.Context) {
	senders := a.senders()
	deliver := courier.New(a.core, senders).Deliver
	var readers sync.WaitGroup
	for _, kind := range []core.EventKind{core.EventMessage, core.EventText} {
		readers.Go(func() {
			woken, cancel := a.hub.Subscribe(core.TopicMessages)
			defer cancel()
			reader := outbox.Reader{Source: a.core, Kind: kind, Deliver: deliver, Wake: woken, Parallel: 8, Log: a.config.Log}
			reader.Run(ctx)
		})
	}
	readers.Wait()
	for _, s := range senders {
		if c, ok := s.(io.Closer); ok {
			if err := c.Close(); err != nil {
				a.config.Log.WarnContext(ctx, "courier", "error", err)
			}
		}
	}
}

func (a *App) senders() map[wire.Channel]courier.Sender {
	senders := map[wire.Channel]courier.Sender{}
	for channel, sender := range map[wire.Channel]courier.Sender{wire.ChannelEmail: a.config.Email, wire.ChannelText: a.config.Text} {
		switch {
		case a.config.Dev:
			senders[channel] = courier.Inbox(a.core, sender)
		case sender != nil:
			senders[channel] = sender
		}
	}
	return senders
}

// sendWebhooks reports to the projects' back ends.
func (a *App) sendWebhooks(ctx context.Context) {
	woken, cancel := a.hub.Subscribe(core.TopicWebhooks)
	defer cancel()
	webhook.New(webhook.Config{
		Source: a.core, Wake: woken, Private: a.config.Dev, Allow: a.config.WebhookNetworks, Now: a.config.Clock.Now, Log: a.config.Log,
	}).Run(ctx)
}

// serve runs the HTTP servers until ctx is done or one of them fails.
func (a *App) serve(ctx context.Context) error {
	public := a.server(a.http.Handler())
	failed := make(chan error, 2)
	go func() { failed <- public.Serve(a.listener) }()
	var metrics *http.Server
	if a.metrics != nil {
		mux := http.NewServeMux()
		mux.Handle("/metrics", a.http.Metrics())
		metrics = a.server(mux)
		go func() { failed <- metrics.Serve(a.metrics) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	if err == nil {
		a.leave(ctx)
	}
	a.streams.Drain()
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	err = errors.Join(err, shutdown(stopping, public), a.streams.Wait(stopping))
	if metrics != nil {
		err = errors.Join(err, shutdown(stopping, metrics))
	}
	return err
}

// leave gives the load balancer time to notice that this server is about to end.
func (a *App) leave(ctx context.Context) {
	a.http.Leave()
	if a.config.DrainDelay > 0 {
		a.config.Log.InfoContext(ctx, "ending", "requests_answered_for", a.config.DrainDelay)
		time.Sleep(a.config.DrainDelay)
	}
}

// shutdown waits for the requests under way, and cuts off those that take too long.
func shutdown(ctx context.Context, s *http.Server) error {
	if err := s.Shutdown(ctx); err != nil {
		return errors.Join(err, s.Close())
	}
	return nil
}

// server has no timeout for whole requests: event streams last. httpapi gives bodies and
// replies their deadlines.
func (a *App) server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(a.config.Log.Handler(), slog.LevelWarn),
	}
}

func (a *App) sweep(ctx context.Context) {
	a.repeat(ctx, sweepEvery, "sweep", a.core.Sweep)
}

func (a *App) writeActivity(ctx context.Context) {
	a.repeat(ctx, activityEvery, "activity", a.core.WriteActivity)
}

// repeat does something now and then, until ctx is done.
func (a *App) repeat(ctx context.Context, every time.Duration, name string, do func(context.Context) error) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			a.config.Log.ErrorContext(ctx, name, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
