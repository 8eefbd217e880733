package sqlite

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlstore"
)

// batchLimit is how many callers at most share a commit: the first of them waits for
// the work of all.
const batchLimit = 32

// writer lets callers write in turns, in the order in which they came, over the one
// connection that writes. They share the commit, which waits for the disk: who is done
// hands the open transaction on to the next caller, and the last one commits for all of
// them. Nobody is answered before that. The more callers wait, the more share.
//
// Each has a savepoint, so that an error undoes what its caller did and nothing else.
type writer struct {
	conn *conn

	mu sync.Mutex
	// busy says that it is somebody's turn; queue are those who wait for theirs.
	busy  bool
	queue []chan struct{}

	// open is the transaction that is not committed yet, if any. It belongs to whose turn
	// it is.
	open *batch
}

// batch is a transaction of several callers.
type batch struct {
	// n is how many of them wrote something, full that nobody else may.
	n    int
	full bool
	// done is closed when it was committed, or rolled back because of err.
	done chan struct{}
	err  error
}

// update runs fn and returns when what it wrote is on the disk.
func (w *writer) update(ctx context.Context, fn func(core.Tx) error) error {
	others, err := w.try(ctx, fn, false)
	if err != nil && others {
		// Perhaps by their doing: SQLite takes a transaction back when a statement finds the
		// disk full. By itself only who is to blame fails.
		_, err = w.try(ctx, fn, true)
	}
	return err
}

// try runs fn in a transaction, and says whether others shared that.
func (w *writer) try(ctx context.Context, fn func(core.Tx) error, alone bool) (others bool, err error) {
	if err := w.enter(ctx); err != nil {
		return false, err
	}
	b, err := w.turn(ctx, fn, alone)
	if err != nil {
		return false, err
	}
	<-b.done
	return b.n > 1, b.err
}

// enter waits until it is the caller's turn.
func (w *writer) enter(ctx context.Context) error {
	w.mu.Lock()
	if !w.busy {
		w.busy = true
		w.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	w.queue = append(w.queue, turn)
	w.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		w.quit(turn)
		return ctx.Err()
	}
}

// quit leaves the queue. It may have become the caller's turn meanwhile.
func (w *writer) quit(turn chan struct{}) {
	w.mu.Lock()
	i := slices.Index(w.queue, turn)
	if i >= 0 {
		w.queue = slices.Delete(w.queue, i, i+1)
	}
	w.mu.Unlock()
	if i < 0 {
		w.leave()
	}
}

// turn runs fn and lets the next caller go on, even when fn panics.
func (w *writer) turn(ctx context.Context, fn func(core.Tx) error, alone bool) (*batch, error) {
	defer w.leave()
	if alone && w.open != nil {
		w.commit()
	}
	if w.open == nil {
		if err := w.exec("BEGIN IMMEDIATE"); err != nil {
			return nil, err
		}
		w.open = &batch{full: alone, done: make(chan struct{})}
	}
	b := w.open
	return b, w.write(ctx, fn)
}

// write runs fn in the open transaction. Where nobody wrote before, that is all there is
// to roll back.
func (w *writer) write(ctx context.Context, fn func(core.Tx) error) (err error) {
	undo := []string{"ROLLBACK"}
	if w.open.n > 0 {
		undo = []string{"ROLLBACK TO caller", "RELEASE caller"}
		if err := w.exec("SAVEPOINT caller"); err != nil {
			return err
		}
	}
	done := false
	defer func() {
		if !done { // fn failed or panicked
			err = w.undo(err, undo)
		}
	}()
	if err := fn(sqlstore.New(w.conn, Dialect)); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err // nobody waits for it any more
	}
	if w.open.n > 0 {
		if err := w.exec("RELEASE caller"); err != nil {
			return err
		}
	}
	w.open.n++
	done = true
	return nil
}

// undo takes back what one caller did because of err, or if that is not possible what all
// did: the transaction is gone already.
func (w *writer) undo(err error, statements []string) error {
	for _, s := range statements {
		if failure := w.exec(s); failure != nil {
			err = errors.Join(err, failure)
			w.end(err)
			return err
		}
	}
	if w.open.n == 0 {
		w.open = nil
	}
	return err
}

// leave hands the turn on. The last caller of a batch commits it.
func (w *writer) leave() {
	for {
		w.mu.Lock()
		switch {
		case len(w.queue) > 0 && (w.open == nil || !w.open.full && w.open.n < batchLimit):
			close(w.queue[0])
			w.queue = slices.Delete(w.queue, 0, 1)
			w.mu.Unlock()
			return
		case w.open == nil:
			w.busy = false
			w.mu.Unlock()
			return
		}
		w.mu.Unlock()
		w.commit()
	}
}

func (w *writer) commit() { w.end(w.exec("COMMIT")) }

// end tells the callers of the open transaction how it ended. One that failed must not
// stay open.
func (w *writer) end(err error) {
	if err != nil {
		_ = w.exec("ROLLBACK") // it may be gone already
	}
	b := w.open
	w.open, b.err = nil, err
	close(b.done)
}

func (w *writer) exec(statement string) error {
	_, err := w.conn.Exec(statement)
	return err
}

// close waits for the turns that others have and closes the connection.
func (w *writer) close() error {
	if err := w.enter(context.Background()); err != nil {
		return err
	}
	return w.conn.close()
}
