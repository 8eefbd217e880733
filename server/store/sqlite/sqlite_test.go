package sqlite

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/storetest"
)

func open(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T) core.Store { return open(t, filepath.Join(t.TempDir(), "a b?c%d.db")) })
}

func TestMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) core.Store { return open(t, Memory) })
}

// TestPragmas: what durability rests on is set on every connection.
func TestPragmas(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "x.db"))
	defer func() { _ = db.Close() }()
	for _, c := range []*conn{db.writer.conn, <-db.readers} {
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
			var got string
			if err := c.sql.QueryRowContext(context.Background(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s = %q, want %q (%v)", pragma, got, want, err)
			}
		}
		if c != db.writer.conn {
			db.readers <- c
		}
	}
}

// TestForItsOwnerAlone: no other account of the machine reads what is in the files.
func TestForItsOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "x.db"))
	defer func() { _ = db.Close() }()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v (%v)", f.Name(), info.Mode(), err)
		}
	}
}

// TestReopen: a second start finds what the first one left, and a newer schema is
// refused.
func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	ctx := context.Background()
	db := open(t, path)
	if err := db.Update(ctx, func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: "p"}) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, path)
	if err := db.View(ctx, func(tx core.Tx) error { _, err := tx.Project("p"); return err }); err != nil {
		t.Error(err)
	}
	if _, err := db.writer.conn.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err := Open(ctx, path); err == nil {
		_ = db.Close()
		t.Error("a newer schema was opened")
	}
}
