package transfer_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/postgres"
	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
	"github.com/openrupt/openrupt/server/store/sqlite"
	"github.com/openrupt/openrupt/server/store/transfer"
)

var server *postgrestest.Server

func TestMain(m *testing.M) {
	os.Exit(postgrestest.Main(m.Run, func(s *postgrestest.Server) { server = s }))
}

func openSQLite(t *testing.T) core.Store {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "rupt.db"))
	return opened(t, db, err)
}

func openPostgres(t *testing.T) core.Store {
	t.Helper()
	db, err := postgres.Open(t.Context(), server.Fresh(t))
	return opened(t, db, err)
}

func opened(t *testing.T, store core.Store, err error) core.Store {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

func update(t *testing.T, s core.Store, fn func(core.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

const project = "aaaaaaaaaaaaaaaaaaaaaaaa"

// fill makes rows with every type of column, more than one statement inserts, and
// deletes the last event.
func fill(t *testing.T, s core.Store) {
	t.Helper()
	update(t, s, func(tx core.Tx) error {
		errs := []error{
			tx.PutProject(&core.Project{ID: project, Name: "Päge ☃", Origins: []string{"*"}, Settings: core.Settings{DeviceLimit: 2}}),
			tx.PutAPIKey(&core.APIKey{ProjectID: project, ID: "k", ClientID: "c", SecretHash: "h"}),
		}
		for i := range 1500 {
			id := fmt.Sprintf("%024x", i)
			errs = append(errs,
				tx.InsertUser(&core.User{ProjectID: project, ID: id, Account: fmt.Sprint("account ", i), Metadata: wire.Raw(`{"a":"é\n"}`), Suspended: i%2 == 0}),
				tx.InsertDevice(&core.Device{ProjectID: project, ID: id, UserID: id, Whitelisted: i%3 == 0, LastSeenAt: 1 << 50}),
				tx.InsertAccess(&core.Access{ProjectID: project, ID: id, DeviceID: id, UserID: id, Confidence: 0.9714285714285714, CreatedAt: 7}))
		}
		return errors.Join(append(errs,
			tx.PutFingerprintVersion(project, core.FingerprintVersion{FingerprintID: "f", Hash: "x"}, []uint64{1 << 63, 3}, 3),
			tx.InsertPair(&core.Pair{ProjectID: project, DeviceID: "d", UserID: "u", Current: "x", Last: "y", LastSeenAt: 1, CreatedAt: 2}),
			tx.InsertChallenge(&core.Challenge{ProjectID: project, ID: "c", UserID: "u", Reasons: []wire.Reason{"bot"}}),
			tx.PutCode(&core.Code{ProjectID: project, ChallengeID: "c", Channel: wire.ChannelEmail, MAC: []byte{0, 255, '?'}, ExpiresAt: 99}),
			tx.InsertEvent(event(9)), tx.InsertEvent(event(10)), tx.InsertEvent(event(1)), tx.DeleteEvents(2))...)
	})
}

func event(at wire.Time) *core.Event {
	return &core.Event{ProjectID: project, Kind: core.EventStream, DeviceID: "d", Payload: []byte(`{"q":"?"}`), CreatedAt: at}
}

// contents is all that the test made, as a store gives it back.
func contents(t *testing.T, s core.Store) (all []any) {
	t.Helper()
	err := s.View(t.Context(), func(tx core.Tx) error {
		projects, err1 := tx.Projects()
		keys, err2 := tx.APIKeys(project)
		users, err3 := tx.Users(project, "", 9999)
		accesses, n, err4 := tx.Accesses(project, core.AccessQuery{Page: 1, Per: 9999})
		events, err5 := tx.StreamEvents(project, "d", "", 0, 99)
		challenge, err6 := tx.Challenge(project, "c")
		prints, err7 := tx.FingerprintsByBands(project, []uint64{1 << 63, 3}, 9)
		pairs, err8 := tx.Pairs(project, "", 9)
		all = append(all, projects, keys, users, accesses, n, events, challenge, prints, pairs)
		for _, u := range users {
			d, err := tx.Device(project, u.ID)
			if err != nil {
				return err
			}
			all = append(all, d)
		}
		return errors.Join(err1, err2, err3, err4, err5, err6, err7, err8)
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCopy(t *testing.T) {
	kinds := map[string]func(*testing.T) core.Store{"SQLite": openSQLite, "PostgreSQL": openPostgres}
	for fromName, from := range kinds {
		for toName, to := range kinds {
			t.Run(fromName+" to "+toName, func(t *testing.T) {
				source, target := from(t), to(t)
				fill(t, source)
				counts := map[string]int{}
				if err := transfer.Copy(t.Context(), source, target, func(table string, n int) { counts[table] = n }); err != nil {
					t.Fatal(err)
				}
				if counts["users"] != 1500 || counts["codes"] != 1 || counts["events"] != 2 {
					t.Errorf("counts: %v", counts)
				}
				want := contents(t, source)
				if diff := cmp.Diff(want, contents(t, target)); diff != "" {
					t.Errorf("they differ: %.2000s", diff)
				}
				next, other := event(20), event(20)
				update(t, target, func(tx core.Tx) error { return tx.InsertEvent(next) })
				update(t, source, func(tx core.Tx) error { return tx.InsertEvent(other) })
				if next.ID != other.ID || next.ID != 4 {
					t.Errorf("the next event is %d, in the source %d, want 4", next.ID, other.ID)
				}
				if err := transfer.Copy(t.Context(), source, target, nil); err == nil || !strings.Contains(err.Error(), "not empty") {
					t.Errorf("a second copy: %v", err)
				}
			})
		}
	}
}

// TestCopyIsAllOrNothing: a copy that is broken off leaves an empty target.
func TestCopyIsAllOrNothing(t *testing.T) {
	source, target := openSQLite(t), openPostgres(t)
	fill(t, source)
	ctx, cancel := context.WithCancel(t.Context())
	err := transfer.Copy(ctx, source, target, func(table string, _ int) {
		if table == "users" {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := transfer.Copy(t.Context(), source, target, nil); err != nil {
		t.Error(err)
	}
}
