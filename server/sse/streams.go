package sse

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

// Source is where streams and their events are kept; core.Service is one.
type Source interface {
	OpenStream(ctx context.Context, c core.Caller, device, access string) (*core.Stream, error)
	StreamEvents(ctx context.Context, s *core.Stream, after int64) ([]core.StreamEvent, error)
	TouchStream(ctx context.Context, s *core.Stream) error
	CloseStream(ctx context.Context, s *core.Stream) error
}

var _ Source = (*core.Service)(nil)

// Config is what [Streams] are made of. Zero durations and counts have defaults.
type Config struct {
	Source Source
	Hub    *Hub
	// Heartbeat is how often an idle stream gets a comment; default 15 s.
	Heartbeat time.Duration
	// Retry is how long a browser waits before it connects again; default 3 s.
	Retry time.Duration
	// WriteTimeout is how long a reader may take nothing; default 5 s.
	WriteTimeout time.Duration
	// PerDevice is how many streams a device may hold, after which its oldest one
	// ends: default 6, as many tabs as HTTP/1.1 lets a browser connect.
	PerDevice int
	// PerAddress is how many one address may hold open; default 1,000.
	PerAddress int
	Log        *slog.Logger
}

// Streams are the event streams that this process holds open.
type Streams struct {
	Config
	seats    *seats
	draining chan struct{}
}

// New returns Streams; it panics without Source and Hub, which is a mistake in main.
func New(c Config) *Streams {
	if c.Source == nil || c.Hub == nil {
		panic("sse: Config.Source and Config.Hub are required")
	}
	c.Heartbeat = cmp.Or(c.Heartbeat, 15*time.Second)
	c.Retry = cmp.Or(c.Retry, 3*time.Second)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, 5*time.Second)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Streams{
		Config:   c,
		seats:    newSeats(cmp.Or(c.PerDevice, 6), cmp.Or(c.PerAddress, 1000)),
		draining: make(chan struct{}),
	}
}

// Open is how many streams are open.
func (s *Streams) Open() int { return s.seats.taken() }

// Drain ends all streams, so that their browsers connect to another process, and
// lets new ones end at once. Call it once, before the HTTP server waits for its
// handlers.
func (s *Streams) Drain() { close(s.draining) }

// Draining says whether Drain was called.
func (s *Streams) Draining() bool {
	select {
	case <-s.draining:
		return true
	default:
		return false
	}
}

// Serve holds a stream open until its reader, its device's newer streams or Drain end
// it. An error is one before anything was written. A device or an access that does
// not exist is 204, which tells an EventSource to stop.
func (s *Streams) Serve(w http.ResponseWriter, r *http.Request, c core.Caller, device, access string) error {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	leave, err := s.seats.take(c, device, cancel)
	if err != nil {
		return err
	}
	defer leave()
	stream, err := apart(func() (*core.Stream, error) { return s.Source.OpenStream(ctx, c, device, access) })
	if errors.Is(err, core.ErrNoStream) {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	if err != nil {
		return err
	}
	defer s.close(ctx, stream)
	// Before the first look, so that nothing falls between the two.
	woken, unsubscribe := s.Hub.Subscribe(stream.Topic())
	defer unsubscribe()
	out := &writer{w: w, control: http.NewResponseController(w), timeout: s.WriteTimeout, now: time.Now}
	if err := s.run(ctx, out, stream, woken, lastEventID(r)); err != nil && ctx.Err() == nil && !errors.Is(err, core.ErrNoStream) {
		s.Log.WarnContext(ctx, "stream ended", "device", device, "error", err)
	}
	return nil
}

// close must reach the store even though the request is gone.
func (s *Streams) close(ctx context.Context, stream *core.Stream) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := s.Source.CloseStream(ctx, stream); err != nil {
		s.Log.ErrorContext(ctx, "close stream", "device", stream.Device, "error", err)
	}
}

// run writes the stream until it ends.
func (s *Streams) run(ctx context.Context, out *writer, stream *core.Stream, woken <-chan struct{}, after int64) error {
	look := func(first func() error) (err error) {
		after, err = apart(func() (int64, error) {
			if err := first(); err != nil {
				return after, err
			}
			return s.send(ctx, out, stream, after)
		})
		return err
	}
	beat := time.NewTicker(s.Heartbeat)
	defer beat.Stop()
	err := look(func() error { return out.open(s.Retry) })
	for err == nil {
		select {
		case <-ctx.Done():
			return nil
		case <-s.draining:
			// Not all at once: whoever takes over must stay on its feet.
			return out.retry(time.Second + rand.N(s.Retry))
		case <-woken:
			err = look(func() error { return nil })
		case <-beat.C:
			err = look(func() error { return s.beat(ctx, out, stream) })
		}
	}
	return err
}

func (s *Streams) beat(ctx context.Context, out *writer, stream *core.Stream) error {
	if err := out.comment("hb"); err != nil {
		return err
	}
	return s.Source.TouchStream(ctx, stream)
}

// send writes what the stream has not seen, batch by batch, and returns the last id.
func (s *Streams) send(ctx context.Context, out *writer, stream *core.Stream, after int64) (int64, error) {
	for {
		events, err := s.Source.StreamEvents(ctx, stream, after)
		if err != nil || len(events) == 0 {
			return after, err
		}
		for _, e := range events {
			if err := out.event(e.ID, e.Data); err != nil {
				return after, err
			}
			after = e.ID
		}
	}
}

// lastEventID is what a browser that connects again saw last; 0 when it is new.
func lastEventID(r *http.Request) int64 {
	id, err := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}
