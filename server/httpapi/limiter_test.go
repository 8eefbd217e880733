package httpapi

import (
	"strconv"
	"testing"
	"time"
)

func TestLimiter(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	l := newLimiter(func() time.Time { return now })
	r := rate{Every: time.Second, Burst: 3}
	a, b := limitKey{client: "a"}, limitKey{client: "b"}

	for i := range 3 {
		if _, ok := l.allow(a, r); !ok {
			t.Fatalf("request %d of the burst was refused", i+1)
		}
	}
	if wait, ok := l.allow(a, r); ok || wait != time.Second {
		t.Errorf("after the burst: wait %v, ok %v; want 1s, false", wait, ok)
	}
	if _, ok := l.allow(b, r); !ok {
		t.Error("another client pays for the first one")
	}
	now = now.Add(time.Second)
	if _, ok := l.allow(a, r); !ok {
		t.Error("refused after the wait that was asked for")
	}
	if _, ok := l.allow(a, r); ok {
		t.Error("one second gave more than one request")
	}
	now = now.Add(time.Hour)
	for i := range 3 {
		if _, ok := l.allow(a, r); !ok {
			t.Fatalf("request %d after a pause was refused", i+1)
		}
	}
	if _, ok := l.allow(a, r); ok {
		t.Error("a long pause gave more than the burst")
	}
}

func TestLimiterZeroRateIsNoLimit(t *testing.T) {
	l := newLimiter(time.Now)
	for range 100 {
		if _, ok := l.allow(limitKey{}, rate{}); !ok {
			t.Fatal("refused")
		}
	}
	if len(l.emptyAt) != 0 {
		t.Error("kept an entry for no limit")
	}
}

func TestLimiterForgets(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	l := newLimiter(func() time.Time { return now })
	fill := func(from, n int) {
		for i := range n {
			l.allow(limitKey{client: strconv.Itoa(from + i)}, perMinute(60))
		}
	}
	fill(0, firstSweep-1)
	now = now.Add(2 * time.Minute)
	fill(firstSweep, 1)
	if n := len(l.emptyAt); n != 1 {
		t.Errorf("%d entries after all but one ran empty, want 1", n)
	}
	fill(0, maxLimitKeys+firstSweep)
	if n := len(l.emptyAt); n > maxLimitKeys {
		t.Errorf("%d entries, more than the %d allowed", n, maxLimitKeys)
	}
}

// TestLimiterAfterClockWentBack: nobody is kept out for as long as the clock was turned
// back by.
func TestLimiterAfterClockWentBack(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	l := newLimiter(func() time.Time { return now })
	r := rate{Every: time.Second, Burst: 3}
	l.allow(limitKey{}, r)
	now = now.Add(-time.Hour)
	for i := range 3 {
		if wait, ok := l.allow(limitKey{}, r); !ok {
			t.Fatalf("request %d is to wait %v", i+1, wait)
		}
	}
	if _, ok := l.allow(limitKey{}, r); ok {
		t.Error("no limit any more")
	}
}
