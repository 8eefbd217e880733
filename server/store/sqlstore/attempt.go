package sqlstore

import "github.com/openrupt/openrupt/internal/wire"

// AddAttempt records that subject did something that is limited.
func (tx *Tx) AddAttempt(project, subject string, at wire.Time) error {
	return tx.exec(`INSERT INTO attempts (project_id, subject, created_at, n) VALUES (?,?,?,1)
ON CONFLICT (project_id, subject, created_at) DO UPDATE SET n = attempts.n + 1`, project, subject, at)
}

// Attempts returns when subject did so since then, oldest first.
func (tx *Tx) Attempts(project, subject string, since wire.Time) ([]wire.Time, error) {
	type row struct {
		at wire.Time
		n  int
	}
	rows, err := many(tx, func(r scanner) (v row, err error) { return v, r.Scan(&v.at, &v.n) },
		`SELECT created_at, n FROM attempts WHERE project_id = ? AND subject = ? AND created_at > ? ORDER BY created_at`, project, subject, since)
	var times []wire.Time
	for _, v := range rows {
		for range v.n {
			times = append(times, v.at)
		}
	}
	return times, err
}

// ForgetAttempts forgets a subject's.
func (tx *Tx) ForgetAttempts(project, subject string) error {
	return tx.exec(`DELETE FROM attempts WHERE project_id = ? AND subject = ?`, project, subject)
}

// DeleteAttempts forgets those before then.
func (tx *Tx) DeleteAttempts(before wire.Time) error {
	return tx.exec(`DELETE FROM attempts WHERE created_at < ?`, before)
}
