package chaos

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the database/sql driver "sqlite"
)

// fact is one acknowledged write: the query, which counts its trace, must say 1.
type fact struct{ what, query, id string }

// ledger is what servers acknowledged. Facts stay true: nothing in a load undoes another.
type ledger struct {
	mu    sync.Mutex
	facts []fact
	ended []fact
	// seen is how many of facts and ended were checked before.
	seen [2]int
}

func (l *ledger) note(what, query, id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.facts = append(l.facts, fact{what, query, id})
}

// finished: an account is through, so that all about it is known: however often a
// request was repeated, each thing happened once.
func (l *ledger) finished(account, user string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for what, query := range map[string]string{
		"one user":               `SELECT count(*) FROM users WHERE account = '` + account + `' AND id = ?`,
		"two devices":            `SELECT count(*) - 1 FROM devices WHERE user_id = ?`,
		"one of them attached":   `SELECT count(*) FROM devices WHERE status = 'attached' AND user_id = ?`,
		"one completed":          `SELECT count(*) FROM challenges WHERE status = 'completed' AND user_id = ?`,
		"one device.detached":    `SELECT count(*) FROM events WHERE kind = 'webhook' AND name = 'device.detached' AND user_id = ?`,
		"one completed reported": `SELECT count(*) FROM events WHERE kind = 'webhook' AND name = 'challenge.completed' AND user_id = ?`,
	} {
		l.ended = append(l.ended, fact{what, query, user})
	}
}

// perAccount is how many facts finished notes.
const perAccount = 6

func (l *ledger) through() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.ended) / perAccount
}

// open opens a database of SQLite or PostgreSQL.
func open(t testing.TB, database string) *sql.DB {
	t.Helper()
	driver, source := "pgx", database
	if path, ok := strings.CutPrefix(database, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(20000)"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// overLimit are accounts that are on more devices than allowed, without a challenge that
// says so: the load's limit is one.
const overLimit = `SELECT count(*) FROM (SELECT user_id FROM devices d WHERE status = 'attached' AND NOT EXISTS (
 SELECT 1 FROM challenges c WHERE c.device_id = d.id AND c.status IN ('initiated', 'pending', 'delivered', 'delivery_failed', 'verified'))
 GROUP BY user_id HAVING count(*) > 1) over_limit`

// check looks for everything that was acknowledged since the last check, and returns at
// how much it looked.
func (l *ledger) check(t testing.TB, db *sql.DB) int {
	t.Helper()
	l.mu.Lock()
	facts := slices.Concat(l.facts[l.seen[0]:], l.ended[l.seen[1]:])
	l.seen = [2]int{len(l.facts), len(l.ended)}
	l.mu.Unlock()
	lost := map[string]int{}
	for _, f := range facts {
		if n := count(t, db, f.query, f.id); n != 1 {
			lost[f.what]++
			t.Logf("%s of %s: %d", f.what, f.id, n)
		}
	}
	if len(lost) > 0 {
		t.Errorf("acknowledged and not there as it should be: %v", lost)
	}
	if n := count(t, db, overLimit); n > 0 {
		t.Errorf("%d accounts are over their limit, and no challenge says so", n)
	}
	return len(facts)
}

// count runs a query that returns one number.
func count(t testing.TB, db *sql.DB, query string, args ...any) (n int) {
	t.Helper()
	if len(args) == 1 {
		query = strings.Replace(query, "?", parameter(db), 1)
	}
	if err := db.QueryRow(query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// checkDelivered waits until everything in the outbox has been delivered, and looks for
// every webhook at its receiver. It returns how many there were, and how many came more
// than once.
func (w *world) checkDelivered(db *sql.DB) (webhooks, repeated int) {
	w.t.Helper()
	const (
		waiting    = `SELECT (SELECT count(*) FROM webhook_deliveries WHERE state = 0) + (SELECT count(*) FROM events WHERE kind <> 'stream' AND state = 0)`
		unreported = `SELECT count(*) FROM (SELECT user_id, name, count(*) FROM events WHERE kind = 'webhook' GROUP BY user_id, name
 EXCEPT SELECT user_id, name, count(*) FROM webhook_deliveries GROUP BY user_id, name) unreported`
	)
	for begun := time.Now(); count(w.t, db, waiting) > 0; time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > 2*patience {
			w.t.Fatalf("%d things still wait to be delivered", count(w.t, db, waiting))
		}
	}
	if n := count(w.t, db, unreported); n > 0 {
		w.t.Errorf("%d events have not one delivery each", n)
	}
	rows, err := db.Query(`SELECT id, state FROM webhook_deliveries`)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var wrong []string
	for rows.Next() {
		var id string
		var state int
		if err := rows.Scan(&id, &state); err != nil {
			w.t.Fatal(err)
		}
		n := w.hooks.got(id)
		if n == 0 {
			wrong = append(wrong, fmt.Sprint(id, " in state ", state))
		}
		webhooks++
		if n > 1 {
			repeated++
		}
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	if len(wrong) > 0 {
		w.t.Errorf("webhooks that never arrived: %v", wrong)
	}
	return webhooks, repeated
}

// await waits until a query says so many.
func await(t testing.TB, db *sql.DB, want int, query, id string) {
	t.Helper()
	for begun := time.Now(); count(t, db, query, id) != want; time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > patience {
			t.Fatalf("%s: %d, not %d", query, count(t, db, query, id), want)
		}
	}
}

// parameter is how a database calls the first one.
func parameter(db *sql.DB) string {
	if _, ok := db.Driver().(*stdlib.Driver); ok {
		return "$1"
	}
	return "?"
}
