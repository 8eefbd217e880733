package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/openrupt/openrupt/server/core"
)

const (
	// notify tells every server that listens, once the transaction is committed. Only
	// events for streams do: each commit with a NOTIFY takes its turn behind one lock of
	// the whole cluster, and those events are rare.
	notify = `SELECT pg_notify('openrupt', ?)`
	// quietFor is after how long without a word a connection is asked whether it still
	// is one.
	quietFor = 20 * time.Second
	// listenRetry is how long to wait after a connection was lost.
	listenRetry = time.Second
)

var _ core.Listener = (*DB)(nil)

// Listen calls wake with the topics of the events that any server commits, and with ""
// when some may have been missed, until ctx is done. lost is told why a connection
// ended; there is always another one.
func (db *DB) Listen(ctx context.Context, wake func(topic string), lost func(error)) {
	for ctx.Err() == nil {
		if err := db.listen(ctx, wake); ctx.Err() == nil {
			lost(err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(listenRetry):
		}
	}
}

func (db *DB) listen(ctx context.Context, wake func(string)) (err error) {
	c, err := pgx.Connect(ctx, db.url)
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		err = errors.Join(err, c.Close(closing))
	}()
	if _, err := c.Exec(ctx, "LISTEN openrupt"); err != nil {
		return err
	}
	wake("") // what was committed before nobody heard
	for {
		if err := next(ctx, c, wake); err != nil {
			return err
		}
	}
}

// next waits for one notification, or makes sure that the connection still works.
func next(ctx context.Context, c *pgx.Conn, wake func(string)) error {
	limited, cancel := context.WithTimeout(ctx, quietFor)
	n, err := c.WaitForNotification(limited)
	cancel()
	switch {
	case err == nil:
		wake(n.Payload)
		return nil
	case limited.Err() == nil || ctx.Err() != nil:
		return err
	}
	limited, cancel = context.WithTimeout(ctx, quietFor)
	defer cancel()
	return c.Ping(limited)
}
