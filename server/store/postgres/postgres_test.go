package postgres

import (
	"context"
	"os"
	"testing"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
	"github.com/openrupt/openrupt/server/store/storetest"
)

var server *postgrestest.Server

func TestMain(m *testing.M) {
	os.Exit(postgrestest.Main(m.Run, func(s *postgrestest.Server) { server = s }))
}

func open(t testing.TB, url string) *DB {
	t.Helper()
	db, err := Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) core.Store { return open(t, server.Fresh(t)) })
}

// TestReopen: a second server finds what the first one left, and a newer schema is
// refused.
func TestReopen(t *testing.T) {
	ctx, at := context.Background(), server.Fresh(t)
	first, second := open(t, at), open(t, at)
	defer func() { _ = second.Close() }()
	if err := first.Update(ctx, func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: "p"}) }); err != nil {
		t.Fatal(err)
	}
	if err := second.View(ctx, func(tx core.Tx) error { _, err := tx.Project("p"); return err }); err != nil {
		t.Error(err)
	}
	if _, err := first.sql.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)"); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err := Open(ctx, at); err == nil {
		_ = db.Close()
		t.Error("a newer schema was opened")
	}
}
