package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"github.com/openrupt/openrupt/server/store/sqlstore"
)

// conn is one connection with its prepared statements. One goroutine at a time has it.
//
// Statements run to their end once begun: they take microseconds, and an interrupted
// one would leave its transaction half done.
type conn struct {
	sql   *sql.Conn
	stmts map[string]*sql.Stmt
}

// stmtLimit bounds the cache; statements with lists in them come in many lengths.
const stmtLimit = 200

func (c *conn) stmt(query string) (*sql.Stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	if len(c.stmts) >= stmtLimit {
		if err := c.forget(); err != nil {
			return nil, err
		}
	}
	s, err := c.sql.PrepareContext(context.Background(), query)
	if err == nil {
		c.stmts[query] = s
	}
	return s, err
}

// Read runs statements that return rows, one after the other.
func (c *conn) Read(queries ...sqlstore.Query) error {
	for _, q := range queries {
		s, err := c.stmt(q.Text)
		if err != nil {
			return err
		}
		rows, err := s.Query(q.Args...)
		if err != nil {
			return err
		}
		if err := q.Take(rows); err != nil {
			return err
		}
	}
	return nil
}

// Exec runs a statement that returns none, and says how many rows it changed.
func (c *conn) Exec(query string, args ...any) (int64, error) {
	s, err := c.stmt(query)
	if err != nil {
		return 0, err
	}
	r, err := s.Exec(args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// Later is Exec: there is no way to the database that could be saved.
func (c *conn) Later(query string, args ...any) error {
	_, err := c.Exec(query, args...)
	return err
}

func (c *conn) forget() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	clear(c.stmts)
	return errors.Join(errs...)
}

func (c *conn) close() error { return errors.Join(c.forget(), c.sql.Close()) }
