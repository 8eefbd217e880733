package postgres

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/openrupt/openrupt/server/core"
)

// TestConnectionsLost: a fail-over or a restart ends all connections. Callers do not hear
// of it, unless theirs was lost while it was committing.
func TestConnectionsLost(t *testing.T) {
	ctx, at := context.Background(), server.Fresh(t)
	db := open(t, at)
	t.Cleanup(func() { _ = db.Close() })
	other, err := sql.Open("pgx", at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	other.SetMaxOpenConns(1)

	fill(t, db)
	endConnections(t, other)
	if err := db.Update(ctx, func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: "idle"}) }); err != nil {
		t.Errorf("a write after idle connections were lost: %v", err)
	}
	fill(t, db)
	endConnections(t, other)
	if err := db.View(ctx, func(tx core.Tx) error { _, err := tx.Project("idle"); return err }); err != nil {
		t.Errorf("a view after idle connections were lost: %v", err)
	}
	fill(t, db)
	endConnections(t, other)
	if err := db.Look(ctx, func(tx core.Tx) error { _, err := tx.Project("idle"); return err }); err != nil {
		t.Errorf("a look after idle connections were lost: %v", err)
	}

	begun := 0
	cutOnce := func(tx core.Tx) error {
		if _, err := tx.Projects(); err != nil {
			return err
		}
		if begun++; begun == 1 {
			endConnections(t, other)
		}
		return tx.PutProject(&core.Project{ID: "cut"})
	}
	if err := db.Update(ctx, cutOnce); err != nil || begun != 2 {
		t.Errorf("cut off in the middle: begun %d times, %v", begun, err)
	}

	if _, err := other.Exec(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER die AFTER INSERT ON projects DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()`); err != nil {
		t.Fatal(err)
	}
	begun = 0
	if err := db.Update(ctx, func(tx core.Tx) error { begun++; return tx.PutProject(&core.Project{ID: "doubtful"}) }); err == nil || begun != 1 {
		t.Errorf("cut off in committing: begun %d times, %v", begun, err)
	}
}

// fill opens as many connections as there may be, and leaves them idle.
func fill(t *testing.T, db *DB) {
	t.Helper()
	var all []*pgxpool.Conn
	for range maxConns {
		c, err := db.pool.Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	for _, c := range all {
		c.Release()
	}
}

// endConnections ends all of a database but the one that asks.
func endConnections(t *testing.T, other *sql.DB) {
	t.Helper()
	const rest = ` FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
	if _, err := other.Exec(`SELECT pg_terminate_backend(pid)` + rest); err != nil {
		t.Fatal(err)
	}
	for n := 1; n > 0; time.Sleep(time.Millisecond) {
		if err := other.QueryRow(`SELECT count(*)` + rest).Scan(&n); err != nil {
			t.Fatal(err)
		}
	}
}
