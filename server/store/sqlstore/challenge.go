package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const challengeColumns = `project_id, id, user_id, device_id, fingerprint_id, access_id, type, status, reasons, limits, email, phone,
 skip_verification, tries, code_tries, sends, last_send_at, seen_at, verified_at, completed_at, expires_at, created_at, updated_at`

func scanChallenge(r Row) (*core.Challenge, error) {
	c := &core.Challenge{}
	var reasons, limits string
	err := r.Scan(&c.ProjectID, &c.ID, &c.UserID, &c.DeviceID, &c.FingerprintID, &c.AccessID, &c.Type, &c.Status, &reasons, &limits,
		&c.Email, &c.Phone, &c.SkipVerification, &c.Tries, &c.CodeTries, &c.Sends, &c.LastSendAt, &c.SeenAt, &c.VerifiedAt, &c.CompletedAt,
		&c.ExpiresAt, &c.CreatedAt, &c.UpdatedAt)
	if err != nil {
		return nil, err
	}
	if err := parse(reasons, &c.Reasons); err != nil {
		return nil, err
	}
	return c, parse(limits, &c.Limits)
}

const challengeByID = `SELECT ` + challengeColumns + ` FROM challenges WHERE project_id = ? AND id = ?`

// Challenge returns one challenge.
func (tx *Tx) Challenge(project, id string) (*core.Challenge, error) {
	return one(tx, scanChallenge, challengeByID, project, id)
}

// LockChallenge is Challenge, and keeps other transactions from locking it.
func (tx *Tx) LockChallenge(project, id string) (*core.Challenge, error) {
	return one(tx, scanChallenge, challengeByID+tx.dialect.ForUpdate, project, id)
}

// ProjectOfChallenge finds a challenge by its id alone.
func (tx *Tx) ProjectOfChallenge(id string) (string, error) {
	return one(tx, scanValue[string], `SELECT project_id FROM challenges WHERE id = ?`, id)
}

// Challenges returns one page, newest first, and how many there are in all.
func (tx *Tx) Challenges(project string, q core.ChallengeQuery) ([]*core.Challenge, int, error) {
	where, args := ` FROM challenges WHERE project_id = ?`, []any{project}
	if q.Start != 0 {
		where, args = where+` AND created_at >= ?`, append(args, q.Start)
	}
	if q.End != 0 {
		where, args = where+` AND created_at <= ?`, append(args, q.End)
	}
	total, err := one(tx, scanValue[int], `SELECT count(*)`+where, args...)
	if err != nil {
		return nil, 0, err
	}
	list, err := many(tx, scanChallenge, `SELECT `+challengeColumns+where+` ORDER BY created_at DESC, id LIMIT ? OFFSET ?`,
		append(args, q.Limit, (q.Page-1)*q.Limit)...)
	return list, total, err
}

// ChallengesOf returns those with one of the statuses, newest first, of a user and, as
// far as given, a device and a fingerprint.
func (tx *Tx) ChallengesOf(project, user, device, fingerprint string, statuses []wire.ChallengeStatus) ([]*core.Challenge, error) {
	where, args := ` WHERE project_id = ? AND user_id = ?`, []any{project, user}
	if device != "" {
		where, args = where+` AND device_id = ?`, append(args, device)
	}
	if fingerprint != "" {
		where, args = where+` AND fingerprint_id = ?`, append(args, fingerprint)
	}
	where, args = where+` AND status IN (`+marks(len(statuses))+`)`, appendStatuses(args, statuses)
	return many(tx, scanChallenge, `SELECT `+challengeColumns+` FROM challenges`+where+` ORDER BY created_at DESC, id`, args...)
}

// SawChallenge says whether a challenge for account sharing of another user was seen
// on the fingerprint since then.
func (tx *Tx) SawChallenge(project, fingerprint, notUser string, since wire.Time) (bool, error) {
	return one(tx, scanValue[bool], `SELECT EXISTS (SELECT 1 FROM challenges WHERE project_id = ? AND fingerprint_id = ? AND seen_at > ?
 AND user_id <> ? AND type = ?)`, project, fingerprint, since, notUser, wire.TypeAccountSharing)
}

