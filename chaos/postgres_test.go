package chaos

import (
	"net/http"
	"testing"

	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
)

// TestPostgreSQLRestarted restarts the database under load, now politely and now not. The
// server says that it is not ready, comes back by itself, and has lost nothing.
func TestPostgreSQLRestarted(t *testing.T) {
	t.Parallel()
	const scenario = "PostgreSQL restarted"
	database, err := postgrestest.Start()
	if err != nil {
		t.Fatal("no PostgreSQL server to test against: ", err)
	}
	t.Cleanup(func() { _ = database.Stop() })
	w := newWorld(t, database.Fresh(t))
	s := w.serve()
	l := w.newLoad(6, w.newClient(s))
	for i := range rounds(2, 20) {
		l.awaitMore(1)
		mode := []string{"fast", "immediate"}[i%2]
		if err := database.Down(mode); err != nil {
			t.Fatal(err)
		}
		s.awaitUnready()
		if err := database.Up(); err != nil {
			t.Fatal(err)
		}
		figures.add(scenario, "longest recovery ms", s.awaitReady().Milliseconds())
		l.check(t, open(t, w.database))
		figures.add(scenario, mode, 1)
	}
	l.conclude(scenario, open(t, w.database))
	s.stop()
}

// TestBackEndsTerminated ends all connections to the database at once, under load.
func TestBackEndsTerminated(t *testing.T) {
	t.Parallel()
	const scenario = "PostgreSQL back ends terminated"
	w := newWorld(t, freshPostgres(t))
	s := w.serve()
	l := w.newLoad(6, w.newClient(s))
	db := open(t, w.database)
	for range rounds(3, 20) {
		l.awaitMore(1)
		n := count(t, db, `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		figures.add(scenario, "storms", 1)
		figures.add(scenario, "connections", int64(n))
		figures.add(scenario, "longest recovery ms", s.awaitReady().Milliseconds())
		l.check(t, db)
	}
	l.conclude(scenario, db)
	s.stop()
}

// TestOneOfTwoKilled kills one of two servers in the middle of requests. Clients repeat
// them at the other one, and nothing happens twice or not at all.
func TestOneOfTwoKilled(t *testing.T) {
	t.Parallel()
	const scenario = "one of two servers killed"
	w := newWorld(t, freshPostgres(t))
	servers := []*server{w.serve(), w.serve()}
	l := w.newLoad(6, w.newClient(servers...))
	db := open(t, w.database)
	for i := range rounds(2, 20) {
		l.awaitMore(1)
		doomed, other := servers[i%2], servers[(i+1)%2]
		before := l.client.doubtful.Load()
		doomed.kill()
		if status, reply := other.ready(); status != http.StatusOK {
			t.Errorf("the other server is not ready: %d %s", status, reply)
		}
		l.awaitMore(1)
		doomed.start()
		doomed.awaitReady()
		l.check(t, db)
		figures.add(scenario, "kills", 1)
		figures.add(scenario, "unanswered", l.client.doubtful.Load()-before)
	}
	l.conclude(scenario, db)
}
