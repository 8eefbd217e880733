package main

import (
	"errors"
	"testing"
	"time"
)

func TestQuantile(t *testing.T) {
	var hundred []time.Duration
	for i := range 100 {
		hundred = append(hundred, time.Duration(i+1)*time.Millisecond)
	}
	for _, tt := range []struct {
		of   []time.Duration
		q    float64
		want float64
	}{
		{nil, 0.99, 0},
		{hundred[:1], 0.5, 1},
		{hundred[:1], 0.99, 1},
		{hundred[:2], 0.5, 1},
		{hundred, 0.5, 50},
		{hundred, 0.99, 99},
		{hundred, 1, 100},
	} {
		if got := quantile(tt.of, tt.q); got != tt.want {
			t.Errorf("quantile(%d values, %v) = %v, want %v", len(tt.of), tt.q, got, tt.want)
		}
	}
}

// TestCount: errors count as errors and never as operations, which would be fast.
func TestCount(t *testing.T) {
	list := make(chan int, 10)
	for i := range 10 {
		list <- i
	}
	close(list)
	p := &phase{}
	p.count(3, func() (int, bool) { n, more := <-list; return n, more }, processes{of: self()}, func(n int) error {
		if n%5 == 0 {
			return errors.New("refused")
		}
		return nil
	})
	if p.Operations != 8 || p.Errors != 2 || p.Error != "refused" || p.PerSecond <= 0 {
		t.Errorf("counted %+v", p)
	}
}
