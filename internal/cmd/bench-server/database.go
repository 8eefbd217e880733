package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	_ "github.com/jackc/pgx/v5/stdlib" // the database/sql driver "pgx"
	_ "modernc.org/sqlite"             // the database/sql driver "sqlite"

	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
)

// database is where a server keeps its data: with every commit on the disk.
type database struct {
	name string
	// url is what rupt is given, and bare a second, empty one for the bare commits.
	url, bare string
	driver    string
	// process is the database server's; 0 for SQLite.
	process process
	closers []func() error
}

func openDatabase(ctx context.Context, name string) (*database, error) {
	switch name {
	case "sqlite":
		return openSQLite()
	case "postgres":
		return openPostgres(ctx)
	}
	return nil, fmt.Errorf("no such database %q", name)
}

func openSQLite() (*database, error) {
	dir, err := os.MkdirTemp("", "bench-server")
	if err != nil {
		return nil, err
	}
	return &database{
		name: "SQLite, synchronous FULL", driver: "sqlite", url: "sqlite:" + dir + "/rupt.db",
		bare:    "file:" + dir + "/bare.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=journal_size_limit(67108864)",
		closers: []func() error{func() error { return os.RemoveAll(dir) }},
	}, nil
}

func openPostgres(ctx context.Context) (*database, error) {
	s, err := postgrestest.StartDurable()
	if err != nil {
		return nil, err
	}
	d := &database{name: "PostgreSQL, synchronous_commit on", driver: "pgx", closers: []func() error{s.Stop}}
	if d.url, err = s.Create(ctx); err == nil {
		d.bare, err = s.Create(ctx)
	}
	if err == nil {
		d.process, err = postmaster(s.Dir())
	}
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func postmaster(dir string) (process, error) {
	b, err := os.ReadFile(filepath.Join(dir, "data", "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(b), "\n")
	id, err := strconv.Atoi(first)
	return process(id), err
}

// analyze has PostgreSQL count what is in its tables now, as it does by itself within a
// minute: until then it plans for empty ones.
func (d *database) analyze(ctx context.Context) error {
	if d.driver != "pgx" {
		return nil
	}
	pool, err := sql.Open(d.driver, d.url)
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "ANALYZE")
	return errors.Join(err, pool.Close())
}

func (d *database) of(p process) processes { return processes{p, d.process} }

func (d *database) close() error {
	var errs []error
	for _, c := range d.closers {
		errs = append(errs, c())
	}
	return errors.Join(errs...)
}

// commits are the bare loop: one row a transaction, over as many connections as the
// server's store has for writing.
type commits struct {
	pool *sql.DB
	id   atomic.Int64
	sql  string
}

func newCommits(ctx context.Context, d *database) (*commits, error) {
	pool, err := sql.Open(d.driver, d.bare)
	if err != nil {
		return nil, err
	}
	c := &commits{pool: pool, sql: "INSERT INTO bare (id, body) VALUES ($1, $2)"}
	n := 20
	if d.driver == "sqlite" {
		n = 1
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	if _, err = pool.ExecContext(ctx, "CREATE TABLE bare (id BIGINT PRIMARY KEY, body TEXT NOT NULL)"); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return c, nil
}

// row is about as long as what an attach adds.
var row = strings.Repeat("x", 200)

func (c *commits) one(int) error {
	tx, err := c.pool.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(c.sql, c.id.Add(1), row); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (c *commits) close() { _ = c.pool.Close() }
