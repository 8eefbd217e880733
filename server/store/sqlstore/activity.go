package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// AddActivity adds N to what is counted already.
func (tx *Tx) AddActivity(a core.Activity) error {
	return tx.exec(`INSERT INTO activity (project_id, hour, name, n) VALUES (?,?,?,?)
ON CONFLICT (project_id, hour, name) DO UPDATE SET n = activity.n + excluded.n`, a.ProjectID, a.Hour, a.Name, a.N)
}

func scanActivity(r Row) (core.Activity, error) {
	var a core.Activity
	err := r.Scan(&a.ProjectID, &a.Hour, &a.Name, &a.N)
	return a, err
}

// Activity returns the hours of a project from one to before another.
func (tx *Tx) Activity(project string, from, until wire.Time) ([]core.Activity, error) {
	return many(tx, scanActivity, `SELECT project_id, hour, name, n FROM activity WHERE project_id = ? AND hour >= ? AND hour < ? ORDER BY hour, name`,
		project, from, until)
}

// DeleteActivity forgets hours before then, but no totals.
func (tx *Tx) DeleteActivity(before wire.Time) error {
	return tx.exec(`DELETE FROM activity WHERE hour > 0 AND hour < ?`, before)
}
