package geo_test

import (
	"math"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/openrupt/openrupt/server/geo"
	"github.com/openrupt/openrupt/server/geo/mmdbtest"
)

func open(t *testing.T, networks map[string]mmdbtest.Record) *geo.DB {
	t.Helper()
	db, err := geo.Open(mmdbtest.Write(t, networks))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestLocate(t *testing.T) {
	db := open(t, map[string]mmdbtest.Record{
		"203.0.113.0/25":    mmdbtest.Flat("Berlin", "DE", 52.52, 13.405),
		"203.0.113.128/25":  mmdbtest.Nested("Paris", "FR", 48.8566, 2.3522, 20),
		"2001:db8::/32":     mmdbtest.Flat("", "JP", 35.68, 139.69),
		"198.51.100.0/25":   {"latitude": "40.5", "longitude": "-73.25"},
		"198.51.100.128/26": {"country_code": "US"},
		"198.51.100.192/26": mmdbtest.Flat("Nowhere", "", 95, 0),
		"192.168.0.0/16":    mmdbtest.Flat("Sydney", "AU", -33.87, 151.2),
	})
	for ip, want := range map[string]geo.Place{
		"203.0.113.7":        {Latitude: 52.52, Longitude: 13.405, City: "Berlin", Country: "DE"},
		"::ffff:203.0.113.7": {Latitude: 52.52, Longitude: 13.405, City: "Berlin", Country: "DE"},
		"203.0.113.200":      {Latitude: 48.8566, Longitude: 2.3522, Radius: 20, City: "Paris", Country: "FR"},
		"2001:db8:1:2::":     {Latitude: 35.68, Longitude: 139.69, Country: "JP"},
		"198.51.100.1":       {Latitude: 40.5, Longitude: -73.25},
		"198.51.100.129":     {},
		"198.51.100.193":     {},
		"192.168.1.1":        {},
		"127.0.0.1":          {},
		"192.0.2.1":          {},
		"2001:db9::1":        {},
	} {
		got, ok := db.Locate(netip.MustParseAddr(ip))
		if got != want || ok != (want != geo.Place{}) {
			t.Errorf("%s: %+v, %v", ip, got, ok)
		}
	}
	if _, ok := db.Locate(netip.Addr{}); ok {
		t.Error("no address")
	}
	if db.Built().Unix() != 1_760_000_000 {
		t.Error(db.Built())
	}
}

func TestOpenRefuses(t *testing.T) {
	if _, err := geo.Open(filepath.Join(t.TempDir(), "none.mmdb")); err == nil {
		t.Error("no file")
	}
	path := filepath.Join(t.TempDir(), "x.mmdb")
	if err := os.WriteFile(path, []byte("not a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := geo.Open(path); err == nil {
		t.Error("another file")
	}
}

func TestDistance(t *testing.T) {
	berlin, paris := geo.Place{Latitude: 52.52, Longitude: 13.405}, geo.Place{Latitude: 48.8566, Longitude: 2.3522}
	sydney := geo.Place{Latitude: -33.8688, Longitude: 151.2093}
	near := paris
	near.Radius = 200
	for name, tt := range map[string]struct {
		a, b geo.Place
		km   float64
	}{
		"Berlin and Paris":     {berlin, paris, 878},
		"Berlin and Sydney":    {berlin, sydney, 16093},
		"across the date line": {geo.Place{Longitude: 179.5}, geo.Place{Longitude: -179.5}, 111},
		"itself":               {berlin, berlin, 0},
		"less the radius":      {berlin, near, 678},
		"never less than 0":    {paris, near, 0},
		"pole to pole":         {geo.Place{Latitude: 90}, geo.Place{Latitude: -90}, 20015},
	} {
		if km := tt.a.Distance(tt.b); math.Abs(km-tt.km) > 2 || km != tt.b.Distance(tt.a) {
			t.Errorf("%s: %.0f km, want %.0f", name, km, tt.km)
		}
	}
	for want, p := range map[string]geo.Place{"Berlin, DE": {City: "Berlin", Country: "DE"}, "Berlin": {City: "Berlin"}, "DE": {Country: "DE"}, "": {}} {
		if p.String() != want {
			t.Errorf("%q, want %q", p, want)
		}
	}
}

// TestRefresh: a file that is replaced is used from then on, while lookups go on; what is
// no database is said once and not used.
func TestRefresh(t *testing.T) {
	at := mmdbtest.Write(t, map[string]mmdbtest.Record{"203.0.113.0/24": mmdbtest.Flat("Berlin", "DE", 52.52, 13.405)})
	db, err := geo.Open(at)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ip := netip.MustParseAddr("203.0.113.7")
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			default:
				if _, ok := db.Locate(ip); !ok {
					t.Error("a lookup failed")
					return
				}
			}
		}
	}()
	refreshes := func(changed, failed bool, city string) {
		t.Helper()
		got, err := db.Refresh()
		place, _ := db.Locate(ip)
		if got != changed || (err != nil) != failed || place.City != city {
			t.Errorf("changed %v, %v, %q", got, err, place.City)
		}
	}
	refreshes(false, false, "Berlin")
	next := mmdbtest.Write(t, map[string]mmdbtest.Record{"203.0.113.0/24": mmdbtest.Flat("Paris", "FR", 48.86, 2.35)})
	if err := os.Rename(next, at); err != nil {
		t.Fatal(err)
	}
	refreshes(true, false, "Paris")
	refreshes(false, false, "Paris")
	bad := filepath.Join(t.TempDir(), "bad")
	if err := os.WriteFile(bad, []byte("<html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(bad, at); err != nil {
		t.Fatal(err)
	}
	refreshes(false, true, "Paris")
	refreshes(false, false, "Paris")
	if err := os.Remove(at); err != nil {
		t.Fatal(err)
	}
	refreshes(false, true, "Paris")
	close(stop)
	<-stopped
}
