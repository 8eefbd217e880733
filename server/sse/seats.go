package sse

import (
	"context"
	"net/netip"
	"sync"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// seats bound how many streams are open for one device and for one address.
type seats struct {
	perDevice, perAddress int

	mu        sync.Mutex
	all       int
	devices   map[deviceKey][]*seat // oldest first
	addresses map[netip.Addr]int
}

type deviceKey struct{ project, device string }

// seat is one open stream.
type seat struct{ end context.CancelFunc }

func newSeats(perDevice, perAddress int) *seats {
	return &seats{
		perDevice: perDevice, perAddress: perAddress,
		devices: map[deviceKey][]*seat{}, addresses: map[netip.Addr]int{},
	}
}

func (s *seats) taken() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all
}

// take finds a seat for a stream, which end ends. A device's newest stream always
// gets one: an old one may well belong to a laptop that was closed.
func (s *seats) take(c core.Caller, device string, end context.CancelFunc) (leave func(), err error) {
	ip := core.Subscriber(c.IP)
	key := deviceKey{c.Project.ID, device}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.addresses[ip] >= s.perAddress {
		return nil, &wire.Error{Code: wire.CodeRateLimited, Message: "Too many open streams at this address.", RetryAfter: 60}
	}
	if len(s.devices[key]) >= s.perDevice {
		s.devices[key][0].end()
		s.remove(key, s.devices[key][0])
	}
	me := &seat{end}
	s.devices[key] = append(s.devices[key], me)
	s.addresses[ip]++
	s.all++
	return func() { s.leave(key, ip, me) }, nil
}

func (s *seats) leave(key deviceKey, ip netip.Addr, me *seat) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(key, me)
	s.all--
	if s.addresses[ip]--; s.addresses[ip] == 0 {
		delete(s.addresses, ip)
	}
}

// remove takes one seat off its device; it may be gone already.
func (s *seats) remove(key deviceKey, gone *seat) {
	kept := s.devices[key][:0]
	for _, seat := range s.devices[key] {
		if seat != gone {
			kept = append(kept, seat)
		}
	}
	s.devices[key] = kept
	if len(kept) == 0 {
		delete(s.devices, key)
	}
}
