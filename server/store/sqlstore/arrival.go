package sqlstore

import "github.com/openrupt/openrupt/server/core"

const devicesByAccount = `SELECT ` + deviceColumns + ` FROM devices WHERE project_id = ? AND user_id = (SELECT id FROM users WHERE project_id = ? AND account = ?)
ORDER BY status, last_seen_at DESC, id LIMIT ?`

// Arrival finds an account, at most limit of its devices, and an access.
func (tx *Tx) Arrival(project, account, access string, limit int) (*core.Arrival, error) {
	return tx.arrival(userByAccount, project, account, access, limit)
}

// LockArrival is Arrival, and keeps other transactions from locking the account. Each query
// sees what was committed before it began, so the second sees what the lock waited for.
func (tx *Tx) LockArrival(project, account, access string, limit int) (*core.Arrival, error) {
	return tx.arrival(userByAccount+tx.dialect.ForUpdate, project, account, access, limit)
}

func (tx *Tx) arrival(find, project, account, access string, limit int) (*core.Arrival, error) {
	a := &core.Arrival{}
	queries := []Query{
		only(&a.User, scanUser, find, project, account),
		into(&a.Devices, scanDevice, devicesByAccount, project, project, account, limit),
	}
	if access != "" {
		queries = append(queries, only(&a.Access, scanAccess, accessByID, project, access))
	}
	err := tx.conn.Read(queries...)
	if err == nil && a.User == nil {
		err = core.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}
