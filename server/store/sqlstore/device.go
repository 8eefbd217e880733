package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const deviceColumns = `project_id, id, user_id, fingerprint_id, hash, status, dormant, whitelisted, kind, user_agent, info, metadata, ip,
 attached_at, last_seen_at, detached_at, auto_detached, verified_at, completed_at, quiet_until, signaled_at, created_at, updated_at`

func scanDevice(r Row) (*core.Device, error) {
	d := &core.Device{}
	var info, metadata string
	err := r.Scan(&d.ProjectID, &d.ID, &d.UserID, &d.FingerprintID, &d.Hash, &d.Status, &d.Dormant, &d.Whitelisted, &d.Kind, &d.UserAgent,
		&info, &metadata, &d.IP, &d.AttachedAt, &d.LastSeenAt, &d.DetachedAt, &d.AutoDetached, &d.VerifiedAt, &d.CompletedAt,
		&d.QuietUntil, &d.SignaledAt, &d.CreatedAt, &d.UpdatedAt)
	d.Info, d.Metadata = []byte(info), []byte(metadata)
	return d, err
}

// Device returns one device.
func (tx *Tx) Device(project, id string) (*core.Device, error) {
	return one(tx, scanDevice, `SELECT `+deviceColumns+` FROM devices WHERE project_id = ? AND id = ?`, project, id)
}

// DevicesOfUser returns at most limit, attached and recently seen ones first.
func (tx *Tx) DevicesOfUser(project, user string, limit int) ([]*core.Device, error) {
	return many(tx, scanDevice, `SELECT `+deviceColumns+` FROM devices WHERE project_id = ? AND user_id = ?
ORDER BY status, last_seen_at DESC, id LIMIT ?`, project, user, limit)
}

// IdleDevices returns at most limit attached devices not seen since then and without
// a live stream.
func (tx *Tx) IdleDevices(project string, seenBefore wire.Time, live core.LiveSince, limit int) ([]*core.Device, error) {
	return many(tx, scanDevice, `SELECT `+deviceColumns+` FROM devices WHERE project_id = ? AND status = ? AND seen_day <= ? AND last_seen_at < ?
AND NOT EXISTS (SELECT 1 FROM streams WHERE streams.project_id = devices.project_id AND streams.user_id = devices.user_id
 AND streams.device_id = devices.id AND `+liveStream+`)
ORDER BY seen_day LIMIT ?`,
		project, wire.DeviceAttached, core.DayOf(seenBefore), seenBefore, live.Touched, live.Closed, limit)
}

// InsertDevice adds a device.
func (tx *Tx) InsertDevice(d *core.Device) error {
	return tx.exec(`INSERT INTO devices (`+deviceColumns+`, seen_day) VALUES (`+marks(24)+`)`,
		d.ProjectID, d.ID, d.UserID, d.FingerprintID, d.Hash, d.Status, d.Dormant, d.Whitelisted, d.Kind, d.UserAgent,
		string(d.Info), string(d.Metadata), d.IP, d.AttachedAt, d.LastSeenAt, d.DetachedAt, d.AutoDetached, d.VerifiedAt,
		d.CompletedAt, d.QuietUntil, d.SignaledAt, d.CreatedAt, d.UpdatedAt, core.DayOf(d.LastSeenAt))
}

// visited are the columns of a device that no index has: SQLite writes the page of each
// index that a statement names a column of, changed or not, and PostgreSQL writes a row
// beside the old one, without its indexes, when none of theirs changed.
const visited = `hash = ?, dormant = ?, whitelisted = ?, kind = ?, user_agent = ?, info = ?, metadata = ?, ip = ?, attached_at = ?,
 last_seen_at = ?, detached_at = ?, auto_detached = ?, verified_at = ?, completed_at = ?, quiet_until = ?, signaled_at = ?, updated_at = ?`

func visitOf(d *core.Device) []any {
	return []any{
		d.Hash, d.Dormant, d.Whitelisted, d.Kind, d.UserAgent, string(d.Info), string(d.Metadata), d.IP, d.AttachedAt,
		d.LastSeenAt, d.DetachedAt, d.AutoDetached, d.VerifiedAt, d.CompletedAt, d.QuietUntil, d.SignaledAt, d.UpdatedAt,
	}
}

