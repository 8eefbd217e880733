// Package transfer copies everything from one database to another, of another kind or
// of the same.
//
// It reads which tables there are from the source itself, so that it needs no change
// when a migration adds one: the migrations of both kinds have the same numbers, tables
// and columns.
package transfer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/openrupt/openrupt/server/core"
)

// batch is how many values one statement inserts at most: SQLite takes 32,766.
const batch = 20_000

// Copy copies all rows, with their ids, from a snapshot of one store into another that
// must be empty: in one transaction, so that it has all of them or none. Stop the
// servers on the source first: what they write later is not copied. progress, which may
// be nil, is told of each table.
func Copy(ctx context.Context, from, to core.Store, progress func(table string, rows int)) error {
	source, err := open(ctx, from)
	if err != nil {
		return err
	}
	defer source.abandon()
	target, err := open(ctx, to)
	if err != nil {
		return err
	}
	defer target.abandon()
	tables, err := source.tables(ctx)
	if err != nil {
		return err
	}
	if err := target.wantEmpty(ctx, tables); err != nil {
		return err
	}
	for _, table := range tables {
		n, err := copyTable(ctx, source, target, table)
		if err != nil {
			return fmt.Errorf("copy %s: %w", table, err)
		}
		if progress != nil {
			progress(table, n)
		}
	}
	return target.commit(ctx)
}

func copyTable(ctx context.Context, source, target *side, table string) (n int, err error) {
	rows, err := source.conn.QueryContext(ctx, "SELECT * FROM "+table)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	in, err := target.inserter(ctx, table, columns)
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
		if err := in.add(ctx, values); err != nil {
			return n, err
		}
		n++
	}
	if err := errors.Join(rows.Err(), in.flush(ctx)); err != nil {
		return n, err
	}
	return n, target.raiseCounter(ctx, source, table)
}

// inserter collects rows into statements of many rows.
type inserter struct {
	to            *side
	table         string
	columns       []string
	bools         []bool // which columns of the target are
	pending       []any
	head, oneRow  string
	rowsPerInsert int
}

func (s *side) inserter(ctx context.Context, table string, columns []string) (*inserter, error) {
	bools, err := s.booleans(ctx, table)
	if err != nil {
		return nil, err
	}
	in := &inserter{
		to: s, table: table, columns: columns, rowsPerInsert: max(1, batch/len(columns)),
		head:   "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") " + s.overriding() + "VALUES ",
		oneRow: "(" + strings.TrimSuffix(strings.Repeat("?,", len(columns)), ",") + ")",
	}
	for _, c := range columns {
		in.bools = append(in.bools, slices.Contains(bools, c))
	}
	return in, nil
}

func (in *inserter) add(ctx context.Context, values []any) error {
	for i, v := range values {
		if n, isInt := v.(int64); isInt && in.bools[i] {
			values[i] = n != 0
		}
	}
	in.pending = append(in.pending, values...)
	if len(in.pending) >= in.rowsPerInsert*len(in.columns) {
		return in.flush(ctx)
	}
	return nil
}

func (in *inserter) flush(ctx context.Context) error {
	n := len(in.pending) / len(in.columns)
	if n == 0 {
		return nil
	}
	rows := strings.TrimSuffix(strings.Repeat(in.oneRow+",", n), ",")
	_, err := in.to.conn.ExecContext(ctx, in.to.numbered(in.head+rows), in.pending...)
	in.pending = in.pending[:0]
	return err
}
