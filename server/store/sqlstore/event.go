package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const eventColumns = `id, project_id, kind, name, user_id, device_id, lineage, challenge_id, payload, state, attempts, next_at,
 last_error, created_at, done_at`

func scanEvent(r Row) (*core.Event, error) {
	e := &core.Event{}
	var payload string
	err := r.Scan(&e.ID, &e.ProjectID, &e.Kind, &e.Name, &e.UserID, &e.DeviceID, &e.Lineage, &e.ChallengeID, &payload, &e.State,
		&e.Attempts, &e.NextAt, &e.LastError, &e.CreatedAt, &e.DoneAt)
	e.Payload = []byte(payload)
	return e, err
}

// InsertEvent fills in the ID.
func (tx *Tx) InsertEvent(e *core.Event) error {
	id, err := one(tx, scanValue[int64], `INSERT INTO events (project_id, kind, name, user_id, device_id, lineage, challenge_id, payload,
 state, attempts, next_at, last_error, created_at, done_at) VALUES (`+marks(14)+`) RETURNING id`,
		e.ProjectID, e.Kind, e.Name, e.UserID, e.DeviceID, e.Lineage, e.ChallengeID, string(e.Payload),
		e.State, e.Attempts, e.NextAt, e.LastError, e.CreatedAt, e.DoneAt)
	e.ID = id
	if err != nil || e.Kind != core.EventStream || tx.dialect.Notify == "" {
		return err
	}
	return tx.exec(tx.dialect.Notify, core.DeviceTopic(e.DeviceID))
}

// StreamEvents returns the device's stream events after an id, for a lineage or for
// all, oldest first.
func (tx *Tx) StreamEvents(project, device, lineage string, after int64, limit int) ([]*core.Event, error) {
	return many(tx, scanEvent, `SELECT `+eventColumns+` FROM events WHERE project_id = ? AND device_id = ? AND id > ? AND kind = ?
 AND state <> ? AND (lineage = '' OR lineage = ?) ORDER BY id LIMIT ?`,
		project, device, after, core.EventStream, core.EventCancelled, lineage, limit)
}

// CancelStreamEvents cancels the device's stream events of a name.
func (tx *Tx) CancelStreamEvents(project, device, name string) error {
	return tx.exec(`UPDATE events SET state = ? WHERE project_id = ? AND device_id = ? AND kind = ? AND name = ? AND state <> ?`,
		core.EventCancelled, project, device, core.EventStream, name, core.EventCancelled)
}

// ClaimEvents takes due events of a kind for a reader: counts an attempt and keeps
// other readers away until leaseUntil. The outer condition is checked again for each
// row, so two readers that chose the same rows do not both get them; and the choice is
// made once, where PostgreSQL could otherwise choose anew for each row that it joins.
func (tx *Tx) ClaimEvents(kind core.EventKind, now, leaseUntil wire.Time, limit int) ([]*core.Event, error) {
	return many(tx, scanEvent, `WITH due AS MATERIALIZED (
 SELECT id FROM events WHERE kind = ? AND state = ? AND next_at <= ? ORDER BY next_at, id LIMIT ?`+tx.dialect.SkipLocked+`)
UPDATE events SET attempts = attempts + 1, next_at = ? WHERE id IN (SELECT id FROM due) AND state = ? AND next_at <= ? RETURNING `+eventColumns,
		kind, core.EventPending, now, limit, leaseUntil, core.EventPending, now)
}

// FinishEvent writes State, NextAt, LastError, DoneAt and Payload.
func (tx *Tx) FinishEvent(e *core.Event) error {
	return tx.change(`UPDATE events SET state = ?, next_at = ?, last_error = ?, done_at = ?, payload = ? WHERE id = ?`,
		e.State, e.NextAt, e.LastError, e.DoneAt, string(e.Payload), e.ID)
}

// DeleteEvents forgets events created before then, whatever their state.
func (tx *Tx) DeleteEvents(before wire.Time) error {
	return tx.exec(`DELETE FROM events WHERE created_at < ?`, before)
}

func scanInbox(r Row) (core.InboxMessage, error) {
	var m core.InboxMessage
	err := r.Scan(&m.To, &m.Channel, &m.Challenge, &m.Code, &m.Text, &m.At)
	return m, err
}

// AddInbox keeps a message of a development server, and only the latest keep.
func (tx *Tx) AddInbox(m core.InboxMessage, keep int) error {
	id, err := one(tx, scanValue[int64], `INSERT INTO inbox (recipient, channel, challenge_id, code, body, created_at) VALUES (?,?,?,?,?,?) RETURNING id`,
		m.To, m.Channel, m.Challenge, m.Code, m.Text, m.At)
	if err != nil {
		return err
	}
	return tx.exec(`DELETE FROM inbox WHERE id <= ?`, id-int64(keep))
}

// Inbox returns the messages, newest first.
func (tx *Tx) Inbox() ([]core.InboxMessage, error) {
	return many(tx, scanInbox, `SELECT recipient, channel, challenge_id, code, body, created_at FROM inbox ORDER BY id DESC`)
}
