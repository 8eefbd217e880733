package core_test

import (
	"net/netip"
	"testing"

	"github.com/openrupt/openrupt/server/core"
)

func TestSubscriber(t *testing.T) {
	for ip, want := range map[string]string{
		"203.0.113.7":          "203.0.113.7",
		"::ffff:203.0.113.7":   "203.0.113.7",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::",
		"2001:db8:1:2:ffff::":  "2001:db8:1:2::",
		"fe80::1%eth0":         "fe80::",
	} {
		if got := core.Subscriber(netip.MustParseAddr(ip)).String(); got != want {
			t.Errorf("Subscriber(%s) = %s, want %s", ip, got, want)
		}
	}
	if got := core.Subscriber(netip.Addr{}); got.IsValid() {
		t.Errorf("nobody's address is %s", got)
	}
}
