package postgres

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/server/store/sqlstore"
	"github.com/openrupt/openrupt/server/store/storetest"
)

// planned notes how each query will be answered.
type planned struct {
	*conn
	plan []string
}

// Query explains the query before it runs.
func (p *planned) Query(query string, args ...any) (sqlstore.Rows, error) {
	rows, err := p.conn.Query("EXPLAIN (COSTS OFF) "+query, args...)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		p.plan = append(p.plan, strings.TrimSpace(line))
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	return p.conn.Query(query, args...)
}

var lookUp = regexp.MustCompile(`Index (Only )?Scan (Backward )?using .*; Index Cond: \(`)

// TestListsAreLookUps: an index has what the dashboard lists in its order. Tables are
// empty here, where reading all of one costs least, so that and sorting are made dear:
// they show in a plan only where no index is of use.
func TestListsAreLookUps(t *testing.T) {
	db := open(t, server.Fresh(t))
	defer func() { _ = db.Close() }()
	for name, list := range storetest.Lists {
		c, err := db.pool.Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		tx := newConn(t.Context(), c.Conn())
		if err := tx.Later("BEGIN"); err != nil {
			t.Fatal(err)
		}
		for _, off := range []string{"enable_seqscan", "enable_sort", "enable_bitmapscan"} {
			if _, err := tx.Exec("SET LOCAL " + off + " = off"); err != nil {
				t.Fatal(err)
			}
		}
		p := &planned{conn: tx}
		if err := list.Read(sqlstore.New(p, dialect)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		plan := strings.Join(p.plan, "; ")
		if !lookUp.MatchString(plan) || !strings.Contains(plan, " using "+list.Postgres+" on ") || strings.Contains(plan, "Sort") || strings.Contains(plan, "Seq Scan") {
			t.Errorf("%s: %s", name, plan)
		}
		tx.rollback()
		c.Release()
	}
}
