// Package tables does what benchmarks need of a store's tables and what no store offers:
// to fill them by the million, and to weigh them.
package tables

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5/stdlib"
)

// dialect is how a database tells of a table.
type dialect struct {
	// indexes asks for the names of those that no constraint needs, in order, and for the
	// statements that make them.
	indexes string
	// sizes asks for the bytes of a table's rows and of its indexes.
	sizes string
	// before and after are around making indexes.
	before, after []string
}

var sqlite = dialect{
	indexes: `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL ORDER BY 1`,
	sizes: `SELECT SUM(CASE WHEN type = 'table' THEN pgsize ELSE 0 END), SUM(CASE WHEN type = 'index' THEN pgsize ELSE 0 END)
FROM sqlite_master JOIN dbstat ON dbstat.name = sqlite_master.name WHERE tbl_name = $1 AND dbstat.aggregate = 1`,
	// Sort in more than two megabytes, and leave no log behind.
	before: []string{"PRAGMA cache_size = -500000"},
	after:  []string{"PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA cache_size = -2000"},
}

var postgres = dialect{
	indexes: `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1
 AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace) ORDER BY 1`,
	sizes: `SELECT pg_table_size($1::text::regclass), pg_indexes_size($1::text::regclass)`,
}

func dialectOf(pool *sql.DB) dialect {
	if _, ok := pool.Driver().(*stdlib.Driver); ok {
		return postgres
	}
	return sqlite
}

// Index is an index that no constraint needs.
type Index struct{ Name, Statement string }

// Indexes are those of a table, by name.
func Indexes(ctx context.Context, pool *sql.DB, table string) (list []Index, err error) {
	rows, err := pool.QueryContext(ctx, dialectOf(pool).indexes, table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var i Index
		if err := rows.Scan(&i.Name, &i.Statement); err != nil {
			return nil, err
		}
		list = append(list, i)
	}
	return list, errors.Join(rows.Err(), rows.Close())
}

// needed is the index of fingerprints by which a store writes them.
const needed = "fingerprints_id"

// WithoutIndexes drops the tables' indexes while write fills them, and makes them again:
// key by key into a dozen trees in random order takes many times as long. After an error
// of write they are gone.
func WithoutIndexes(ctx context.Context, pool *sql.DB, tables []string, write func() error) error {
	d := dialectOf(pool)
	again := slices.Clone(d.before)
	for _, table := range tables {
		indexes, err := Indexes(ctx, pool, table)
		if err != nil {
			return err
		}
		for _, i := range indexes {
			if i.Name == needed {
				continue
			}
			if _, err := pool.ExecContext(ctx, "DROP INDEX "+i.Name); err != nil {
				return err
			}
			again = append(again, i.Statement)
		}
	}
	if err := write(); err != nil {
		return err
	}
	conn, err := pool.Conn(ctx) // one, since its cache is meant
	if err != nil {
		return err
	}
	defer conn.Close()
	for _, statement := range append(again, d.after...) {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// Weigh returns the bytes of a table's rows and of its indexes. Where a table is its own
// index, that is the rows.
func Weigh(ctx context.Context, pool *sql.DB, table string) (rows, indexes int64, err error) {
	err = pool.QueryRowContext(ctx, dialectOf(pool).sizes, table).Scan(&rows, &indexes)
	return rows, indexes, err
}
