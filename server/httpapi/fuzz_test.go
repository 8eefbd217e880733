package httpapi

import (
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// FuzzClientIP: only a trusted peer's header counts, and what comes out is an address that was in it.
func FuzzClientIP(f *testing.F) {
	for _, s := range []string{"", "198.51.100.1", "1.1.1.1, 198.51.100.1:80, 10.0.0.2", "[2001:db8::5%eth0]:99", "::ffff:10.0.0.1", ",,", "unknown"} {
		f.Add(s)
	}
	trusted := proxies{netip.MustParsePrefix("10.0.0.0/8")}
	f.Fuzz(func(t *testing.T, forwarded string) {
		header := http.Header{"X-Forwarded-For": {forwarded}}
		if got := trusted.clientIP(&http.Request{RemoteAddr: "203.0.113.7:5000", Header: header}); got.String() != "203.0.113.7" {
			t.Errorf("%q made a stranger %s", forwarded, got)
		}
		got := trusted.clientIP(&http.Request{RemoteAddr: "10.0.0.1:5000", Header: header})
		if !got.IsValid() || got.Zone() != "" || got.Is4In6() {
			t.Errorf("%q: %s", forwarded, got)
		}
		if again := parseHop(got.String()); again != got {
			t.Errorf("%q: %s is read as %s", forwarded, got, again)
		}
	})
}

// FuzzQuality: a weight is from 0 to 1, whatever the header says.
func FuzzQuality(f *testing.F) {
	for _, s := range []string{"", "br", "gzip;q=0.5, br;q=1", "*;q=0", "br;q=NaN", "br;q=1e400", ";;=,q"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, header string) {
		if q := quality(header, "br"); !(q >= 0 && q <= 1) {
			t.Errorf("%q wants br by %v", header, q)
		}
	})
}

// FuzzQuery: a list's query is refused by a documented error, or within its limits.
func FuzzQuery(f *testing.F) {
	for _, s := range []string{"", "page=1&limit=100", "page=-1", "limit=9999999999999999999", "start_date=2021-02-30", "end_date=9999-12-31T23:59:60Z", "page=%00;limit"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, _ := url.ParseQuery(query) // as net/http does: what is malformed is dropped
		q, err := challengeQuery(values)
		var e *wire.Error
		switch {
		case err != nil && (!errors.As(err, &e) || e.Param == ""):
			t.Errorf("%q: not an error for callers: %v", query, err)
		case err == nil && (q.Page < 1 || q.Limit < 1 || q.Limit > 100):
			t.Errorf("%q is read as %+v", query, q)
		}
	})
}
