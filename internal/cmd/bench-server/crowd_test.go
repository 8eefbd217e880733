package main

import (
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/tables"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
)

var postgresServer *postgrestest.Server

func TestMain(m *testing.M) {
	os.Exit(postgrestest.Main(m.Run, func(s *postgrestest.Server) { postgresServer = s }))
}

// newService is a service over the database, with project demo in it.
func newService(t *testing.T, d *database) (*core.Service, pooled) {
	t.Helper()
	store, err := d.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	keys, err := core.NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	s, err := core.New(core.Config{Store: store, Clock: coretest.NewClock(time.Now()), Keys: keys, PublicURL: "https://rupt.example", Dev: true})
	if err == nil {
		err = s.SeedDemo(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return s, store
}

// schema is all indexes with what they are made of.
func schema(t *testing.T, store pooled) (list []tables.Index) {
	t.Helper()
	for _, table := range crowdTables {
		indexes, err := tables.Indexes(t.Context(), store.Pool(), table)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, indexes...)
	}
	return list
}

// TestFill: what a crowd leaves is what as many people would have left who came.
func TestFill(t *testing.T) {
	for _, tt := range []struct {
		name string
		open func() *database
	}{
		{"sqlite", func() *database {
			return &database{driver: "sqlite", url: "sqlite:" + filepath.Join(t.TempDir(), "rupt.db")}
		}},
		{"postgres", func() *database { return &database{driver: "pgx", url: postgresServer.Fresh(t)} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := tt.open()
			s, store := newService(t, d)
			before := schema(t, store)
			const users = 700 // devices are more than a batch, and no whole number of them
			f, err := d.fill(t.Context(), credentials{client: core.DemoClientID}, users, io.Discard)
			if err != nil {
				t.Fatal(err)
			}
			if after := schema(t, store); !slices.Equal(after, before) || len(after) < 15 {
				t.Errorf("indexes before: %q, after: %q", before, after)
			}
			for table, want := range map[string]int{"users": users, "devices": 3 * users, "accesses": 3 * users, "fingerprints": 3 * users} {
				var n int
				if err := store.Pool().QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil || n != want {
					t.Errorf("%d %s, %v; want %d", n, table, err, want)
				}
			}
			var owners, hashes int
			if err := store.Pool().QueryRowContext(t.Context(), "SELECT count(DISTINCT user_id), count(DISTINCT hash) FROM devices").Scan(&owners, &hashes); err != nil || owners != users || hashes != 3*users {
				t.Errorf("%d owners and %d hashes, %v", owners, hashes, err)
			}
			for _, b := range f.Tables {
				if b.Rows < 30*users || b.Rows+b.Indexes > 30_000*users {
					t.Errorf("%+v", b)
				}
			}
			wantRecognised(t, s, d, f)
		})
	}
}

// wantRecognised: attach knows people of the crowd by what their browsers keep, and by
// their looks alone, and nobody is on too many devices.
func wantRecognised(t *testing.T, s *core.Service, d *database, f *crowdFigures) {
	t.Helper()
	people, err := d.crowdPeople(t.Context(), &kept{Client: core.DemoClientID, Crowd: f}, 5)
	if err != nil || len(people) != 5 {
		t.Fatal(len(people), err)
	}
	c, err := s.AuthenticateBrowser(t.Context(), core.DemoClientID, "")
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range people {
		c.IP, c.UserAgent = netip.MustParseAddr(p.ip), agent
		known := p.device.Load()
		r := &wire.AttachRequest{Account: p.account, Fingerprint: p.hash, Version: wire.Version}
		if i%2 == 0 {
			r.LastAccess = known.Access
		}
		reply, err := s.Attach(t.Context(), c, r)
		if err != nil {
			t.Fatal(err)
		}
		if reply.NewDevice || reply.DeviceID != known.DeviceID || reply.AttachedDevices != devicesEach {
			t.Errorf("%s on %s: %+v", p.account, known.DeviceID, reply)
		}
	}
}

// TestJoin: both kinds of people come as often, as far as there are any.
func TestJoin(t *testing.T) {
	named := func(name string) *person { return &person{account: name} }
	for _, tt := range []struct {
		own, crowd []*person
		want       string
	}{
		{[]*person{named("a"), named("b")}, nil, "a b"},
		{[]*person{named("a"), named("b")}, []*person{named("x"), named("y")}, "a x b y"},
		{[]*person{named("a"), named("b"), named("c")}, []*person{named("x")}, "a x b c"},
	} {
		traffic := &traffic{people: tt.own}
		traffic.join(tt.crowd)
		var got []string
		for _, p := range traffic.people {
			got = append(got, p.account)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// TestOwner: everybody has three devices, which are not beside each other.
func TestOwner(t *testing.T) {
	for _, users := range []int{1, 2, 7, 1000, 4096} {
		c := newCrowd("p", users, time.Now())
		count, beside := make([]int, users), 0
		for i := range c.devices() {
			count[c.owner(i)]++
			if i > 0 && c.id(deviceID, i) <= c.id(deviceID, i-1) {
				t.Fatalf("%d users: id %d does not follow", users, i)
			}
			if i > 0 && c.owner(i) == c.owner(i-1) {
				beside++
			}
		}
		for user, n := range count {
			if n != devicesEach {
				t.Errorf("user %d of %d has %d devices", user, users, n)
			}
		}
		if users >= 1000 && beside > devicesEach {
			t.Errorf("%d users: %d neighbours are of one", users, beside)
		}
	}
}
