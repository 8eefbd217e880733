package geo

import (
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/oschwald/maxminddb-golang/v2"
)

// DB is an open database. Its methods may be called concurrently.
type DB struct {
	path string

	mu     sync.RWMutex
	reader *maxminddb.Reader
	// file is what path was when it was last opened, or could not be.
	file fs.FileInfo
}

// Open opens a file in the MaxMind format, which is mapped into memory.
func Open(path string) (*DB, error) {
	d := &DB{path: path}
	if _, err := d.Refresh(); err != nil {
		return nil, err
	}
	return d, nil
}

// Refresh opens the file again if another is there than before, or it was written to, and
// says whether it did. A file that is none leaves the former one in use, and is an error
// once. Replace the file by renaming another over it: it is read while it is used.
func (d *DB) Refresh() (changed bool, err error) {
	file, err := os.Stat(d.path)
	if err != nil {
		return false, fmt.Errorf("GeoIP database: %w", err)
	}
	d.mu.RLock()
	same := d.file != nil && os.SameFile(d.file, file) && d.file.ModTime().Equal(file.ModTime()) && d.file.Size() == file.Size()
	d.mu.RUnlock()
	if same {
		return false, nil
	}
	reader, err := maxminddb.Open(d.path)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.file = file
	if err != nil {
		return false, fmt.Errorf("GeoIP database: %w", err)
	}
	former := d.reader
	d.reader = reader
	if former == nil {
		return true, nil
	}
	return true, former.Close()
}

// Close unmaps the file; nothing may be looked up afterwards.
func (d *DB) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.reader.Close()
}

// Built is when the database was made.
func (d *DB) Built() time.Time {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.reader.Metadata.BuildTime()
}

// Locate says where an address is; false when the database does not know, and for
// addresses that are nowhere in particular: private, loopback, link-local.
func (d *DB) Locate(ip netip.Addr) (Place, bool) {
	if ip = ip.Unmap().WithZone(""); !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return Place{}, false
	}
	record := map[string]any{}
	d.mu.RLock()
	defer d.mu.RUnlock()
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
