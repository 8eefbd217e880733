package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlite"
	"github.com/openrupt/openrupt/server/store/sqlstore"
	"github.com/openrupt/openrupt/server/store/storetest"
)

// planned notes how each query will be answered. It only reads.
type planned struct {
	sqlstore.Conn
	db   *sql.DB
	plan []string
}

// Query explains the query before it runs.
func (p *planned) Query(query string, args ...any) (sqlstore.Rows, error) {
	rows, err := p.db.Query("EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			return nil, err
		}
		p.plan = append(p.plan, detail)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return p.db.Query(query, args...)
}

// TestListsAreLookUps: what the dashboard lists is read from an index that has it in its
// order, so that a page costs what it shows and not what there is.
func TestListsAreLookUps(t *testing.T) {
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "rupt.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for name, list := range storetest.Lists {
		p := &planned{db: db.Pool()}
		if err := list.Read(sqlstore.New(p, sqlite.Dialect)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		plan := strings.Join(p.plan, "; ")
		if len(p.plan) != 1 || !strings.HasPrefix(plan, "SEARCH ") || !strings.Contains(plan, list.SQLite) {
			t.Errorf("%s: %s", name, plan)
		}
	}
}

// TestFactsAreLookUps: what evaluate counts costs what belongs to the user, the browser
// or the address, and not what there is. Every step has two columns to search by: the
// project alone would be all rows of it.
func TestFactsAreLookUps(t *testing.T) {
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "rupt.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for name, read := range map[string]func(*sqlstore.Tx) error{
		"accesses of a user":        counts(core.ByUser),
		"accesses of an address":    counts(core.ByIP),
		"accesses of a fingerprint": counts(core.ByFingerprint),
		"users of a fingerprint":    func(tx *sqlstore.Tx) error { _, err := tx.UsersOfFingerprint("p", "f", "", 10); return err },
		"trials of a fingerprint":   func(tx *sqlstore.Tx) error { _, err := tx.UsersOfFingerprint("p", "f", "trial", 10); return err },
		"addresses of a user":       func(tx *sqlstore.Tx) error { _, err := tx.RecentIPs("p", "u", 10); return err },
		"uses of a user's devices":  func(tx *sqlstore.Tx) error { _, err := tx.Sightings("p", "u", 1, 600_000, 10); return err },
		"attempts":                  func(tx *sqlstore.Tx) error { _, err := tx.Attempts("p", "s", 1); return err },
		"devices of a user":         func(tx *sqlstore.Tx) error { _, err := tx.DevicesOfUser("p", "u", 10); return err },
	} {
		p := &planned{db: db.Pool()}
		if err := read(sqlstore.New(p, sqlite.Dialect)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, step := range p.plan {
			table := strings.HasPrefix(step, "SEARCH ") || strings.HasPrefix(step, "SCAN ")
			if table && !strings.Contains(step, " AND ") && step != "SCAN latest" {
				t.Errorf("%s: %s", name, strings.Join(p.plan, "; "))
			}
		}
	}
}

func counts(by core.AccessBy) func(*sqlstore.Tx) error {
	return func(tx *sqlstore.Tx) error {
		_, err := tx.AccessCounts("p", by, "v", [3]wire.Time{1, 2, 3}, 10)
		return err
	}
}
