package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/server/store/sqlite"
	"github.com/openrupt/openrupt/server/store/sqlstore"
	"github.com/openrupt/openrupt/server/store/storetest"
)

// planned notes how each query will be answered.
type planned struct {
	*sql.DB
	t    *testing.T
	plan []string
}

// Query explains the query before it runs.
func (p *planned) Query(query string, args ...any) (*sql.Rows, error) {
	rows, err := p.DB.Query("EXPLAIN QUERY PLAN "+query, args...)
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
	return p.DB.Query(query, args...)
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
		p := &planned{DB: db.Pool(), t: t}
		if err := list.Read(sqlstore.New(p, sqlstore.Dialect{})); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		plan := strings.Join(p.plan, "; ")
		if len(p.plan) != 1 || !strings.HasPrefix(plan, "SEARCH ") || !strings.Contains(plan, list.SQLite) {
			t.Errorf("%s: %s", name, plan)
		}
	}
}
