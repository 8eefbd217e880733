package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/openrupt/openrupt/server/store/sqlstore"
)

const (
	// queueLimit bounds how many statements wait to be sent together.
	queueLimit = 200
	// rollbackTimeout is how long a connection may take to be of use again.
	rollbackTimeout = 5 * time.Second
)

// conn runs the statements of one transaction. Those that nobody waits for are sent with
// the next one, the first with BEGIN, and the last with COMMIT: a transaction waits for
// the database once for each of its reads, and once at its end. The driver prepares each
// statement once a connection.
type conn struct {
	ctx context.Context
	pg  *pgx.Conn
	// queue are the statements that were not sent yet.
	queue *pgx.Batch
	// begun says that something was sent, ending that the end was, and cut that the
	// database ended the connection before it came to that.
	begun, ending, cut bool
}

func newConn(ctx context.Context, pg *pgx.Conn) *conn {
	return &conn{ctx: ctx, pg: pg, queue: &pgx.Batch{}}
}

// Read sends queries together, with what waits before them.
func (c *conn) Read(queries ...sqlstore.Query) (err error) {
	for _, q := range queries {
		if err := c.add(q.Text, q.Args); err != nil {
			return err
		}
	}
	sent, err := c.send(len(queries))
	if err != nil {
		return err
	}
	for _, q := range queries {
		if err := take(sent, q); err != nil {
			return errors.Join(err, sent.Close())
		}
	}
	return sent.Close()
}

func take(sent pgx.BatchResults, q sqlstore.Query) error {
	found, err := sent.Query()
	if err != nil {
		return err
	}
	return q.Take(rows{found})
}

// Exec runs a statement that returns none, and says how many rows it changed.
func (c *conn) Exec(query string, args ...any) (int64, error) {
	tag, err := c.exec(query, args...)
	return tag.RowsAffected(), err
}

func (c *conn) exec(query string, args ...any) (tag pgconn.CommandTag, err error) {
	if err := c.add(query, args); err != nil {
		return tag, err
	}
	sent, err := c.send(1)
	if err != nil {
		return tag, err
	}
	tag, err = sent.Exec()
	if failure := sent.Close(); err == nil {
		err = failure
	}
	return tag, err
}

// Later runs a statement with the next one.
func (c *conn) Later(query string, args ...any) error {
	if c.queue.Len() >= queueLimit {
		_, err := c.exec(query, args...)
		return err
	}
	return c.add(query, args)
}

func (c *conn) add(query string, args []any) error {
	if err := plain(args); err != nil {
		return err
	}
	c.queue.Queue(numbered(query), args...)
	return nil
}

// send sends what waits, and reads the results of all but the last n.
func (c *conn) send(n int) (pgx.BatchResults, error) {
	c.begun = true
	waiting := c.queue.Len() - n
	sent := c.pg.SendBatch(c.ctx, c.queue)
	c.queue = &pgx.Batch{}
	for range waiting {
		if _, err := sent.Exec(); err != nil {
			_ = sent.Close() // says the same
			c.cut = shutDown(err)
			return nil, err
		}
	}
	return sent, nil
}

// commit ends the transaction. Of one that never came to anything the database has not
// heard.
func (c *conn) commit() error {
	if !c.begun && c.queue.Len() == 1 {
		return nil
	}
	c.ending = true
	tag, err := c.exec("COMMIT")
	if err == nil && tag.String() != "COMMIT" {
		err = fmt.Errorf("postgres: a commit ended with %s", tag)
	}
	if err != nil {
		c.rollback()
	}
	return err
}

// rollback makes the connection fit for use. One that is not is closed by the pool.
func (c *conn) rollback() {
	if !c.begun || c.pg.IsClosed() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.ctx), rollbackTimeout)
	defer cancel()
	_, _ = c.pg.Exec(ctx, "ROLLBACK")
}

// lost says that the connection ended before anything could be committed.
func (c *conn) lost() bool {
	return c.pg.IsClosed() && (!c.ending || c.cut) && c.ctx.Err() == nil
}

// shutDown says whether an error is the database's own last word on a connection: it did
// nothing that it was asked for afterwards. A connection that just ended may have.
func shutDown(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "57P01" || e.Code == "57P02") || pgconn.SafeToRetry(err)
}

// looking is a connection without a transaction, which changes nothing.
type looking struct{ *conn }

var errLooking = errors.New("postgres: nothing is written where one only looks")

// Exec refuses.
func (looking) Exec(string, ...any) (int64, error) { return 0, errLooking }

// Later refuses.
func (looking) Later(string, ...any) error { return errLooking }

// rows are those of one query among several.
type rows struct{ pgx.Rows }

// Close reads what is left; Err says what became of it.
func (r rows) Close() error {
	r.Rows.Close()
	return nil
}

// plain reduces arguments to the types of database/sql: the driver would otherwise
// write a named type by its String method.
func plain(args []any) error {
	for i, a := range args {
		switch a.(type) {
		case string, int, int64, float64, bool, []byte, nil:
			continue
		}
		v, err := driver.DefaultParameterConverter.ConvertValue(a)
		if err != nil {
			return err
		}
		args[i] = v
	}
	return nil
}

var rewritten sync.Map // query with question marks → with numbers

func numbered(query string) string {
	if q, ok := rewritten.Load(query); ok {
		return q.(string)
	}
	q := sqlstore.Numbered(query)
	rewritten.Store(query, q)
	return q
}
