package postgres

import (
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlstore"
)

// TestVisitsAreHeapOnly: a visit puts a row beside the old one, without entries in indexes.
func TestVisitsAreHeapOnly(t *testing.T) {
	db := open(t, server.Fresh(t))
	defer func() { _ = db.Close() }()
	c, err := db.pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Release()
	conn := newConn(t.Context(), c.Conn())
	tx := sqlstore.New(conn, dialect)
	defer conn.rollback()
	d := &core.Device{ProjectID: "p", ID: "d", UserID: "u", Status: wire.DeviceAttached, Metadata: wire.Raw("{}"), Info: wire.Raw("{}")}
	for _, write := range []func() error{
		func() error { return conn.Later("BEGIN") },
		func() error { return tx.PutProject(&core.Project{ID: "p"}) },
		func() error {
			return tx.InsertUser(&core.User{ProjectID: "p", ID: "u", Account: "a", Metadata: wire.Raw("{}")})
		},
		func() error { return tx.InsertDevice(d) },
		func() error { d.LastSeenAt, d.IP = 1, "203.0.113.1"; return tx.UpdateVisit(d) },
		func() error { return tx.TouchDevice("p", "d", 2) },
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
	}
	var updates, heapOnly int
	err = conn.Read(sqlstore.Query{
		Text: "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'devices'",
		Row:  func(r sqlstore.Row) error { return r.Scan(&updates, &heapOnly) },
	})
	if err != nil || updates != 2 || heapOnly != 2 {
		t.Errorf("%d updates, of which %d heap-only: %v", updates, heapOnly, err)
	}
}
