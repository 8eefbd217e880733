package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/openrupt/openrupt/server/identify"
)

const project = "bench"

var columns = []string{"project_id", "fingerprint_id", "hash", "last_seen_at", "band0", "band1", "band2", "band3", "band4", "band5"}

// values are the columns of a fingerprint.
func (c *crowd) values(place int) []any {
	p := c.prints[place]
	row := []any{project, c.ids[place], p.String(), int64(place)}
	for _, key := range identify.BandKeys(p) {
		if key == 0 {
			row = append(row, nil)
		} else {
			row = append(row, int64(key))
		}
	}
	return row
}

// fill writes the crowd past the store, which would take a transaction for each.
func fill(ctx context.Context, name string, pool *sql.DB, c *crowd) error {
	if name == "postgres" {
		return errors.Join(copyIn(ctx, pool, c), execute(ctx, pool, "ANALYZE fingerprints"))
	}
	return errors.Join(insert(ctx, pool, c), execute(ctx, pool, "PRAGMA wal_checkpoint(TRUNCATE)"))
}

func execute(ctx context.Context, pool *sql.DB, statement string) error {
	_, err := pool.ExecContext(ctx, statement)
	return err
}

func copyIn(ctx context.Context, pool *sql.DB, c *crowd) error {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error {
		rows := pgx.CopyFromSlice(len(c.prints), func(i int) ([]any, error) { return c.values(i), nil })
		_, err := driver.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{"fingerprints"}, columns, rows)
		return err
	})
}

// insert makes the indexes afterwards: key by key into six trees of random order takes
// SQLite ten times as long.
func insert(ctx context.Context, pool *sql.DB, c *crowd) error {
	indexes, err := dropIndexes(ctx, pool)
	if err != nil {
		return err
	}
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	statement, err := tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO fingerprints (%s) VALUES (?%s)", strings.Join(columns, ", "), strings.Repeat(", ?", len(columns)-1)))
	if err != nil {
		return err
	}
	for i := range c.prints {
		if _, err := statement.ExecContext(ctx, c.values(i)...); err != nil {
			return err
		}
	}
	for _, index := range indexes {
		if _, err := tx.ExecContext(ctx, index); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// dropIndexes returns the statements that make the indexes again.
func dropIndexes(ctx context.Context, pool *sql.DB) (statements []string, err error) {
	rows, err := pool.QueryContext(ctx, "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'fingerprints' AND sql IS NOT NULL")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name, statement string
		if err := rows.Scan(&name, &statement); err != nil {
			return nil, err
		}
		names, statements = append(names, name), append(statements, statement)
	}
	for _, name := range names {
		if err := execute(ctx, pool, "DROP INDEX "+name); err != nil {
			return nil, err
		}
	}
	return statements, rows.Err()
}
