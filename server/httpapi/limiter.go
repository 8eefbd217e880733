package httpapi

import (
	"net/netip"
	"sync"
	"time"
)

// rate is how many requests one client may make: one each Every, and Burst at once.
// The zero rate is no limit.
type rate struct {
	Every time.Duration
	Burst int
}

// perMinute allows n requests a minute, all of them at once if they must.
func perMinute(n int) rate { return rate{Every: time.Minute / time.Duration(n), Burst: n} }

// limitKey is what is counted together.
type limitKey struct {
	group  string
	client string
	ip     netip.Addr
}

// limiter counts requests by the generic cell rate algorithm: per key it keeps only
// the time at which the bucket would be empty again. It is in memory, one for each
// process: it keeps load away and is not what protects codes, which core counts in
// the store.
type limiter struct {
	now     func() time.Time
	mu      sync.Mutex
	emptyAt map[limitKey]time.Time
	sweepAt int
}

// Entries are some 150 bytes; at maxLimitKeys half of them are dropped, whichever,
// since under such a flood a forgotten counter is better than a full memory.
const (
	firstSweep   = 1 << 12
	maxLimitKeys = 1 << 17
)

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, emptyAt: map[limitKey]time.Time{}, sweepAt: firstSweep}
}

// allow counts one request, or says in how long the next one is allowed.
func (l *limiter) allow(k limitKey, r rate) (wait time.Duration, ok bool) {
	if r.Every <= 0 {
		return 0, true
	}
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	emptyAt, over := l.next(k, r, now)
	if over > 0 {
		return over, false
	}
	l.emptyAt[k] = emptyAt
	if len(l.emptyAt) >= l.sweepAt {
		l.sweep(now)
	}
	return 0, true
}

// peek is allow without counting.
func (l *limiter) peek(k limitKey, r rate) (wait time.Duration, ok bool) {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	_, over := l.next(k, r, now)
	return over, over <= 0
}

// next is when the bucket would be empty after one more request, and by how long that
// is too late.
func (l *limiter) next(k limitKey, r rate, now time.Time) (emptyAt time.Time, over time.Duration) {
	full := time.Duration(r.Burst) * r.Every
	emptyAt = l.emptyAt[k]
	if emptyAt.Before(now) || emptyAt.Sub(now) > full { // further ahead only if the clock went back
		emptyAt = now
	}
	emptyAt = emptyAt.Add(r.Every)
	return emptyAt, emptyAt.Sub(now) - full
}

func (l *limiter) sweep(now time.Time) {
	for k, t := range l.emptyAt {
		if t.Before(now) {
			delete(l.emptyAt, k)
		}
	}
	if len(l.emptyAt) >= maxLimitKeys {
		for k := range l.emptyAt {
			if len(l.emptyAt) <= maxLimitKeys/2 {
				break
			}
			delete(l.emptyAt, k)
		}
	}
	l.sweepAt = min(max(firstSweep, 2*len(l.emptyAt)), maxLimitKeys)
}
