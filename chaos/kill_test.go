package chaos

import (
	"database/sql"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestKilledOnSQLite kills a server at random moments under load. What it leaves on the
// disk is whole, as it is and after the next start, and holds everything acknowledged.
func TestKilledOnSQLite(t *testing.T) {
	t.Parallel()
	const scenario = "kill -9 on SQLite"
	w := newWorld(t, "")
	s := w.serve()
	l := w.newLoad(6, w.newClient(s))
	db := open(t, w.database)
	for range rounds(2, 100) {
		time.Sleep(time.Duration(50+rand.IntN(1200)) * time.Millisecond)
		s.kill()
		checkWhole(t, w.file())
		s.start()
		figures.add(scenario, "longest recovery ms", s.awaitReady().Milliseconds())
		l.check(t, db)
		figures.add(scenario, "kills", 1)
	}
	l.conclude(scenario, db)
	s.stop()
	checkWhole(t, w.file())
}

// conclude lets the load end and looks at everything once more, from the beginning.
func (l *load) conclude(scenario string, db *sql.DB) {
	l.t.Helper()
	l.awaitMore(2)
	l.end()
	l.seen = [2]int{}
	figures.add(scenario, "acknowledged", int64(l.check(l.t, db)))
	figures.add(scenario, "accounts", int64(l.through()))
	figures.add(scenario, "in doubt", l.client.doubtful.Load())
	webhooks, repeated := l.checkDelivered(db)
	figures.add(scenario, "webhooks", int64(webhooks))
	figures.add(scenario, "webhooks repeated", int64(repeated))
}

// checkWhole copies what a dead server left, so that its own recovery stays its own, and
// has SQLite look at it.
func checkWhole(t *testing.T, path string) {
	t.Helper()
	dir := t.TempDir()
	for _, suffix := range []string{"", "-wal"} {
		copyFile(t, path+suffix, filepath.Join(dir, "copy.db"+suffix))
	}
	db := open(t, "sqlite:"+filepath.Join(dir, "copy.db"))
	defer func() { _ = db.Close() }()
	checkIntegrity(t, db)
}

// checkIntegrity has SQLite look at a database.
func checkIntegrity(t *testing.T, db *sql.DB) {
	t.Helper()
	var verdict string
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity: %s, %v", verdict, err)
	}
	rows, err := db.Query(`PRAGMA foreign_key_check`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	if rows.Next() {
		t.Error("a row refers to one that is not there")
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if os.IsNotExist(err) {
		return // a server that ended well leaves no log
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.Create(to)
	if err == nil {
		_, err = io.Copy(out, in)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
