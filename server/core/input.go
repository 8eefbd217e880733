package core

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core/deviceinfo"
)

const (
	maxAccount = 256
	maxText    = 1024
	maxHash    = 4096
	maxLimit   = 10_000
)

// checkAccount refuses what is no account id; param is what the caller named it.
func checkAccount(param, account string) error {
	switch {
	case account == "":
		return invalid(param, "This field is required: your own id of the user.")
	case len(account) > maxAccount || !utf8.ValidString(account) || strings.ContainsFunc(account, control):
		return invalid(param, "An account id may have at most 256 bytes and no control characters.")
	}
	return nil
}

func control(r rune) bool { return r < ' ' || r == 0x7f }

// checkLimit refuses limits that nobody can mean.
func checkLimit(l *wire.LimitConfig) error {
	if n, ok := l.Overall(); ok && (n < 1 || n > maxLimit) {
		return invalid("limit_config.overall_device_limit", "A device limit is a whole number from 1 to 10,000. Leave it out for the project's own.")
	}
	if l != nil && l.PeopleLimit != nil && (*l.PeopleLimit < 1 || *l.PeopleLimit > maxLimit) {
		return invalid("limit_config.people_limit", "A people limit is a whole number from 1 to 10,000. Leave it out for the project's own.")
	}
	return nil
}

// limitsFor are those in force for this call: the signed token's, the body's where
// the body may say so, else the project's.
func (c Caller) limitsFor(body *wire.LimitConfig) Limits {
	if c.Class != Server && c.Project.Settings.RequireSigned {
		body = nil
	}
	l := c.Project.Settings.limits()
	for _, from := range []*wire.LimitConfig{body, c.SignedLimit} {
		if n, ok := from.Overall(); ok {
			l.Overall = n
		}
		if from != nil && from.PeopleLimit != nil {
			l.People = *from.PeopleLimit
		}
	}
	return l
}

// checkSigned refuses a browser that may not speak for this account.
func (c Caller) checkSigned(account string) error {
	if c.Class != Browser {
		return nil
	}
	if c.SignedUser != "" && c.SignedUser != account || c.SignedUser == "" && c.Project.Settings.RequireSigned {
		return errNotSigned
	}
	return nil
}

// origin is where a browser is and what it calls itself.
type origin struct {
	ip    string // IPv6 by its /64
	ua    string
	hints map[string]string
}

// originFor is the caller's own, or what a back end says of the browser it speaks for.
func (c Caller) originFor(ip, ua string) (origin, error) {
	if c.Class != Server {
		return origin{ipKey(c.IP), deviceinfo.Clip(c.UserAgent), c.ClientHints}, nil
	}
	if ip == "" {
		return origin{ua: deviceinfo.Clip(ua)}, nil
	}
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return origin{}, invalid("ip", "This is not an IP address. Send the visitor's, such as 203.0.113.7.")
	}
	return origin{ip: ipKey(addr), ua: deviceinfo.Clip(ua)}, nil
}

// Subscriber is how addresses are compared and counted: a household has one of IPv4, or a
// /64 of IPv6.
func Subscriber(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		return netip.PrefixFrom(a, 64).Masked().Addr()
	}
	return a
}

// ipKey is how addresses are kept; "" is none.
func ipKey(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return Subscriber(a).String()
}

// clipped cuts text that is only kept for people to read, and drops what databases
// and terminals choke on.
func clipped(s string) string {
	if len(s) > maxText {
		s = s[:maxText]
	}
	return strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if control(r) {
			return -1
		}
		return r
	}, s), "")
}

// toleranceFor is the project's where it fixes one, else the caller's.
func (c Caller) toleranceFor(asked wire.Tolerance) (wire.Tolerance, error) {
	switch asked {
	case "", wire.ToleranceDefault, wire.ToleranceStrict, wire.ToleranceLenient:
	default:
		return "", invalid("tolerance", "The tolerance is default, strict or lenient.")
	}
	if fixed := c.Project.Settings.Tolerance; fixed != "" {
		return fixed, nil
	}
	return asked, nil
}
