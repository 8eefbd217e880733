package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

const (
	// soakEvery is the pace of a soak: what a server does not keep shows after a while and
	// not under pressure.
	soakEvery = 10 * time.Millisecond
	// soakStreams are how many event streams are open at once, each for as long as it takes
	// that many others to come.
	soakStreams = 100
	soakSamples = 10
)

// soakSample is what the server holds after a while of mixed load.
type soakSample struct {
	// Seconds is since when.
	Seconds float64 `json:"seconds"`
	// Memory is in bytes.
	Memory      int64 `json:"memory"`
	Descriptors int   `json:"descriptors"`
	Goroutines  int   `json:"goroutines"`
	// Operations and Errors are those so far.
	Operations int64 `json:"operations"`
	Errors     int64 `json:"errors"`
}

// soak has people come and go for a while: of ten operations seven attach, two evaluate
// and one opens an event stream.
func (o options) soak(ctx context.Context, f *figures, s *server, t *traffic) error {
	if o.soakFor == 0 {
		return nil
	}
	l := &listeners{t: t, arrived: make(chan arrival, 1)}
	var done, failed atomic.Int64
	var wait sync.WaitGroup
	places := make(chan struct{}, o.callers)
	tick := time.NewTicker(soakEvery)
	defer tick.Stop()
	start := time.Now()
	sample := func() error {
		now, err := s.holds()
		now.Seconds, now.Operations, now.Errors = time.Since(start).Seconds(), done.Load(), failed.Load()
		f.Soak = append(f.Soak, now)
		return err
	}
	for n, next := 0, o.soakFor/soakSamples; time.Since(start) < o.soakFor && ctx.Err() == nil; n++ {
		<-tick.C
		places <- struct{}{}
		wait.Go(func() {
			if err := l.visit(n); err != nil {
				failed.Add(1)
			}
			done.Add(1)
			<-places
		})
		if time.Since(start) >= next {
			next += o.soakFor / soakSamples
			if err := sample(); err != nil {
				return err
			}
		}
	}
	wait.Wait()
	l.close()
	time.Sleep(10 * time.Second) // streams count as open for a moment
	return sample()
}

// visit is the nth operation of a soak.
func (l *listeners) visit(n int) error {
	switch n % 10 {
	case 0:
		if err := l.open(l.t.person(n / 10)); err != nil {
			return err
		}
		l.closeOldest(soakStreams)
		return nil
	case 4, 8:
		return l.t.evaluate(n)
	}
	return l.t.attach(n)
}

// closeOldest leaves the latest open.
func (l *listeners) closeOldest(keep int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.conns) > keep {
		_ = l.conns[0].Close()
		l.conns = l.conns[1:]
	}
}

// holds is what the server has at the moment.
func (s *server) holds() (h soakSample, err error) {
	if h.Memory, err = s.memory(); err != nil {
		return h, err
	}
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.process))
	if err != nil {
		return h, err
	}
	h.Descriptors = len(files)
	h.Goroutines, err = s.goroutines()
	return h, err
}

func (s *server) goroutines() (int, error) {
	r, err := http.Get("http://" + s.metrics + "/metrics")
	if err != nil {
		return 0, err
	}
	defer func() { _ = r.Body.Close() }()
	for lines := bufio.NewScanner(r.Body); lines.Scan(); {
		if n, found := strings.CutPrefix(lines.Text(), "go_goroutines "); found {
			return strconv.Atoi(n)
		}
	}
	return 0, fmt.Errorf("no go_goroutines at %s", s.metrics)
}

func printSoak(w io.Writer, samples []soakSample) error {
	if len(samples) == 0 {
		return nil
	}
	fmt.Fprintln(w, "\nmixed load, and 10 s after it:")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "after, s\toperations\terrors\tMB\tdescriptors\tgoroutines\t")
	for _, s := range samples {
		fmt.Fprintf(t, "%.0f\t%d\t%d\t%.1f\t%d\t%d\t\n", s.Seconds, s.Operations, s.Errors, mega(s.Memory), s.Descriptors, s.Goroutines)
	}
	return t.Flush()
}
