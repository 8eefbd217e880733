package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// streamFigures are what open event streams cost, and how fast an event arrives.
type streamFigures struct {
	Open int `json:"open"`
	// Memory is the server's with the streams, Before without them: bytes in RAM.
	Memory int64 `json:"memory"`
	Before int64 `json:"memory_before"`
	// IdleCPU is the server's processor time for a second of all streams' heartbeats, in
	// milliseconds.
	IdleCPU float64 `json:"idle_cpu_ms_per_second"`
	// P50 and P99 are from sending the request that logs a device out, which commits,
	// to the message on a stream of it, in milliseconds.
	Events int     `json:"events"`
	P50    float64 `json:"p50_ms"`
	P99    float64 `json:"p99_ms"`
	// Attaches is how many attaches a second were answered meanwhile.
	Attaches float64 `json:"attaches_per_second"`
}

func (s *streamFigures) print(w io.Writer) {
	fmt.Fprintf(w, "\n%d idle streams: %.0f MB, %.0f MB without (%.1f kB a stream); heartbeats %.0f ms of processor time a second\n",
		s.Open, mega(s.Memory), mega(s.Before), float64(s.Memory-s.Before)/1e3/float64(max(s.Open, 1)), s.IdleCPU)
	fmt.Fprintf(w, "request → event on the stream, under %.0f attaches a second: p50 %.1f ms, p99 %.1f ms of %d\n", s.Attaches, s.P50, s.P99, s.Events)
}

// listeners are the client's side of many streams, as raw connections: a client's
// own memory and time must not be what is measured.
type listeners struct {
	t     *traffic
	mu    sync.Mutex
	conns []net.Conn
	// arrived has the account of each event that came.
	arrived chan arrival
}

type arrival struct {
	account string
	at      time.Time
}

// idleStreams opens them, looks at the server, and sends events to some.
func (o options) idleStreams(ctx context.Context, f *figures, s *server, t *traffic) (err error) {
	if o.streams == 0 {
		return nil
	}
	r := &streamFigures{}
	f.Streams = r
	if r.Before, err = s.memory(); err != nil {
		return err
	}
	l := &listeners{t: t, arrived: make(chan arrival, o.streams)}
	defer l.close()
	if err := l.openAll(o.streams, o.callers); err != nil {
		return err
	}
	const idle = 20 * time.Second // more than a heartbeat
	before := s.cpu()
	time.Sleep(idle)
	r.IdleCPU = float64((s.cpu() - before).Milliseconds()) / idle.Seconds()
	r.Open = len(l.conns)
	if r.Memory, err = s.memory(); err != nil {
		return err
	}
	return l.events(ctx, r, min(o.events, len(t.people)/2))
}

func (l *listeners) openAll(n, callers int) error {
	var errs []error
	next := make(chan int)
	var wait sync.WaitGroup
	for range callers {
		wait.Go(func() {
			for i := range next {
				if err := l.open(l.t.person(i)); err != nil {
					l.mu.Lock()
					errs = append(errs, err)
					l.mu.Unlock()
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
	if len(errs) > 0 {
		return fmt.Errorf("%d of %d streams did not open: %w", len(errs), n, errs[0])
	}
	return nil
}

// open connects, waits for the stream's head, and reads on.
func (l *listeners) open(p *person) error {
	device := p.device.Load()
	if device == nil {
		return errors.New(p.account + " never attached")
	}
	host := strings.TrimPrefix(l.t.url, "http://")
	c, err := net.Dial("tcp", host)
	if err != nil {
		return err
	}
	q := url.Values{"access": {device.Access}, "auth": {"Basic " + l.t.client + ":"}, "version": {wire.Version}}
	path := strings.Replace(wire.PathListen, "{id}", device.DeviceID, 1)
	fmt.Fprintf(c, "GET %s?%s HTTP/1.1\r\nHost: %s\r\nX-Forwarded-For: %s\r\nUser-Agent: %s\r\n\r\n", path, q.Encode(), host, p.ip, agent)
	in := bufio.NewReaderSize(c, 512)
	status, err := in.ReadString('\n')
	if err == nil && !strings.Contains(status, " 200 ") {
		err = errors.New(strings.TrimSpace(status))
	}
	if err != nil {
		_ = c.Close()
		return err
	}
	l.mu.Lock()
	l.conns = append(l.conns, c)
	l.mu.Unlock()
	go l.read(p, in)
	return nil
}

func (l *listeners) read(p *person, in *bufio.Reader) {
	for {
		line, err := in.ReadString('\n')
		if strings.HasPrefix(line, "data:") {
			l.arrived <- arrival{p.account, time.Now()}
		}
		if err != nil {
			return
		}
	}
}

// events logs devices out, one after the other, while the other half of the people
// attach.
func (l *listeners) events(ctx context.Context, r *streamFigures, n int) error {
	load := &phase{}
	ctx, cancel := context.WithCancel(ctx)
	var wait sync.WaitGroup
	half := len(l.t.people) / 2
	wait.Go(func() {
		next := during(time.Hour)
		load.count(4, func() (int, bool) { i, _ := next(); return half + i%half, ctx.Err() == nil }, processes{of: self()}, l.t.attach)
	})
	var took []time.Duration
	var err error
	for i := 0; i < n && err == nil; i++ {
		var d time.Duration
		if d, err = l.event(l.t.people[i]); err == nil {
			took = append(took, d)
		}
	}
	cancel()
	wait.Wait()
	slices.Sort(took)
	r.Events, r.P50, r.P99, r.Attaches = len(took), quantile(took, 0.5), quantile(took, 0.99), load.PerSecond
	return err
}

// event logs one device out and waits for the first of its streams to hear that.
func (l *listeners) event(p *person) (time.Duration, error) {
	path := strings.Replace(wire.PathDetach, "{id}", p.device.Load().DeviceID, 1)
	r, err := l.t.newRequest(l.t.url+path, p.ip, wire.DetachRequest{User: p.account})
	if err != nil {
		return 0, err
	}
	r.Header.Set("Authorization", "Bearer "+l.t.secret)
	start := time.Now()
	if err := l.t.do(r, &wire.DetachReply{}); err != nil {
		return 0, err
	}
	late := time.After(10 * time.Second)
	for {
		select {
		case a := <-l.arrived:
			if a.account == p.account {
				return a.at.Sub(start), nil
			}
		case <-late:
			return 0, errors.New("an event did not arrive within 10 s")
		}
	}
}

func (l *listeners) close() {
	for _, c := range l.conns {
		_ = c.Close()
	}
}
