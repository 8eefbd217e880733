package postgres

import (
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

// Read explains queries before they run.
func (p *planned) Read(queries ...sqlstore.Query) error {
	for _, q := range queries {
		explained := sqlstore.Query{Text: "EXPLAIN (COSTS OFF) " + q.Text, Args: q.Args, Row: func(r sqlstore.Row) error {
			var line string
			err := r.Scan(&line)
			p.plan = append(p.plan, strings.TrimSpace(line))
			return err
		}}
		if err := p.conn.Read(explained, q); err != nil {
			return err
		}
	}
	return nil
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
