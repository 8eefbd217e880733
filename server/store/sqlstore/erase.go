package sqlstore

import "github.com/openrupt/openrupt/server/core"

// Users returns at most limit users with ids after one, by id.
func (tx *Tx) Users(project, after string, limit int) ([]*core.User, error) {
	return many(tx, scanUser, `SELECT `+userColumns+` FROM users WHERE project_id = ? AND id > ? ORDER BY id LIMIT ?`, project, after, limit)
}

const (
	// challengesOfUser and onlyTheirs choose what belongs to a user but does not name it.
	challengesOfUser = `(SELECT id FROM challenges WHERE project_id = ? AND user_id = ?)`
	onlyTheirs       = `(SELECT fingerprint_id FROM devices WHERE project_id = ? AND user_id = ? AND NOT EXISTS (
 SELECT 1 FROM devices AS others WHERE others.project_id = devices.project_id AND others.fingerprint_id = devices.fingerprint_id
 AND others.user_id <> devices.user_id))`
)

// EraseUser deletes a user and all that is kept of it, with the fingerprints of
// browsers that no other user has.
func (tx *Tx) EraseUser(project, id string) error {
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`DELETE FROM codes WHERE project_id = ? AND challenge_id IN ` + challengesOfUser, []any{project, project, id}},
		{`DELETE FROM inbox WHERE challenge_id IN ` + challengesOfUser, []any{project, id}},
		{`DELETE FROM challenges WHERE project_id = ? AND user_id = ?`, []any{project, id}},
		{`DELETE FROM events WHERE project_id = ? AND user_id = ?`, []any{project, id}},
		{`DELETE FROM webhook_deliveries WHERE project_id = ? AND user_id = ?`, []any{project, id}},
		{`DELETE FROM streams WHERE project_id = ? AND user_id = ?`, []any{project, id}},
		{`DELETE FROM labelled_pairs WHERE project_id = ? AND user_id = ?`, []any{project, id}},
		{`DELETE FROM accesses WHERE project_id = ? AND user_id = ?`, []any{project, id}},
		{`DELETE FROM fingerprints WHERE project_id = ? AND fingerprint_id IN ` + onlyTheirs, []any{project, project, id}},
		{`DELETE FROM devices WHERE project_id = ? AND user_id = ?`, []any{project, id}},
		{`DELETE FROM users WHERE project_id = ? AND id = ?`, []any{project, id}},
	} {
		if err := tx.exec(s.statement, s.args...); err != nil {
			return err
		}
	}
	return nil
}
