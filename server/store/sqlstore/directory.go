package sqlstore

import "github.com/openrupt/openrupt/server/core"

// after continues a list, newest first, behind a row: one look into an index whose
// columns are the ones before it, created_at and id.
func after(where string, args []any, c core.Cursor) (string, []any) {
	if c.ID == "" {
		return where, args
	}
	return where + ` AND (created_at, id) < (?, ?)`, append(args, c.At, c.ID)
}

const newestFirst = ` ORDER BY created_at DESC, id DESC LIMIT ?`

// ChallengePage returns those that q selects. Of several statuses each is one look into
// the index, and the newest of all are taken.
func (tx *Tx) ChallengePage(project string, q core.ChallengeList) ([]*core.Challenge, error) {
	where, args := ` WHERE project_id = ?`, []any{project}
	if len(q.Statuses) > 0 {
		where, args = where+` AND status IN (`+marks(len(q.Statuses))+`)`, appendStatuses(args, q.Statuses)
	}
	where, args = after(where, args, q.After)
	return many(tx, scanChallenge, `SELECT `+challengeColumns+` FROM challenges`+where+newestFirst, append(args, q.Limit)...)
}
