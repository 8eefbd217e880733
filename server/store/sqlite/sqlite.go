// Package sqlite keeps everything in one SQLite file, in process and without cgo.
//
// One connection writes, a few read; readers never wait for the writer (WAL), and a
// commit that was answered survives a power cut (synchronous FULL).
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the database/sql driver "sqlite"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlstore"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Memory as a path keeps everything in memory, for tests.
const Memory = ":memory:"

// Dialect is what SQL says otherwise here.
var Dialect = sqlstore.Dialect{ByEmail: " INDEXED BY users_email"}

// DB is an open database.
type DB struct {
	pool   *sql.DB
	writer *writer
	// readers are the connections that nobody reads with; nil in memory, where there is
	// only the writer's.
	readers chan *conn
}

var _ core.Store = (*DB)(nil)

// Open opens or creates the database file at path and brings its schema up to date.
// It refuses a file that a newer version wrote.
func Open(ctx context.Context, path string) (*DB, error) {
	if err := create(path); err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	pool, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, err
	}
	db := &DB{pool: pool}
	if err := db.open(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite: open %s: %w", path, err), pool.Close())
	}
	return db, nil
}

// create makes a new file for its owner alone, since it holds people's addresses.
// SQLite would make it for everyone; what it adds beside has the file's mode.
func create(path string) error {
	if path == Memory {
		return nil
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func (db *DB) open(ctx context.Context, path string) error {
	readers := max(2, runtime.GOMAXPROCS(0))
	if path == Memory {
		db.pool.SetMaxOpenConns(1) // a second connection would be a second database
	}
	if err := migrate(ctx, db.pool); err != nil {
		return err
	}
	c, err := connect(ctx, db.pool)
	if err != nil {
		return err
	}
	db.writer = &writer{conn: c}
	if path == Memory {
		return nil
	}
	db.readers = make(chan *conn, readers)
	for range readers {
		c, err := connect(ctx, db.pool)
		if err != nil {
			return err
		}
		db.readers <- c
	}
	return nil
}

func dsn(path string) string {
	q := url.Values{"_pragma": {"busy_timeout(5000)", "foreign_keys(1)", "journal_mode(WAL)", "synchronous(FULL)", "journal_size_limit(67108864)"}}
	if path == Memory {
		return "file::memory:?" + q.Encode()
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

func migrate(ctx context.Context, pool *sql.DB) error {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, pool, dir)
	if err != nil {
		return err
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("schema version %d is newer than this program's %d", current, target)
	}
	_, err = p.Up(ctx)
	return err
}

func connect(ctx context.Context, pool *sql.DB) (*conn, error) {
	c, err := pool.Conn(ctx)
	return &conn{sql: c, stmts: map[string]*sql.Stmt{}}, err
}

// Update runs fn in a transaction in which nobody else writes at the same time.
func (db *DB) Update(ctx context.Context, fn func(core.Tx) error) error {
	return db.writer.update(ctx, fn)
}

// View runs fn in a reading transaction.
func (db *DB) View(ctx context.Context, fn func(core.Tx) error) (err error) {
	if db.readers == nil {
		return db.writer.update(ctx, fn)
	}
	var c *conn
	select {
	case <-ctx.Done():
		return ctx.Err()
	case c = <-db.readers:
	}
	defer func() { db.readers <- c }()
	if _, err := c.Exec("BEGIN"); err != nil {
		return err
	}
	defer func() {
		if _, end := c.Exec("COMMIT"); end != nil {
			err = errors.Join(err, end)
		}
	}()
	return fn(sqlstore.New(c, Dialect))
}

// Look is View: here a snapshot costs next to nothing.
func (db *DB) Look(ctx context.Context, fn func(core.Tx) error) error { return db.View(ctx, fn) }

// Ping says whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	return db.View(ctx, func(tx core.Tx) error {
		_, err := tx.Projects()
		return err
	})
}

// Close waits for running transactions and closes the file.
func (db *DB) Close() error {
	errs := []error{db.writer.close()}
	for range cap(db.readers) {
		errs = append(errs, (<-db.readers).close())
	}
	return errors.Join(append(errs, db.pool.Close())...)
}

// Pool is the database below, for package transfer. A database in memory has none to
// spare.
func (db *DB) Pool() *sql.DB { return db.pool }
