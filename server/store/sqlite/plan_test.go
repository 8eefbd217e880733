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

// Read explains queries before they run.
func (p *planned) Read(queries ...sqlstore.Query) error {
	for _, q := range queries {
		explained := sqlstore.Query{Text: "EXPLAIN QUERY PLAN " + q.Text, Args: q.Args, Row: func(r sqlstore.Row) error {
			var id, parent, unused int
			var detail string
			err := r.Scan(&id, &parent, &unused, &detail)
			p.plan = append(p.plan, detail)
			return err
		}}
		for _, q := range []sqlstore.Query{explained, q} {
			rows, err := p.db.Query(q.Text, q.Args...)
			if err != nil {
				return err
			}
			if err := q.Take(rows); err != nil {
				return err
			}
		}
	}
	return nil
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
		"an inquiry": func(tx *sqlstore.Tx) error {
			_, err := tx.Inquire("p", core.Inquiry{User: "u", Fingerprint: "f", IP: "i", Subjects: []string{"s", "t"}, Since: [3]wire.Time{1, 2, 3}, Accesses: 10, Lately: 10})
			return err
		},
		"an arrival":               func(tx *sqlstore.Tx) error { _, err := tx.Arrival("p", "u", "a", 10); return err },
		"users of a fingerprint":   func(tx *sqlstore.Tx) error { _, err := tx.UsersOfFingerprint("p", "f", "", 10); return err },
		"trials of a fingerprint":  func(tx *sqlstore.Tx) error { _, err := tx.UsersOfFingerprint("p", "f", "trial", 10); return err },
		"uses of a user's devices": func(tx *sqlstore.Tx) error { _, err := tx.Sightings("p", "u", 1, 600_000, 10); return err },
		"attempts":                 func(tx *sqlstore.Tx) error { _, err := tx.Attempts("p", "s", 1); return err },
		"devices of a user":        func(tx *sqlstore.Tx) error { _, err := tx.DevicesOfUser("p", "u", 10); return err },
	} {
		p := &planned{db: db.Pool()}
		if err := read(sqlstore.New(p, sqlite.Dialect)); err != nil && err != core.ErrNotFound {
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

// TestVisitWritesNoIndex: that a device was seen is one page, and not one for each index.
func TestVisitWritesNoIndex(t *testing.T) {
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "rupt.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for name, tt := range map[string]struct {
		write   func(*sqlstore.Tx) error
		indexes int
	}{
		"a visit": {func(tx *sqlstore.Tx) error { return tx.UpdateVisit(&core.Device{}) }, 0},
		"a first": {func(tx *sqlstore.Tx) error { return tx.UpdateDevice(&core.Device{}) }, 2},
	} {
		p := &programmed{db: db.Pool()}
		if err := tt.write(sqlstore.New(p, sqlite.Dialect)); err != nil {
			t.Fatal(err)
		}
		if n := p.opcodes["IdxInsert"]; n != tt.indexes || p.opcodes["Insert"] != 1 {
			t.Errorf("%s: %d indexes, want %d; %v", name, n, tt.indexes, p.opcodes)
		}
	}
}

// programmed counts the instructions of what would be written.
type programmed struct {
	sqlstore.Conn
	db      *sql.DB
	opcodes map[string]int
}

// Later explains the statement and does not run it.
func (p *programmed) Later(query string, args ...any) error {
	rows, err := p.db.Query("EXPLAIN "+query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	p.opcodes = map[string]int{}
	for rows.Next() {
		var opcode string
		var rest [7]any
		if err := rows.Scan(&rest[0], &opcode, &rest[1], &rest[2], &rest[3], &rest[4], &rest[5], &rest[6]); err != nil {
			return err
		}
		p.opcodes[opcode]++
	}
	return rows.Err()
}
