package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

// crowd are callers that come while another one has its turn, in their order.
type crowd struct {
	*DB
	t       *testing.T
	answers []chan error
	release chan struct{}
}

func newCrowd(t *testing.T) *crowd {
	c := &crowd{DB: open(t, filepath.Join(t.TempDir(), "x.db")), t: t, release: make(chan struct{})}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	begun := make(chan struct{})
	c.call(t.Context(), func(core.Tx) error { close(begun); <-c.release; return nil })
	<-begun
	return c
}

// call has one more caller come, and returns when it waits.
func (c *crowd) call(ctx context.Context, fn func(core.Tx) error) {
	answer := make(chan error, 1)
	c.answers = append(c.answers, answer)
	waiting := c.waiting()
	go func() {
		defer func() {
			if p := recover(); p != nil {
				answer <- fmt.Errorf("panic: %v", p)
			}
		}()
		answer <- c.Update(ctx, fn)
	}()
	for len(c.answers) > 1 && c.waiting() == waiting {
		time.Sleep(time.Millisecond)
	}
}

func (c *crowd) waiting() int {
	c.writer.mu.Lock()
	defer c.writer.mu.Unlock()
	return len(c.writer.queue)
}

// adding adds a project.
func adding(id string) func(core.Tx) error {
	return func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: id}) }
}

// ends lets them go on, and compares how their calls end and what is written then.
func (c *crowd) ends(written string, errs ...string) {
	c.t.Helper()
	close(c.release)
	for i, answer := range c.answers {
		got := "<nil>"
		if err := <-answer; err != nil {
			got = err.Error()
		}
		if i > 0 && !strings.Contains(got, errs[i-1]) {
			c.t.Errorf("caller %d: %s, want %s", i, got, errs[i-1])
		}
	}
	var ids []string
	err := c.View(context.Background(), func(tx core.Tx) error {
		list, err := tx.Projects()
		for _, p := range list {
			ids = append(ids, p.ID)
		}
		return err
	})
	if got := strings.Join(ids, " "); err != nil || got != written {
		c.t.Errorf("written: %q, want %q (%v)", got, written, err)
	}
}

// TestShared: callers that wait share a commit, and what one of them does wrong is its
// own affair.
func TestShared(t *testing.T) {
	c := newCrowd(t)
	shared := 0
	c.call(t.Context(), adding("a"))
	c.call(t.Context(), func(tx core.Tx) error { return errors.Join(adding("b")(tx), errors.New("refused")) })
	c.call(t.Context(), adding("c"))
	c.call(t.Context(), func(tx core.Tx) error { _ = adding("d")(tx); panic("mistake") })
	c.call(t.Context(), func(tx core.Tx) error { shared = c.writer.open.n; return adding("e")(tx) })
	c.ends("a c e", "<nil>", "refused", "<nil>", "mistake", "<nil>")
	if shared != 3 { // with the one that they waited for
		t.Errorf("%d callers wrote into the last one's transaction", shared)
	}
}

// TestAnsweredAfterCommit: nobody hears that something is written before it is.
func TestAnsweredAfterCommit(t *testing.T) {
	c := newCrowd(t)
	c.call(t.Context(), adding("a"))
	c.call(t.Context(), func(tx core.Tx) error {
		for _, answer := range c.answers {
			if len(answer) > 0 {
				t.Error("answered")
			}
		}
		return c.View(t.Context(), func(tx core.Tx) error {
			if _, err := tx.Project("a"); err != core.ErrNotFound {
				t.Errorf("others see it: %v", err)
			}
			return nil
		})
	})
	c.ends("a", "<nil>", "<nil>")
}

// TestDiskFull: who finds the disk full loses the transaction for all; the others write
// again, by themselves.
func TestDiskFull(t *testing.T) {
	c := newCrowd(t)
	c.call(t.Context(), adding("a"))
	c.call(t.Context(), func(tx core.Tx) error {
		return tx.PutProject(&core.Project{ID: "b", Name: strings.Repeat("x", 1<<20)})
	})
	c.call(t.Context(), adding("c"))
	var pages int
	if err := c.pool.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	var limit int
	if err := c.writer.conn.sql.QueryRowContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages+10)).Scan(&limit); err != nil || limit != pages+10 {
		t.Fatal(limit, err)
	}
	c.ends("a c", "<nil>", "database or disk is full", "<nil>")
}

// TestLostTransaction: whatever a transaction was lost by, its callers do not believe
// that they have written.
func TestLostTransaction(t *testing.T) {
	c := newCrowd(t)
	first := true
	c.call(t.Context(), adding("a"))
	c.call(t.Context(), func(tx core.Tx) error {
		if first {
			first = false
			return errors.Join(c.writer.exec("ROLLBACK"), errors.New("lost"))
		}
		return adding("b")(tx)
	})
	c.call(t.Context(), adding("c"))
	c.ends("a c", "<nil>", "lost", "<nil>")
}

// TestLeavingTheQueue: who no longer waits is passed over.
func TestLeavingTheQueue(t *testing.T) {
	c := newCrowd(t)
	ctx, cancel := context.WithCancel(t.Context())
	c.call(t.Context(), adding("a"))
	c.call(ctx, adding("b"))
	c.call(t.Context(), adding("c"))
	cancel()
	for c.waiting() != 2 {
		time.Sleep(time.Millisecond)
	}
	c.ends("a c", "<nil>", "canceled", "<nil>")
}

// TestBatchLimit: the first of a crowd does not wait for all of it.
func TestBatchLimit(t *testing.T) {
	c := newCrowd(t)
	most := 0
	want := make([]string, 3*batchLimit)
	for i := range want {
		want[i] = "<nil>"
		c.call(t.Context(), func(core.Tx) error { most = max(most, c.writer.open.n+1); return nil })
	}
	c.ends("", want...)
	if most != batchLimit {
		t.Errorf("up to %d callers shared a commit", most)
	}
}
