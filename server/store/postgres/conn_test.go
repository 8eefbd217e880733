package postgres

import (
	"context"
	"errors"
	"testing"

	"github.com/openrupt/openrupt/server/core"
)

// TestLater: what nobody waited for fails the transaction all the same, with all that it
// did, and the connection is of use afterwards.
func TestLater(t *testing.T) {
	ctx := context.Background()
	db := open(t, server.Fresh(t))
	defer func() { _ = db.Close() }()
	project := func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: "p"}) }
	orphan := func(tx core.Tx) error { return tx.PutAPIKey(&core.APIKey{ProjectID: "nobody's", ID: "k"}) }
	for name, fn := range map[string]func(core.Tx) error{
		"at the end":         func(tx core.Tx) error { return errors.Join(project(tx), orphan(tx)) },
		"before another one": func(tx core.Tx) error { return errors.Join(orphan(tx), project(tx)) },
		"before a look": func(tx core.Tx) error {
			err := errors.Join(project(tx), orphan(tx))
			_, look := tx.Projects()
			return errors.Join(err, look)
		},
		"though the look's error was ignored": func(tx core.Tx) error {
			err := errors.Join(project(tx), orphan(tx))
			_, _ = tx.Projects()
			return err
		},
		"among very many": func(tx core.Tx) error {
			err := orphan(tx)
			for range 3 * queueLimit {
				if err == nil {
					err = project(tx)
				}
			}
			return err
		},
	} {
		if err := db.Update(ctx, fn); err == nil {
			t.Errorf("%s: no error", name)
		}
		err := db.View(ctx, func(tx core.Tx) error {
			list, err := tx.Projects()
			if len(list) != 0 {
				t.Errorf("%s: something was written", name)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s, afterwards: %v", name, err)
		}
	}
	if open := db.pool.Stat().TotalConns(); open != 1 {
		t.Errorf("%d connections: some were of no use afterwards", open)
	}
}

// TestLook: who looks changes nothing, and leaves a connection that is of use.
func TestLook(t *testing.T) {
	db := open(t, server.Fresh(t))
	defer func() { _ = db.Close() }()
	for range 2 {
		err := db.Look(t.Context(), func(tx core.Tx) error {
			if err := tx.PutProject(&core.Project{ID: "p"}); !errors.Is(err, errLooking) {
				t.Errorf("a write: %v", err)
			}
			if err := tx.UpdateUser(&core.User{ProjectID: "p"}); !errors.Is(err, errLooking) {
				t.Errorf("a change: %v", err)
			}
			_, err := tx.Project("p")
			return err
		})
		if err != core.ErrNotFound {
			t.Errorf("%v, want that there is none", err)
		}
	}
	if open := db.pool.Stat().TotalConns(); open != 1 {
		t.Errorf("%d connections: some were of no use afterwards", open)
	}
}

// TestNothingToDo: a transaction that came to nothing does not reach the database.
func TestNothingToDo(t *testing.T) {
	db := open(t, server.Fresh(t))
	defer func() { _ = db.Close() }()
	refused := errors.New("refused")
	for _, want := range []error{nil, refused} {
		if err := db.Update(t.Context(), func(core.Tx) error { return want }); err != want {
			t.Errorf("%v, want %v", err, want)
		}
	}
}
