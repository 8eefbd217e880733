package httpapi

import (
	"net/http"
	"net/netip"
	"testing"
)

func TestClientIP(t *testing.T) {
	trusted := proxies{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for name, tt := range map[string]struct {
		peer      string
		forwarded []string
		want      string
	}{
		"peer":                           {"203.0.113.7:5000", nil, "203.0.113.7"},
		"peer, not trusted":              {"203.0.113.7:5000", []string{"198.51.100.1"}, "203.0.113.7"},
		"one proxy":                      {"10.0.0.1:5000", []string{"198.51.100.1"}, "198.51.100.1"},
		"invented by the client":         {"10.0.0.1:5000", []string{"1.1.1.1, 198.51.100.1"}, "198.51.100.1"},
		"two proxies":                    {"10.0.0.1:5000", []string{"1.1.1.1, 198.51.100.1, 10.0.0.2"}, "198.51.100.1"},
		"two headers":                    {"10.0.0.1:5000", []string{"1.1.1.1", "198.51.100.1, 10.0.0.2"}, "198.51.100.1"},
		"only proxies":                   {"10.0.0.1:5000", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
		"garbage":                        {"10.0.0.1:5000", []string{"198.51.100.1, nonsense"}, "10.0.0.1"},
		"no header":                      {"10.0.0.1:5000", nil, "10.0.0.1"},
		"port in the header":             {"10.0.0.1:5000", []string{"198.51.100.1:1234"}, "198.51.100.1"},
		"IPv6":                           {"[fd00::1]:5000", []string{"2001:db8::5"}, "2001:db8::5"},
		"IPv6 with a port":               {"[fd00::1]:5000", []string{"[2001:db8::5]:99"}, "2001:db8::5"},
		"IPv4 in IPv6 is the IPv4 hop":   {"[::ffff:10.0.0.1]:5000", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		"the zone of a link is not kept": {"[fe80::1%eth0]:5000", nil, "fe80::1"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &http.Request{RemoteAddr: tt.peer, Header: http.Header{"X-Forwarded-For": tt.forwarded}}
			if got := trusted.clientIP(r).String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
