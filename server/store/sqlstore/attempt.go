package sqlstore

import (
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// addAttempts inserts n rows.
func addAttempts(n int) string {
	return `INSERT INTO attempts (project_id, subject, created_at, n) VALUES (?,?,?,?)` + strings.Repeat(`,(?,?,?,?)`, n-1) + `
ON CONFLICT (project_id, subject, created_at) DO UPDATE SET n = attempts.n + excluded.n`
}

// attemptsTogether is how many attempts go into one statement.
const attemptsTogether = 50

var addOneAttempt, addManyAttempts = addAttempts(1), addAttempts(attemptsTogether)

// AddAttempt records that subject did something that is counted.
func (tx *Tx) AddAttempt(project, subject string, a core.Attempts) error {
	return tx.exec(addOneAttempt, project, subject, a.At, a.N)
}

// AddAttempts records many: as many as there are in statements of one length, and the rest
// one by one.
func (tx *Tx) AddAttempts(list []core.SubjectAttempts) error {
	for len(list) >= attemptsTogether {
		args := make([]any, 0, 4*attemptsTogether)
		for _, a := range list[:attemptsTogether] {
			args = append(args, a.Project, a.Subject, a.At, a.N)
		}
		if err := tx.exec(addManyAttempts, args...); err != nil {
			return err
		}
		list = list[attemptsTogether:]
	}
	for _, a := range list {
		if err := tx.AddAttempt(a.Project, a.Subject, a.Attempts); err != nil {
			return err
		}
	}
	return nil
}

// LockAttempts keeps other transactions from locking the same subject's.
func (tx *Tx) LockAttempts(project, subject string) error {
	if tx.dialect.LockName == "" {
		return nil // a writing transaction is alone
	}
	return tx.exec(tx.dialect.LockName, project+" "+subject)
}

// Attempts returns when subject did so since then, oldest first.
func (tx *Tx) Attempts(project, subject string, since wire.Time) ([]core.Attempts, error) {
	return many(tx, func(r Row) (a core.Attempts, err error) { err = r.Scan(&a.At, &a.N); return a, err },
		`SELECT created_at, n FROM attempts WHERE project_id = ? AND subject = ? AND created_at > ? ORDER BY created_at`,
		project, subject, since)
}

// ForgetAttempts forgets a subject's.
func (tx *Tx) ForgetAttempts(project, subject string) error {
	return tx.exec(`DELETE FROM attempts WHERE project_id = ? AND subject = ?`, project, subject)
}

// DeleteAttempts forgets those before then.
func (tx *Tx) DeleteAttempts(before wire.Time) error {
	return tx.exec(`DELETE FROM attempts WHERE created_at < ?`, before)
}
