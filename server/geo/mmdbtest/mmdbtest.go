// Package mmdbtest writes small databases in the MaxMind format for tests.
package mmdbtest

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Record is what the database holds of a network: values are strings, float64, uint16
// and nested Records.
type Record map[string]any

// Flat is a record in the shape of the free databases.
func Flat(city, country string, latitude, longitude float64) Record {
	return Record{"city": city, "country_code": country, "latitude": latitude, "longitude": longitude}
}

// Nested is a record in the shape of GeoIP2 City; radius is in kilometres.
func Nested(city, country string, latitude, longitude float64, radius uint16) Record {
	return Record{
		"city":     Record{"names": Record{"de": city + " (de)", "en": city}},
		"country":  Record{"iso_code": country},
		"location": Record{"latitude": latitude, "longitude": longitude, "accuracy_radius": radius},
	}
}

// Write writes a database of networks, which must not overlap, into the test's folder
// and returns its path.
func Write(t testing.TB, networks map[string]Record) string {
	t.Helper()
	w := &writer{nodes: []node{{}}}
	for _, network := range slices.Sorted(maps.Keys(networks)) {
		w.add(netip.MustParsePrefix(network), networks[network])
	}
	path := filepath.Join(t.TempDir(), "test.mmdb")
	if err := os.WriteFile(path, w.file(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// node is one bit of the search tree. A value is 0 for none, n > 0 for node n, and
// -n-1 for the record at n of the data section.
type node [2]int

type writer struct {
	nodes []node
	data  []byte
}

func (w *writer) add(network netip.Prefix, r Record) {
	address, bits := network.Addr().As16(), network.Bits()
	if network.Addr().Is4() { // IPv4 is ::/96
		address, bits = [16]byte{}, bits+96
		v4 := network.Addr().As4()
		copy(address[12:], v4[:])
	}
	at := len(w.data)
	w.data = appendValue(w.data, r)
	current := 0
	for i := range bits {
		bit := address[i/8] >> (7 - i%8) & 1
		if i == bits-1 {
			w.nodes[current][bit] = -at - 1
			return
		}
		if w.nodes[current][bit] == 0 {
			w.nodes = append(w.nodes, node{})
			w.nodes[current][bit] = len(w.nodes) - 1
		}
		current = w.nodes[current][bit]
	}
}

// separator lies between the tree and the data, and shifts pointers into the data.
const separator = 16

func (w *writer) file() []byte {
	var b []byte
	for _, n := range w.nodes {
		for _, v := range n {
			switch {
			case v == 0:
				v = len(w.nodes)
			case v < 0:
				v = len(w.nodes) + separator - v - 1
			}
			b = append(b, byte(v>>16), byte(v>>8), byte(v))
		}
	}
	b = append(b, make([]byte, separator)...)
	b = append(b, w.data...)
	b = append(b, "\xab\xcd\xefMaxMind.com"...)
	return appendValue(b, Record{
		"node_count": uint32(len(w.nodes)), "record_size": uint16(24), "ip_version": uint16(6), "database_type": "Test-City",
		"languages": []any{"en"}, "description": Record{"en": "test"}, "build_epoch": uint64(1_760_000_000),
		"binary_format_major_version": uint16(2), "binary_format_minor_version": uint16(0),
	})
}

// Types of the data section; those from 8 on are extended.
const (
	typeString = 2
	typeDouble = 3
	typeUint16 = 5
	typeUint32 = 6
	typeMap    = 7
	typeUint64 = 9
	typeArray  = 11
)

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return append(appendControl(b, typeString, len(v)), v...)
	case float64:
		return binary.BigEndian.AppendUint64(appendControl(b, typeDouble, 8), math.Float64bits(v))
	case uint16:
		return binary.BigEndian.AppendUint16(appendControl(b, typeUint16, 2), v)
	case uint32:
		return binary.BigEndian.AppendUint32(appendControl(b, typeUint32, 4), v)
	case uint64:
		return binary.BigEndian.AppendUint64(appendControl(b, typeUint64, 8), v)
	case []any:
		b = appendControl(b, typeArray, len(v))
		for _, item := range v {
			b = appendValue(b, item)
		}
		return b
	case Record:
		b = appendControl(b, typeMap, len(v))
		for _, key := range slices.Sorted(maps.Keys(v)) {
			b = appendValue(appendValue(b, key), v[key])
		}
		return b
	}
	panic(fmt.Sprintf("mmdbtest: %T", v))
}

// appendControl writes a type and a size below 29.
func appendControl(b []byte, kind, size int) []byte {
	if size >= 29 {
		panic("mmdbtest: texts have at most 28 bytes")
	}
	if kind > 7 {
		return append(b, byte(size), byte(kind-7))
	}
	return append(b, byte(kind<<5|size))
}
