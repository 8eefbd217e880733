package main

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// phase is what was measured of one kind of operation, over all rounds.
type phase struct {
	Name       string  `json:"name"`
	Operations int     `json:"operations"`
	Errors     int     `json:"errors"`
	Error      string  `json:"first_error,omitempty"`
	PerSecond  float64 `json:"per_second"`
	// P50 and P99 are in milliseconds.
	P50 float64 `json:"p50_ms"`
	P99 float64 `json:"p99_ms"`
	// CPU and DatabaseCPU are microseconds of processor time an operation.
	CPU         float64 `json:"cpu_us"`
	DatabaseCPU float64 `json:"database_cpu_us"`

	took    []time.Duration
	elapsed time.Duration
	own     time.Duration
	data    time.Duration
}

// until says which operation is next, and when there is no more.
type until func() (n int, more bool)

// during goes on for a while.
func during(d time.Duration) until {
	end := time.Now().Add(d)
	var n atomic.Int64
	return func() (int, bool) { return int(n.Add(1)), time.Now().Before(end) }
}

// count has callers do an operation, each the next one as soon as it has an answer.
func (p *phase) count(callers int, next until, of processes, do func(n int) error) {
	own, data := of.cpu()
	start := time.Now()
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range callers {
		wait.Go(func() {
			took, failed, first := repeat(next, do)
			mu.Lock()
			defer mu.Unlock()
			p.took = append(p.took, took...)
			if p.Errors += failed; first != nil && p.Error == "" {
				p.Error = first.Error()
			}
		})
	}
	wait.Wait()
	p.elapsed += time.Since(start)
	ownAfter, dataAfter := of.cpu()
	p.own += ownAfter - own
	p.data += dataAfter - data
	p.sum()
}

func repeat(next until, do func(n int) error) (took []time.Duration, failed int, first error) {
	for {
		n, more := next()
		if !more {
			return took, failed, first
		}
		start := time.Now()
		err := do(n)
		if err == nil {
			took = append(took, time.Since(start))
			continue
		}
		if failed++; first == nil {
			first = err
		}
	}
}

func (p *phase) sum() {
	slices.Sort(p.took)
	p.Operations = len(p.took)
	p.P50, p.P99 = quantile(p.took, 0.5), quantile(p.took, 0.99)
	if n := float64(p.Operations); n > 0 {
		p.PerSecond = n / p.elapsed.Seconds()
		p.CPU, p.DatabaseCPU = float64(p.own.Microseconds())/n, float64(p.data.Microseconds())/n
	}
}

// quantile of sorted times, in milliseconds: the least that at least q of them do not
// exceed; 0 when there are none.
func quantile(sorted []time.Duration, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	i := int(q*float64(len(sorted))+0.999999) - 1
	return sorted[min(max(i, 0), len(sorted)-1)].Seconds() * 1000
}