// UpdateDevice writes everything but the ids and the time of creation of a device that was
// read in this transaction.
func (tx *Tx) UpdateDevice(d *core.Device) error {
	return tx.exec(`UPDATE devices SET `+visited+`, fingerprint_id = ?, status = ?, seen_day = ? WHERE project_id = ? AND id = ?`,
		append(visitOf(d), d.FingerprintID, d.Status, core.DayOf(d.LastSeenAt), d.ProjectID, d.ID)...)
}

// UpdateVisit is UpdateDevice of one that is found as before.
func (tx *Tx) UpdateVisit(d *core.Device) error {
	return tx.exec(`UPDATE devices SET `+visited+` WHERE project_id = ? AND id = ?`, append(visitOf(d), d.ProjectID, d.ID)...)
}

// TouchDevice moves LastSeenAt forward, never back. The day is another statement, for the
// reason that visited has.
func (tx *Tx) TouchDevice(project, id string, seen wire.Time) error {
	today := core.DayOf(seen)
	err := tx.exec(`UPDATE devices SET last_seen_at = ? WHERE project_id = ? AND id = ? AND last_seen_at < ?`, seen, project, id, seen)
	if err != nil {
		return err
	}
	return tx.exec(`UPDATE devices SET seen_day = ? WHERE project_id = ? AND id = ? AND seen_day < ?`, today, project, id, today)
}

// OtherUsers counts the users, other than this one, with a device of the fingerprint.
func (tx *Tx) OtherUsers(project, fingerprint, user string) (int, error) {
	return one(tx, scanValue[int], `SELECT count(DISTINCT user_id) FROM devices WHERE project_id = ? AND fingerprint_id = ? AND user_id <> ?`,
		project, fingerprint, user)
}

const accessColumns = `project_id, id, device_id, user_id, api_key_id, lineage, since, ip, confidence, signed, page, event, created_at`

func scanAccess(r Row) (*core.Access, error) {
	a := &core.Access{}
	err := r.Scan(&a.ProjectID, &a.ID, &a.DeviceID, &a.UserID, &a.APIKeyID, &a.Lineage, &a.Since, &a.IP, &a.Confidence,
		&a.Signed, &a.Page, &a.Event, &a.CreatedAt)
	return a, err
}

const accessByID = `SELECT ` + accessColumns + ` FROM accesses WHERE project_id = ? AND id = ?`

// Access returns one access.
func (tx *Tx) Access(project, id string) (*core.Access, error) {
	return one(tx, scanAccess, accessByID, project, id)
}

// InsertAccess adds an access whose Since is the device's last event.
func (tx *Tx) InsertAccess(a *core.Access) error {
	return tx.exec(`INSERT INTO accesses (`+accessColumns+`) VALUES (?,?,?,?,?,?,
 (SELECT coalesce(max(id), 0) FROM events WHERE project_id = ? AND device_id = ?),?,?,?,?,?,?)`,
		a.ProjectID, a.ID, a.DeviceID, a.UserID, a.APIKeyID, a.Lineage, a.ProjectID, a.DeviceID,
		a.IP, a.Confidence, a.Signed, a.Page, a.Event, a.CreatedAt)
}

// Accesses returns one page, newest first, and how many there are in all.
func (tx *Tx) Accesses(project string, q core.AccessQuery) ([]*core.Access, int, error) {
	where, args := ` FROM accesses WHERE project_id = ?`, []any{project}
	if q.UserID != "" {
		where, args = where+` AND user_id = ?`, append(args, q.UserID)
	}
	if q.DeviceID != "" { // a device has one user, whose accesses are looked up
		where += ` AND user_id = (SELECT user_id FROM devices WHERE project_id = ? AND id = ?) AND device_id = ?`
		args = append(args, project, q.DeviceID, q.DeviceID)
	}
	total, err := one(tx, scanValue[int], `SELECT count(*)`+where, args...)
	if err != nil {
		return nil, 0, err
	}
	list, err := many(tx, scanAccess, `SELECT `+accessColumns+where+` ORDER BY created_at DESC, id LIMIT ? OFFSET ?`,
		append(args, q.Per, (q.Page-1)*q.Per)...)
	return list, total, err
}
