package webhook

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// guard keeps webhooks, whose URLs customers choose, from reaching what only this
// machine and its neighbours should reach.
type guard struct {
	// all lets everything pass.
	all   bool
	allow []netip.Prefix
	// resolver finds addresses; nil is the machine's. Only tests have another.
	resolver *net.Resolver
}

// dialer looks at each address when it is connected to: after names were resolved, so
// that a name that resolves differently the second time gains nothing.
func (g guard) dialer() *net.Dialer {
	return &net.Dialer{Resolver: g.resolver, Timeout: timeout, KeepAlive: 30 * time.Second, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		return g.check(to.Addr())
	}}
}

func (g guard) check(ip netip.Addr) error {
	ip = ip.Unmap().WithZone("")
	within := func(p netip.Prefix) bool { return p.Contains(ip) }
	if g.all || slices.ContainsFunc(g.allow, within) {
		return nil
	}
	if ip.Is6() && !global6.Contains(ip) || slices.ContainsFunc(special, within) {
		return fmt.Errorf("%s is not a public address", ip)
	}
	return nil
}

// global6 is where all public IPv6 addresses are.
var global6 = netip.MustParsePrefix("2000::/3")

// special are the networks of the IANA registries of special-purpose addresses that
// are not globally reachable, or that lead to some that are not.
var special = prefixes(
	"0.0.0.0/8",       // this network
	"10.0.0.0/8",      // private
	"100.64.0.0/10",   // carriers' own
	"127.0.0.0/8",     // loopback
	"169.254.0.0/16",  // link-local; the metadata of cloud machines
	"172.16.0.0/12",   // private
	"192.0.0.0/24",    // protocol assignments
	"192.0.2.0/24",    // documentation
	"192.88.99.0/24",  // relays of 6to4
	"192.168.0.0/16",  // private
	"198.18.0.0/15",   // benchmarks
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"224.0.0.0/4",     // multicast
	"240.0.0.0/4",     // reserved; broadcast
	"2001::/23",       // protocol assignments, Teredo
	"2001:db8::/32",   // documentation
	"2002::/16",       // 6to4, which embeds any IPv4 address
	"3fff::/20",       // documentation
)

func prefixes(list ...string) (parsed []netip.Prefix) {
	for _, text := range list {
		parsed = append(parsed, netip.MustParsePrefix(text))
	}
	return parsed
}
