package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/openrupt/openrupt/internal/tables"
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
		if err := copyIn(ctx, pool, c); err != nil {
			return err
		}
		_, err := pool.ExecContext(ctx, "ANALYZE fingerprints")
		return err
	}
	return tables.WithoutIndexes(ctx, pool, []string{"fingerprints"}, func() error { return insert(ctx, pool, c) })
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

func insert(ctx context.Context, pool *sql.DB, c *crowd) error {
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
	return tx.Commit()
}
