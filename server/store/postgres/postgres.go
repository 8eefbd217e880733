// Package postgres keeps everything in PostgreSQL 14 or later, which several servers
// may share. It needs no extension and holds nothing in memory.
//
// Transactions are READ COMMITTED: what must not change under a transaction is read
// with a lock, the user's first, as core says. Those that lose a race are run again, and
// so are those whose connection was lost before they were to be committed.
package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlstore"
)

//go:embed migrations/*.sql
var migrations embed.FS

const (
	maxConns = 20
	// tries is how often a transaction is run that keeps losing races, or connections.
	tries = 10
	// writeTimeout and readTimeout bound a transaction. Without them one whose connection
	// was forgotten on the way, by a firewall that restarted, would wait for ever, and with
	// it the background work that needs its end.
	writeTimeout = 10 * time.Second
	readTimeout  = 30 * time.Second
)

// lockName locks what two names with one hash would share, which costs a wait and no more.
const lockName = `SELECT pg_advisory_xact_lock(hashtextextended(?, 0))`

var dialect = sqlstore.Dialect{ForUpdate: " FOR UPDATE", SkipLocked: " FOR UPDATE SKIP LOCKED", LockName: lockName, Bytewise: ` COLLATE "C"`, Notify: notify}

// DB is an open database.
type DB struct {
	pool *pgxpool.Pool
	// sql is the same pool, for what is written for database/sql.
	sql *sql.DB
	url string
}

var _ core.Store = (*DB)(nil)

// Open connects to the database that url names, postgres://user@host/name, and brings
// its schema up to date; of several servers that start at once, one does. It refuses a
// schema that a newer version wrote.
func Open(ctx context.Context, url string) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = maxConns
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	db := &DB{pool, stdlib.OpenDBFromPool(pool), url}
	if err := migrate(ctx, db.sql); err != nil {
		return nil, errors.Join(fmt.Errorf("postgres: %w", err), db.Close())
	}
	return db, nil
}

func migrate(ctx context.Context, pool *sql.DB) error {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, pool, dir, goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	current, target, err := p.GetVersions(ctx)
	if err == nil && current > target {
		err = fmt.Errorf("schema version %d is newer than this program's %d", current, target)
	}
	return err
}

// Update runs fn in a transaction, again when it lost a race or its connection.
func (db *DB) Update(ctx context.Context, fn func(core.Tx) error) error {
	return db.retry(ctx, writeTimeout, "BEGIN ISOLATION LEVEL READ COMMITTED", fn)
}

// View runs fn in a reading transaction.
func (db *DB) View(ctx context.Context, fn func(core.Tx) error) error {
	return db.retry(ctx, readTimeout, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", fn)
}

// Look runs fn without a transaction of its own: what it asks together is one.
func (db *DB) Look(ctx context.Context, fn func(core.Tx) error) error {
	return db.retry(ctx, readTimeout, "", fn)
}

// retry runs fn until it lost neither a race nor its connection. When there is no other
// connection to be had, or nobody knows what became of the commit, that is the error.
func (db *DB) retry(ctx context.Context, limit time.Duration, begin string, fn func(core.Tx) error) (err error) {
	for range tries {
		var lost bool
		lost, err = db.run(ctx, limit, begin, fn)
		if lost {
			db.pool.Reset() // the others ended with it: the database was started anew
			continue
		}
		if err == nil || !lostRace(err) {
			return err
		}
	}
	return err
}

// run says whether the connection was lost before anything was committed. Without begin
// there is no transaction.
func (db *DB) run(ctx context.Context, limit time.Duration, begin string, fn func(core.Tx) error) (lost bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	c, err := db.pool.Acquire(ctx)
	if err != nil {
		return false, err
	}
	defer c.Release()
	tx := newConn(ctx, c.Conn())
	if begin == "" {
		err := fn(sqlstore.New(looking{tx}, dialect))
		return err != nil && tx.lost(), err
	}
	if err := tx.Later(begin); err != nil {
		return false, err
	}
	done := false
	defer func() {
		if !done { // fn failed or panicked; the error that counts is fn's
			tx.rollback()
		}
	}()
	if err := fn(sqlstore.New(tx, dialect)); err != nil {
		return tx.lost(), err
	}
	done = true
	err = tx.commit()
	return err != nil && tx.lost(), err
}

// lostRace is true for deadlocks, failed serialisation, and rows that another
// transaction inserted first.
func lostRace(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01" || e.Code == "23505")
}

// Ping says whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.pool.Ping(ctx) }

// Close closes the connections.
func (db *DB) Close() error {
	err := db.sql.Close()
	db.pool.Close()
	return err
}

// Pool is the database below, for package transfer.
func (db *DB) Pool() *sql.DB { return db.sql }
