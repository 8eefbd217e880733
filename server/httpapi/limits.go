package httpapi

import (
	"math"
	"net/netip"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// limit is a request rate with the name that it is counted under.
type limit struct {
	group string
	rate  rate
}

// Request limits for one project at one address, where many people may be. What
// one person may do is counted by core.
var (
	limitAttach   = limit{"attach", perMinute(60)}
	limitEvaluate = limit{"evaluate", perMinute(60)}
	limitDevices  = limit{"devices", perMinute(60)}
	limitRead     = limit{"challenge_read", perMinute(120)}
	limitWrite    = limit{"challenge_write", perMinute(60)}
	limitListen   = limit{"listen", perMinute(60)}
	limitPages    = limit{"pages", perMinute(240)}
	limitAdmin    = limit{"admin", perMinute(300)}
	// limitUnknown is for credentials that nobody has: each costs a look-up.
	limitUnknown = limit{"unknown_credential", perMinute(60)}
	limitCarrier = limit{"delivery_status", perMinute(6_000)}
	// limitServer is for back ends, which have one address for all of their users.
	limitServer = limit{"server", rate{Every: time.Millisecond, Burst: 2_000}}
)

// devFactor loosens the limits in development, where tests are many users at once.
const devFactor = 100

// count takes one request off the caller's limit.
func (a *api) count(l limit, c core.Caller) error {
	k := limitKey{client: c.Project.ID, ip: core.Subscriber(c.IP)}
	if c.Class == core.Server {
		l, k.ip = limitServer, netip.Addr{}
	}
	return a.take(l, k)
}

// countAddress is for requests without a client id.
func (a *api) countAddress(l limit, ip netip.Addr) error {
	return a.take(l, limitKey{ip: core.Subscriber(ip)})
}

// mayGuess refuses an address that sent too many unknown credentials before looking at
// another one.
func (a *api) mayGuess(ip netip.Addr) error {
	l, k := a.limited(limitUnknown, limitKey{ip: core.Subscriber(ip)})
	if wait, ok := a.limiter.peek(k, l.rate); !ok {
		return tooMany(wait)
	}
	return nil
}

// guessed counts a credential that nobody has.
func (a *api) guessed(ip netip.Addr, err error) {
	if asWire(err).Code == wire.CodeUnauthorized {
		_ = a.countAddress(limitUnknown, ip) // the next one is told
	}
}

func (a *api) take(l limit, k limitKey) error {
	l, k = a.limited(l, k)
	if wait, ok := a.limiter.allow(k, l.rate); !ok {
		return tooMany(wait)
	}
	return nil
}

// limited is the limit as this server has it, and the key that it is counted under.
func (a *api) limited(l limit, k limitKey) (limit, limitKey) {
	k.group = l.group
	if a.dev {
		l.rate = rate{Every: l.rate.Every / devFactor, Burst: l.rate.Burst * devFactor}
	}
	return l, k
}

func tooMany(wait time.Duration) error {
	return &wire.Error{
		Code:       wire.CodeRateLimited,
		Message:    "Too many requests from this address.",
		RetryAfter: int(math.Ceil(wait.Seconds())),
	}
}
