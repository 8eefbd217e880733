package sqlstore

import "github.com/openrupt/openrupt/server/core"

const userColumns = `project_id, id, account, email, phone, metadata, groups_json, suspended, language, created_at, updated_at`

func scanUser(r Row) (*core.User, error) {
	u := &core.User{}
	var metadata, groups string
	err := r.Scan(&u.ProjectID, &u.ID, &u.Account, &u.Email, &u.Phone, &metadata, &groups, &u.Suspended, &u.Language, &u.CreatedAt, &u.UpdatedAt)
	if err != nil {
		return nil, err
	}
	u.Metadata = []byte(metadata)
	if groups == "" {
		return u, nil
	}
	return u, parse(groups, &u.Groups)
}

func groupsText(u *core.User) string {
	if len(u.Groups) == 0 {
		return ""
	}
	return text(u.Groups)
}

const (
	userByID      = `SELECT ` + userColumns + ` FROM users WHERE project_id = ? AND id = ?`
	userByAccount = `SELECT ` + userColumns + ` FROM users WHERE project_id = ? AND account = ?`
)

// User returns one user by its id.
func (tx *Tx) User(project, id string) (*core.User, error) {
	return one(tx, scanUser, userByID, project, id)
}

// UserByAccount returns one user by the customer's own id.
func (tx *Tx) UserByAccount(project, account string) (*core.User, error) {
	return one(tx, scanUser, userByAccount, project, account)
}

// LockUser is User, and keeps other transactions from locking it.
func (tx *Tx) LockUser(project, id string) (*core.User, error) {
	return one(tx, scanUser, userByID+tx.dialect.ForUpdate, project, id)
}

// LockAccount is UserByAccount, and keeps other transactions from locking it.
func (tx *Tx) LockAccount(project, account string) (*core.User, error) {
	return one(tx, scanUser, userByAccount+tx.dialect.ForUpdate, project, account)
}

// InsertUser does nothing when the account exists already.
func (tx *Tx) InsertUser(u *core.User) error {
	return tx.exec(`INSERT INTO users (`+userColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (project_id, account) DO NOTHING`,
		u.ProjectID, u.ID, u.Account, u.Email, u.Phone, string(u.Metadata), groupsText(u), u.Suspended, u.Language, u.CreatedAt, u.UpdatedAt)
}

// UpdateUser writes everything but the ids and the time of creation.
func (tx *Tx) UpdateUser(u *core.User) error {
	return tx.change(`UPDATE users SET email = ?, phone = ?, metadata = ?, groups_json = ?, suspended = ?, language = ?, updated_at = ?
WHERE project_id = ? AND id = ?`,
		u.Email, u.Phone, string(u.Metadata), groupsText(u), u.Suspended, u.Language, u.UpdatedAt, u.ProjectID, u.ID)
}