// Overdue returns at most limit with one of the statuses whose time is up.
func (tx *Tx) Overdue(now wire.Time, statuses []wire.ChallengeStatus, limit int) ([]*core.Challenge, error) {
	args := append(appendStatuses(nil, statuses), now, limit)
	return many(tx, scanChallenge, `SELECT `+challengeColumns+` FROM challenges WHERE status IN (`+marks(len(statuses))+`) AND expires_at <= ?
ORDER BY expires_at LIMIT ?`, args...)
}

func appendStatuses(args []any, statuses []wire.ChallengeStatus) []any {
	for _, s := range statuses {
		args = append(args, s)
	}
	return args
}

// InsertChallenge adds a challenge.
func (tx *Tx) InsertChallenge(c *core.Challenge) error {
	return tx.exec(`INSERT INTO challenges (`+challengeColumns+`) VALUES (`+marks(23)+`)`,
		c.ProjectID, c.ID, c.UserID, c.DeviceID, c.FingerprintID, c.AccessID, c.Type, c.Status, text(c.Reasons), text(c.Limits),
		c.Email, c.Phone, c.SkipVerification, c.Tries, c.CodeTries, c.Sends, c.LastSendAt, c.SeenAt, c.VerifiedAt, c.CompletedAt,
		c.ExpiresAt, c.CreatedAt, c.UpdatedAt)
}

// UpdateChallenge writes what may change.
func (tx *Tx) UpdateChallenge(c *core.Challenge) error {
	return tx.change(`UPDATE challenges SET status = ?, reasons = ?, tries = ?, code_tries = ?, sends = ?, last_send_at = ?,
 seen_at = ?, verified_at = ?, completed_at = ?, expires_at = ?, updated_at = ? WHERE project_id = ? AND id = ?`,
		c.Status, text(c.Reasons), c.Tries, c.CodeTries, c.Sends, c.LastSendAt, c.SeenAt, c.VerifiedAt, c.CompletedAt, c.ExpiresAt, c.UpdatedAt,
		c.ProjectID, c.ID)
}

const codeColumns = `project_id, challenge_id, channel, mac, key_id, tries, used_at, expires_at, created_at`

func scanCode(r Row) (*core.Code, error) {
	c := &core.Code{}
	err := r.Scan(&c.ProjectID, &c.ChallengeID, &c.Channel, &c.MAC, &c.KeyID, &c.Tries, &c.UsedAt, &c.ExpiresAt, &c.CreatedAt)
	return c, err
}

// PutCode replaces the challenge's code of that channel.
func (tx *Tx) PutCode(c *core.Code) error {
	return tx.exec(`INSERT INTO codes (`+codeColumns+`) VALUES (?,?,?,?,?,?,?,?,?)
ON CONFLICT (project_id, challenge_id, channel) DO UPDATE SET mac = excluded.mac, key_id = excluded.key_id, tries = excluded.tries,
 used_at = excluded.used_at, expires_at = excluded.expires_at, created_at = excluded.created_at`,
		c.ProjectID, c.ChallengeID, c.Channel, c.MAC, c.KeyID, c.Tries, c.UsedAt, c.ExpiresAt, c.CreatedAt)
}

// TryCodes counts a try for each code of the challenge that is unused, unexpired and
// was tried fewer than max times, and returns those.
func (tx *Tx) TryCodes(project, challenge string, now wire.Time, max int) ([]*core.Code, error) {
	return many(tx, scanCode, `UPDATE codes SET tries = tries + 1 WHERE project_id = ? AND challenge_id = ? AND used_at = 0
 AND expires_at > ? AND tries < ? RETURNING `+codeColumns, project, challenge, now, max)
}

// ConsumeCode marks a code used; false when it was used, replaced or has expired. The
// code's MAC tells a replaced one apart.
func (tx *Tx) ConsumeCode(c *core.Code, now wire.Time) (bool, error) {
	err := tx.change(`UPDATE codes SET used_at = ? WHERE project_id = ? AND challenge_id = ? AND channel = ? AND mac = ?
 AND used_at = 0 AND expires_at > ?`, now, c.ProjectID, c.ChallengeID, c.Channel, c.MAC, now)
	if err == core.ErrNotFound {
		return false, nil
	}
	return err == nil, err
}

// DeleteCodes forgets codes that expired before then.
func (tx *Tx) DeleteCodes(before wire.Time) error {
	return tx.exec(`DELETE FROM codes WHERE expires_at < ?`, before)
}
