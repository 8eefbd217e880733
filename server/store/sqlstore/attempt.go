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
	return many(tx, func(r Row) (a core.Attempts, err error) { err = r.Scan(&a.At, &a.N); return a, err },
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
