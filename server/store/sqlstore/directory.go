package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

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

// UserPage returns users, newest first, from after a row on.
func (tx *Tx) UserPage(project string, from core.Cursor, limit int) ([]*core.User, error) {
	where, args := after(` WHERE project_id = ?`, []any{project}, from)
	return many(tx, scanUser, `SELECT `+userColumns+` FROM users`+where+newestFirst, append(args, limit)...)
}

// lastRune follows everything that an account can go on with.
const lastRune = "\U0010FFFF"

// UsersByAccount returns those whose account begins so, by account, from after one on.
// Accounts are compared byte by byte, which in PostgreSQL must be said.
func (tx *Tx) UsersByAccount(project, prefix, after string, limit int) ([]*core.User, error) {
	account := `account` + tx.dialect.Bytewise
	return many(tx, scanUser, `SELECT `+userColumns+` FROM users WHERE project_id = ? AND `+account+` >= ? AND `+account+` < ? AND `+account+` > ?
ORDER BY `+account+` LIMIT ?`, project, prefix, prefix+lastRune, after, limit)
}

// UsersByEmail returns those with an address, in capitals or not.
func (tx *Tx) UsersByEmail(project, email string, limit int) ([]*core.User, error) {
	return many(tx, scanUser, `SELECT `+userColumns+` FROM users`+tx.dialect.ByEmail+` WHERE project_id = ? AND lower(email) = lower(?) AND email <> '' LIMIT ?`,
		project, email, limit)
}

// UsesOf returns how users use their devices, by their ids.
func (tx *Tx) UsesOf(project string, users []string) (map[string]core.Use, error) {
	uses := map[string]core.Use{}
	if len(users) == 0 {
		return uses, nil
	}
	args := []any{project}
	for _, id := range users {
		args = append(args, id)
	}
	_, err := many(tx, func(r Row) (id string, err error) {
		var u core.Use
		err = r.Scan(&id, &u.Devices, &u.LastSeenAt)
		uses[id] = u
		return id, err
	}, `SELECT user_id, count(*), max(last_seen_at) FROM devices WHERE project_id = ? AND user_id IN (`+marks(len(users))+`) AND status = ?
 AND dormant = ? GROUP BY user_id`, append(args, wire.DeviceAttached, false)...)
	return uses, err
}

// EventsOfChallenge returns what the outbox holds of a challenge, oldest first.
func (tx *Tx) EventsOfChallenge(project, challenge string, limit int) ([]*core.Event, error) {
	return many(tx, scanEvent, `SELECT `+eventColumns+` FROM events WHERE project_id = ? AND challenge_id = ? AND challenge_id <> '' ORDER BY id LIMIT ?`,
		project, challenge, limit)
}
