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
	// data is the folder that outlives the run; empty if none does.
	data string
	// process is the database server's; 0 for SQLite.
	process process
	closers []func() error
}

func openDatabase(ctx context.Context, name, data string) (*database, error) {
	switch name {
	case "sqlite":
		return openSQLite(data)
	case "postgres":
		if data != "" {
			return nil, errors.New("-data keeps a SQLite file: want -db sqlite")
		}
		return openPostgres(ctx)
	}
	return nil, fmt.Errorf("no such database %q", name)
}

// openSQLite has its file in data, if that is given. What is there without a crowd is of
// a run that did not come to its end.
func openSQLite(data string) (*database, error) {
	d := &database{data: data}
	dir := data
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "bench-server"); err != nil {
			return nil, err
		}
		d.closers = append(d.closers, func() error { return os.RemoveAll(dir) })
	}
	d.name, d.driver, d.url = "SQLite, synchronous FULL", "sqlite", "sqlite:"+dir+"/rupt.db"
	d.bare = "file:" + dir + "/bare.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=journal_size_limit(67108864)"
	return d, d.clear(dir)
}

// clear deletes what is not to be used again.
func (d *database) clear(dir string) error {
	old := []string{"bare.db*"}
	if k, err := d.readKept(); err != nil || k == nil {
		old = append(old, "rupt.db*")
	}
	err := os.MkdirAll(dir, 0o700)
	for _, pattern := range old {
		files, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, file := range files {
			err = errors.Join(err, os.Remove(file))
		}
	}
	return err
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
