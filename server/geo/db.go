package geo

import (
	"fmt"
	"net/netip"
	"strconv"
	"time"

	"github.com/oschwald/maxminddb-golang/v2"
)

// DB is an open database. Its methods may be called concurrently.
type DB struct{ reader *maxminddb.Reader }

// Open opens a file in the MaxMind format, which is mapped into memory.
func Open(path string) (*DB, error) {
	reader, err := maxminddb.Open(path)
	if err != nil {
		return nil, fmt.Errorf("GeoIP database: %w", err)
	}
	return &DB{reader}, nil
}

// Close unmaps the file; nothing may be looked up afterwards.
func (d *DB) Close() error { return d.reader.Close() }

// Built is when the database was made.
func (d *DB) Built() time.Time { return d.reader.Metadata.BuildTime() }

// Locate says where an address is; false when the database does not know, and for
// addresses that are nowhere in particular: private, loopback, link-local.
func (d *DB) Locate(ip netip.Addr) (Place, bool) {
	if ip = ip.Unmap().WithZone(""); !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return Place{}, false
	}
	record := map[string]any{}
	if err := d.reader.Lookup(ip).Decode(&record); err != nil {
		return Place{}, false
	}
	return place(record)
}

// place reads a record of either shape; false without coordinates.
func place(record map[string]any) (p Place, ok bool) {
	at, nested := record["location"].(map[string]any)
	if !nested {
		at = record
	}
	latitude, hasLatitude := number(at["latitude"])
	longitude, hasLongitude := number(at["longitude"])
	if !hasLatitude || !hasLongitude || latitude < -90 || latitude > 90 || longitude < -180 || longitude > 180 {
		return Place{}, false
	}
	p = Place{Latitude: latitude, Longitude: longitude, City: name(record["city"])}
	p.Radius, _ = number(at["accuracy_radius"])
	if country, nested := record["country"].(map[string]any); nested {
		p.Country, _ = country["iso_code"].(string)
	} else {
		p.Country, _ = record["country_code"].(string)
	}
	return p, true
}

// name is a string, or the English one among names.
func name(v any) string {
	if nested, ok := v.(map[string]any); ok {
		names, _ := nested["names"].(map[string]any)
		v = names["en"]
	}
	s, _ := v.(string)
	return s
}

// number reads what databases write coordinates as.
func number(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case float32:
		return float64(n), true
	case uint64:
		return float64(n), true
	case string:
		f, err := strconv.ParseFloat(n, 64)
		return f, err == nil
	}
	return 0, false
}
