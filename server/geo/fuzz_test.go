package geo_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/openrupt/openrupt/server/geo"
	"github.com/openrupt/openrupt/server/geo/mmdbtest"
)

// FuzzOpen: a damaged database is refused, or knows some places less.
func FuzzOpen(f *testing.F) {
	good, err := os.ReadFile(mmdbtest.Write(f, map[string]mmdbtest.Record{
		"203.0.113.0/25":   mmdbtest.Flat("Berlin", "DE", 52.52, 13.405),
		"203.0.113.128/25": mmdbtest.Nested("Paris", "FR", 48.8566, 2.3522, 20),
	}))
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{good, good[:len(good)/2], good[len(good)/2:], {}, []byte("\xab\xcd\xefMaxMind.com")} {
		f.Add(seed)
	}
	path := filepath.Join(f.TempDir(), "fuzz.mmdb")
	f.Fuzz(func(t *testing.T, file []byte) {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := geo.Open(path)
		if err != nil {
			return
		}
		defer db.Close()
		db.Built()
		for _, ip := range []string{"203.0.113.7", "203.0.113.200", "2001:db8::1"} {
			p, ok := db.Locate(netip.MustParseAddr(ip))
			if ok && !(p.Latitude >= -90 && p.Latitude <= 90 && p.Longitude >= -180 && p.Longitude <= 180) {
				t.Errorf("%s is at %+v", ip, p)
			}
		}
	})
}
