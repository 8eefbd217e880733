package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/openrupt/openrupt/server/core"
)

var _ core.Keeper = (*DB)(nil)

// outgrown are the tables that have at least doubled since their rows were counted.
const outgrown = `SELECT s.relname FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
WHERE s.schemaname = current_schema() AND s.n_live_tup > 2 * greatest(c.reltuples, 100) ORDER BY 1`

// Keep has PostgreSQL count the rows of tables that outgrew their last count. It does so
// by itself within a minute or so; until then it plans for empty tables, or for a restored
// database for none, and reads all users of a project to find one. Connections keep such
// a plan until the table is counted.
func (db *DB) Keep(ctx context.Context) error {
	found, err := db.pool.Query(ctx, outgrown)
	if err != nil {
		return err
	}
	tables, err := pgx.CollectRows(found, pgx.RowTo[string])
	if err != nil || len(tables) == 0 {
		return err
	}
	for i, name := range tables {
		tables[i] = pgx.Identifier{name}.Sanitize()
	}
	// Another server may be at it.
	_, err = db.pool.Exec(ctx, "ANALYZE (SKIP_LOCKED) "+strings.Join(tables, ", "))
	return err
}
