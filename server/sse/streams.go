package sse

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
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
	// held are the goroutines of streams that outlived their request.
	held sync.WaitGroup
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

// Serve opens a stream, which stays open until its reader, its device's newer streams or
// Drain end it: where it can be, after Serve returned. An error is one before anything was
// written. A device or an access that does not exist is 204, which tells an EventSource to
// stop.
func (s *Streams) Serve(w http.ResponseWriter, r *http.Request, c core.Caller, device, access string) error {
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	left := context.AfterFunc(r.Context(), cancel)
	o := &open{Streams: s, ctx: ctx, cancel: cancel, after: lastEventID(r)}
	o.out = &writer{w: w, control: http.NewResponseController(w), timeout: s.WriteTimeout, now: time.Now}
	runs := false
	defer func() {
		if !runs { // there is no stream, or the store panicked
			o.end()
		}
	}()
	begun, err := o.begin(c, device, access)
	if !begun {
		return err
	}
	runs = true
	s.held.Add(1) // while Shutdown still waits for the request, and before anybody calls Wait
	conn, taken := takeOver(w, r)
	if !taken {
		defer s.held.Done()
		o.run()
		return nil
	}
	left() // the request ends here, and not the stream
	o.out.w, o.out.control = conn, http.NewResponseController(conn)
	s.held.Go(func() { conn.watch(cancel) })
	go func() {
		defer s.held.Done()
		o.run()
		_ = conn.Close()
	}()
	return nil
}

// Wait waits until the streams have ended that outlived their request, or until ctx is
// done. Call it after Drain and when no more requests come.
func (s *Streams) Wait(ctx context.Context) error {
	ended := make(chan struct{})
	go func() {
		s.held.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// open is one open stream.
type open struct {
	*Streams
	ctx    context.Context
	cancel context.CancelFunc
	out    *writer
	stream *core.Stream
	woken  <-chan struct{}
	// after is the last event that the reader has.
	after int64
	// undo are what must be done at its end, the last first.
	undo []func()
}

// begin sends the head of the stream, and says whether there is one.
func (o *open) begin(c core.Caller, device, access string) (begun bool, err error) {
	leave, err := o.seats.take(c, device, o.cancel)
	if err != nil {
		return false, err
	}
	o.undo = append(o.undo, leave)
	o.stream, err = apart(func() (*core.Stream, error) { return o.Source.OpenStream(o.ctx, c, device, access) })
	if errors.Is(err, core.ErrNoStream) {
		o.out.w.WriteHeader(http.StatusNoContent)
		return false, nil
	}
	if err != nil {
		return false, err
	}
	o.undo = append(o.undo, o.close)
	// Before the first look, so that nothing falls between the two.
	woken, unsubscribe := o.Hub.Subscribe(o.stream.Topic())
	o.woken, o.undo = woken, append(o.undo, unsubscribe)
	_, err = apart(func() (none struct{}, err error) { return none, o.out.open(o.Retry) })
	return err == nil, nil // who is gone needs no error
}

// end undoes what begin did.
func (o *open) end() {
	for _, undo := range slices.Backward(o.undo) {
		undo()
	}
	o.cancel()
}

// run writes until the stream ends.
func (o *open) run() {
	defer o.end()
	defer func() {
		if p := recover(); p != nil {
			o.Log.ErrorContext(o.ctx, "panic", "device", o.stream.Device, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	if err := o.write(); err != nil && o.ctx.Err() == nil && !errors.Is(err, core.ErrNoStream) {
		o.Log.WarnContext(o.ctx, "stream ended", "device", o.stream.Device, "error", err)
	}
}

// close must reach the store even though the request is gone.
func (o *open) close() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(o.ctx), 5*time.Second)
	defer cancel()
	_, err := apart(func() (none struct{}, err error) { return none, o.Source.CloseStream(ctx, o.stream) })
	if err != nil {
		o.Log.ErrorContext(ctx, "close stream", "device", o.stream.Device, "error", err)
	}
}

func (o *open) write() error {
	beat := time.NewTicker(o.Heartbeat)
	defer beat.Stop()
	err := o.look(func() error { return nil })
	for err == nil {
		select {
		case <-o.ctx.Done():
			return nil
		case <-o.draining:
			// Not all at once: whoever takes over must stay on its feet.
			return o.out.retry(time.Second + rand.N(o.Retry))
		case <-o.woken:
			err = o.look(func() error { return nil })
		case <-beat.C:
			err = o.look(o.beat)
		}
	}
	return err
}

func (o *open) beat() error {
	if err := o.out.comment("hb"); err != nil {
		return err
	}
	return o.Source.TouchStream(o.ctx, o.stream)
}

// look does something first, and writes what the stream has not seen.
func (o *open) look(first func() error) error {
	_, err := apart(func() (none struct{}, err error) {
		if err := first(); err != nil {
			return none, err
		}
		return none, o.send()
	})
	return err
}

// send writes what the stream has not seen, batch by batch.
func (o *open) send() error {
	for {
		events, err := o.Source.StreamEvents(o.ctx, o.stream, o.after)
		if err != nil || len(events) == 0 {
			return err
		}
		for _, e := range events {
			if err := o.out.event(e.ID, e.Data); err != nil {
				return err
			}
			o.after = e.ID
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
