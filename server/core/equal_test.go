package core_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlite"
	"github.com/openrupt/openrupt/server/store/sqlstore"
)

// wrongKinds are all ways in which a code can be wrong, as a way to make one.
var wrongKinds = map[string]func(*story) string{
	"wrong":      func(s *story) string { return other(s.send(wire.ChannelEmail)) },
	"never sent": func(*story) string { return "123456" },
	"no digits":  func(s *story) string { s.send(wire.ChannelEmail); return "abc" },
	"expired": func(s *story) string {
		code := s.send(wire.ChannelEmail)
		s.clock.Advance(10 * time.Minute)
		return code
	},
	"replaced": func(s *story) string {
		code := s.send(wire.ChannelEmail)
		s.clock.Advance(time.Minute)
		if again := s.send(wire.ChannelEmail); again == code {
			return other(code) // one in a million
		}
		return code
	},
	"used": func(s *story) string {
		code := s.send(wire.ChannelEmail)
		_, err := s.verify(code)
		must(s.t, err)
		return code
	},
}

// counting is a store that notes the statements it runs.
type counting struct {
	*sqlite.DB
	ran []string
}

// Update runs fn in a transaction of the same file.
func (c *counting) Update(ctx context.Context, fn func(core.Tx) error) error {
	return c.run(ctx, "BEGIN IMMEDIATE", fn)
}

// View is Update: readers are counted, too.
func (c *counting) View(ctx context.Context, fn func(core.Tx) error) error {
	return c.run(ctx, "BEGIN", fn)
}

// Look is View.
func (c *counting) Look(ctx context.Context, fn func(core.Tx) error) error { return c.View(ctx, fn) }

func (c *counting) run(ctx context.Context, begin string, fn func(core.Tx) error) error {
	tx, err := c.Pool().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	c.ran = append(c.ran, begin)
	if err := fn(sqlstore.New(countingTx{c, tx}, sqlstore.Dialect{})); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

type countingTx struct {
	c  *counting
	tx *sql.Tx
}

// Read runs statements that return rows.
func (t countingTx) Read(queries ...sqlstore.Query) error {
	for _, q := range queries {
		t.c.ran = append(t.c.ran, q.Text)
		rows, err := t.tx.Query(q.Text, q.Args...)
		if err != nil {
			return err
		}
		if err := q.Take(rows); err != nil {
			return err
		}
	}
	return nil
}

// Exec runs one that returns none.
func (t countingTx) Exec(query string, args ...any) (int64, error) {
	t.c.ran = append(t.c.ran, query)
	r, err := t.tx.Exec(query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// Later is Exec.
func (t countingTx) Later(query string, args ...any) error {
	_, err := t.Exec(query, args...)
	return err
}

// TestWrongCodesCostTheSame: whatever is wrong with a code, the same statements run in
// the same order, and the same number of MACs is made.
func TestWrongCodesCostTheSame(t *testing.T) {
	type cost struct {
		statements []string
		macs       int64
	}
	costs := map[string]cost{}
	for name, prepare := range wrongKinds {
		s := newStory(t, nil, email("ann@example.com"))
		code := prepare(s)
		keys, err := core.NewKeyring([]byte(strings.Repeat("k", 32)))
		must(t, err)
		macs, store := core.CountMACs(keys), &counting{DB: s.store.(*sqlite.DB)}
		watched, err := core.New(core.Config{Store: store, Clock: s.clock, Keys: keys, Dev: true})
		must(t, err)
		caller := s.b.caller()
		_, err = watched.Verify(ctx, caller, s.challenge, code)
		wants(t, err, wire.CodeIncorrectCode)
		costs[name] = cost{store.ran, macs.Load()}
	}
	want := costs["wrong"]
	if len(want.statements) < 8 || want.macs < 2 {
		t.Fatalf("nothing was counted: %+v", want)
	}
	for name, got := range costs {
		if got.macs != want.macs || !slices.Equal(got.statements, want.statements) {
			t.Errorf("%s: %d hashes, want %d, and\n%s\nwant\n%s", name, got.macs, want.macs, strings.Join(got.statements, "\n"), strings.Join(want.statements, "\n"))
		}
	}
}

// BenchmarkWrongCodes prints how long each kind of wrong code takes to be answered:
// run it with -benchtime 200x.
func BenchmarkWrongCodes(b *testing.B) {
	took := map[string][]time.Duration{}
	for b.Loop() {
		for name, prepare := range wrongKinds { // in random order
			s := newStory(b, nil, email("ann@example.com"))
			code, caller := prepare(s), s.b.caller()
			from := time.Now()
			_, err := s.Verify(ctx, caller, s.challenge, code)
			took[name] = append(took[name], time.Since(from))
			wants(b, err, wire.CodeIncorrectCode)
		}
	}
	for name, list := range took {
		slices.Sort(list)
		at := func(q int) time.Duration { return list[(len(list)-1)*q/100].Round(time.Microsecond) }
		b.Logf("%-10s p5 %8v  p50 %8v  p95 %8v  (%d)", name, at(5), at(50), at(95), len(list))
	}
}
