package transfer

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/postgres"
	"github.com/openrupt/openrupt/server/store/sqlite"
	"github.com/openrupt/openrupt/server/store/sqlstore"
)

// side is one end of a copy: one connection in one transaction.
type side struct {
	conn     *sql.Conn
	postgres bool
	ended    bool
}

func open(ctx context.Context, store core.Store) (*side, error) {
	var pool *sql.DB
	s := &side{}
	switch db := store.(type) {
	case *sqlite.DB:
		pool = db.Pool()
	case *postgres.DB:
		pool, s.postgres = db.Pool(), true
	default:
		return nil, fmt.Errorf("transfer: no way to copy a %T", store)
	}
	begin := "BEGIN" // SQLite's is a snapshot from its first statement on
	if s.postgres {
		begin = "BEGIN ISOLATION LEVEL REPEATABLE READ"
	}
	var err error
	if s.conn, err = pool.Conn(ctx); err != nil {
		return nil, err
	}
	if _, err := s.conn.ExecContext(ctx, begin); err != nil {
		return nil, errors.Join(err, s.conn.Close())
	}
	return s, nil
}

func (s *side) commit(ctx context.Context) error {
	_, err := s.conn.ExecContext(ctx, "COMMIT")
	s.ended = err == nil
	return err
}

// abandon ends a transaction that was not committed, and gives the connection back.
func (s *side) abandon() {
	if !s.ended {
		_, _ = s.conn.ExecContext(context.Background(), "ROLLBACK")
	}
	_ = s.conn.Close()
}

// tables are in the order in which migrations made them, so that what is referred to
// comes first.
func (s *side) tables(ctx context.Context) ([]string, error) {
	if s.postgres {
		return s.texts(ctx, `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
 AND relname <> 'goose_db_version' ORDER BY oid`)
	}
	return s.texts(ctx, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'goose_db_version' ORDER BY rowid`)
}

// booleans are the columns of a table that hold nothing but true and false. SQLite has
// numbers there.
func (s *side) booleans(ctx context.Context, table string) ([]string, error) {
	if !s.postgres {
		return nil, nil
	}
	return s.texts(ctx, `SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 AND data_type = 'boolean'`, table)
}

func (s *side) texts(ctx context.Context, query string, args ...any) (list []string, err error) {
	rows, err := s.conn.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, rows.Err()
}

func (s *side) wantEmpty(ctx context.Context, tables []string) error {
	for _, table := range tables {
		var some bool
		if err := s.conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+table+")").Scan(&some); err != nil {
			return err
		}
		if some {
			return fmt.Errorf("the target is not empty: it has rows in %s", table)
		}
	}
	return nil
}

// overriding lets PostgreSQL take ids that it would count itself.
func (s *side) overriding() string {
	if s.postgres {
		return "OVERRIDING SYSTEM VALUE "
	}
	return ""
}

// numbered turns question marks into $1, $2, … where the database wants that.
func (s *side) numbered(query string) string {
	if !s.postgres {
		return query
	}
	return sqlstore.Numbered(query)
}

// sequence is the name of what counts a table's ids in PostgreSQL; empty when nothing
// does.
func (s *side) sequence(ctx context.Context, table string) (string, error) {
	names, err := s.texts(ctx, `SELECT coalesce(pg_get_serial_sequence(table_name::text, column_name::text), '') FROM information_schema.columns
 WHERE table_schema = current_schema() AND table_name = $1 AND is_identity = 'YES'`, table)
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}

// counter is the last id that a table gave; 0 when it counts none. Ids of rows that
// were deleted are not given again, since browsers remember how far they have read.
func (s *side) counter(ctx context.Context, table string) (last int64, err error) {
	query, args := `SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?`, []any{table}
	if s.postgres {
		name, err := s.sequence(ctx, table)
		if err != nil || name == "" {
			return 0, err
		}
		query, args = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM "+name, nil
	}
	err = s.conn.QueryRowContext(ctx, query, args...).Scan(&last)
	return last, err
}

// raiseCounter goes on counting where the source left off.
func (s *side) raiseCounter(ctx context.Context, source *side, table string) error {
	last, err := source.counter(ctx, table)
	if err != nil || last == 0 {
		return err
	}
	if !s.postgres {
		_, err = s.conn.ExecContext(ctx, `DELETE FROM sqlite_sequence WHERE name = ?`, table)
		if err == nil {
			_, err = s.conn.ExecContext(ctx, `INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)`, table, last)
		}
		return err
	}
	name, err := s.sequence(ctx, table)
	if err != nil || name == "" {
		return err
	}
	_, err = s.conn.ExecContext(ctx, `SELECT setval($1, $2)`, name, last)
	return err
}
