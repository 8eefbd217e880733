package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// AddAttempt records that subject did something that is counted.
func (tx *Tx) AddAttempt(project, subject string, a core.Attempts) error {
	return tx.exec(`INSERT INTO attempts (project_id, subject, created_at, n) VALUES (?,?,?,?)
ON CONFLICT (project_id, subject, created_at) DO UPDATE SET n = attempts.n + excluded.n`, project, subject, a.At, a.N)
}

// AttemptSums returns how often subjects did so since each of the times, of which the
// first is the earliest.
func (tx *Tx) AttemptSums(project string, subjects []string, since [3]wire.Time) (map[string][3]int, error) {
	sums := map[string][3]int{}
	if len(subjects) == 0 {
		return sums, nil
	}
	args := []any{since[1], since[2], project}
	for _, s := range subjects {
		args = append(args, s)
	}
	_, err := many(tx, func(r scanner) (subject string, err error) {
		var n [3]int
		err = r.Scan(&subject, &n[0], &n[1], &n[2])
		sums[subject] = n
		return subject, err
	}, `SELECT subject, CAST(sum(n) AS BIGINT), CAST(sum(CASE WHEN created_at > ? THEN n ELSE 0 END) AS BIGINT),
 CAST(sum(CASE WHEN created_at > ? THEN n ELSE 0 END) AS BIGINT) FROM attempts
WHERE project_id = ? AND subject IN (`+marks(len(subjects))+`) AND created_at > ? GROUP BY subject`, append(args, max(since[0], 0))...)
	return sums, err
}

// LockAttempts keeps other transactions from locking the same subject's, by a row of
// its own before all times.
func (tx *Tx) LockAttempts(project, subject string) error {
	if tx.dialect.ForUpdate == "" {
		return nil // a writing transaction is alone
	}
	return tx.exec(`INSERT INTO attempts (project_id, subject, created_at, n) VALUES (?,?,0,0)
ON CONFLICT (project_id, subject, created_at) DO UPDATE SET n = 0`, project, subject)
}

// Attempts returns when subject did so since then, oldest first.
func (tx *Tx) Attempts(project, subject string, since wire.Time) ([]core.Attempts, error) {
	return many(tx, func(r scanner) (a core.Attempts, err error) { err = r.Scan(&a.At, &a.N); return a, err },
		`SELECT created_at, n FROM attempts WHERE project_id = ? AND subject = ? AND created_at > ? ORDER BY created_at`,
		project, subject, max(since, 0))
}

// ForgetAttempts forgets a subject's.
func (tx *Tx) ForgetAttempts(project, subject string) error {
	return tx.exec(`DELETE FROM attempts WHERE project_id = ? AND subject = ?`, project, subject)
}

// DeleteAttempts forgets those before then.
func (tx *Tx) DeleteAttempts(before wire.Time) error {
	return tx.exec(`DELETE FROM attempts WHERE created_at < ?`, before)
}
