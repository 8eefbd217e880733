// Package postgres keeps everything in PostgreSQL 14 or later, which several servers
// may share. It needs no extension and holds nothing in memory.
//
// Transactions are READ COMMITTED: what must not change under a transaction is read
// with a lock, the user's first, as core says. Writers that lose a race are run again, and
// so are those whose connection was lost before they were to be committed.
package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the database/sql driver "pgx"
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

var dialect = sqlstore.Dialect{ForUpdate: " FOR UPDATE", SkipLocked: " FOR UPDATE SKIP LOCKED", Bytewise: ` COLLATE "C"`, Notify: notify}

// DB is an open database.
type DB struct {
	pool *sql.DB
	url  string
}

var _ core.Store = (*DB)(nil)

// Open connects to the database that url names, postgres://user@host/name, and brings
// its schema up to date; of several servers that start at once, one does. It refuses a
// schema that a newer version wrote.
func Open(ctx context.Context, url string) (*DB, error) {
	pool, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(maxConns)
	pool.SetMaxIdleConns(maxConns)
	if err := migrate(ctx, pool); err != nil {
		return nil, errors.Join(fmt.Errorf("postgres: %w", err), pool.Close())
	}
	return &DB{pool, url}, nil
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
func (db *DB) Update(ctx context.Context, fn func(core.Tx) error) (err error) {
	for range tries {
		err = db.run(ctx, writeTimeout, &sql.TxOptions{Isolation: sql.LevelReadCommitted}, fn)
		if err == nil || !lostRace(err) && !lostConnection(err) {
			return err
		}
	}
	return err
}

// View runs fn in a reading transaction, once: a look that failed can be asked for again.
func (db *DB) View(ctx context.Context, fn func(core.Tx) error) error {
	return db.run(ctx, readTimeout, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

func (db *DB) run(ctx context.Context, limit time.Duration, o *sql.TxOptions, fn func(core.Tx) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tx, err := db.pool.BeginTx(ctx, o)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done { // fn failed or panicked; the error that counts is fn's
			_ = tx.Rollback()
		}
	}()
	if err := fn(sqlstore.New(conn{ctx, tx}, dialect)); err != nil {
		return err
	}
	done = true
	if err := tx.Commit(); err != nil {
		return commitError{err}
	}
	return nil
}

// commitError is of a transaction that may have been committed all the same.
type commitError struct{ error }

func (e commitError) Unwrap() error { return e.error }

// lostConnection is true for a transaction that came to nothing because its connection
// ended, as all do when the database is restarted. When there is no other connection to be
// had, or nobody knows what became of the commit, it is false.
func lostConnection(err error) bool {
	if errors.As(err, new(commitError)) || errors.As(err, new(*pgconn.ConnectError)) {
		return false
	}
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code == "57P01" || e.Code == "57P02"
	}
	for _, end := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE, driver.ErrBadConn} {
		if errors.Is(err, end) {
			return true
		}
	}
	return false
}

// lostRace is true for deadlocks, failed serialisation, and rows that another
// transaction inserted first.
func lostRace(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01" || e.Code == "23505")
}

// Ping says whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.pool.PingContext(ctx) }

// Close closes the connections.
func (db *DB) Close() error { return db.pool.Close() }

// conn runs statements within a transaction. The driver prepares each of them once a
// connection.
type conn struct {
	ctx context.Context
	tx  *sql.Tx
}

// Query runs a statement that returns rows.
func (c conn) Query(query string, args ...any) (*sql.Rows, error) {
	args, err := plain(args)
	if err != nil {
		return nil, err
	}
	return c.tx.QueryContext(c.ctx, numbered(query), args...)
}

// Exec runs a statement that returns none.
func (c conn) Exec(query string, args ...any) (sql.Result, error) {
	args, err := plain(args)
	if err != nil {
		return nil, err
	}
	return c.tx.ExecContext(c.ctx, numbered(query), args...)
}

// plain reduces arguments to the types of database/sql: the driver would otherwise
// write a named type by its String method.
func plain(args []any) ([]any, error) {
	out := make([]any, len(args))
	for i, a := range args {
		v, err := driver.DefaultParameterConverter.ConvertValue(a)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

var rewritten sync.Map // query with question marks → with numbers

// numbered turns question marks into $1, $2, …; no statement has one in a literal.
func numbered(query string) string {
	if q, ok := rewritten.Load(query); ok {
		return q.(string)
	}
	var b strings.Builder
	n := 0
	for part := range strings.SplitSeq(query, "?") {
		if n > 0 {
			b.WriteString("$" + strconv.Itoa(n))
		}
		b.WriteString(part)
		n++
	}
	rewritten.Store(query, b.String())
	return b.String()
}

// Pool is the database below, for package transfer.
func (db *DB) Pool() *sql.DB { return db.pool }
