package postgres

import (
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// TestKeep: a table that filled up is counted at once, one that did not is left alone, and
// so is one that was counted.
func TestKeep(t *testing.T) {
	db := open(t, server.Fresh(t))
	defer func() { _ = db.Close() }()
	err := db.Update(t.Context(), func(tx core.Tx) error {
		if err := tx.PutProject(&core.Project{ID: "p"}); err != nil {
			return err
		}
		for n := range 500 {
			id := string(rune('一' + n))
			if err := tx.InsertUser(&core.User{ProjectID: "p", ID: id, Account: id, Metadata: wire.Raw("{}")}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	counted := func(table string) (rows float64, times int) {
		t.Helper()
		err := db.pool.QueryRow(t.Context(), `SELECT c.reltuples, s.analyze_count FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
WHERE c.relname = $1`, table).Scan(&rows, &times)
		if err != nil {
			t.Fatal(err)
		}
		return rows, times
	}
	rows, times := 0.0, 0
	for range 100 { // a connection may tell of its work a second later
		if err := db.Keep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if rows, times = counted("users"); rows == 500 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if rows != 500 {
		t.Fatalf("%v users are counted", rows)
	}
	if err := db.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, again := counted("users"); again != times {
		t.Errorf("counted %d times and then %d", times, again)
	}
	if _, times := counted("projects"); times != 0 {
		t.Errorf("the one project was counted %d times", times)
	}
}
