package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func scanSighting(r scanner) (core.Sighting, error) {
	var s core.Sighting
	err := r.Scan(&s.DeviceID, &s.IP, &s.First, &s.Last)
	return s, err
}

// Sightings returns where the user's devices were used since then: one a device,
// address and slot, the latest first.
func (tx *Tx) Sightings(project, user string, since, slot wire.Time, limit int) ([]core.Sighting, error) {
	return many(tx, scanSighting, `SELECT device_id, ip, min(created_at), max(created_at) FROM accesses
WHERE project_id = ? AND user_id = ? AND created_at > ? AND ip <> '' GROUP BY device_id, ip, created_at / ?
ORDER BY 4 DESC, 1, 2 LIMIT ?`, project, user, since, slot, limit)
}

// accessesBy select the times of accesses; their parameters are the project, the value
// and the earliest time.
var accessesBy = map[core.AccessBy]string{
	core.ByUser: `SELECT created_at FROM accesses WHERE project_id = ? AND user_id = ? AND created_at > ?`,
	core.ByIP:   `SELECT created_at FROM accesses WHERE project_id = ? AND ip = ? AND created_at > ?`,
	// CROSS JOIN keeps SQLite from beginning with all accesses of the project.
	core.ByFingerprint: `SELECT a.created_at FROM devices d CROSS JOIN accesses a
 WHERE d.project_id = ? AND d.fingerprint_id = ? AND a.project_id = d.project_id AND a.device_id = d.id AND a.created_at > ?`,
}

// AccessCounts counts the accesses of a user, an address or a fingerprint since each
// of the times, of which the first is the earliest.
func (tx *Tx) AccessCounts(project string, by core.AccessBy, value string, since [3]wire.Time, limit int) ([3]int, error) {
	scan := func(r scanner) (n [3]int, err error) { err = r.Scan(&n[0], &n[1], &n[2]); return n, err }
	return one(tx, scan, `SELECT count(*), coalesce(sum(CASE WHEN created_at > ? THEN 1 ELSE 0 END), 0),
 coalesce(sum(CASE WHEN created_at > ? THEN 1 ELSE 0 END), 0) FROM (`+accessesBy[by]+` ORDER BY 1 DESC LIMIT ?) AS latest`,
		since[1], since[2], project, value, since[0], limit)
}

// UsersOfFingerprint returns at most limit users with a device of the fingerprint or,
// when an event is given, who attached there with that event.
func (tx *Tx) UsersOfFingerprint(project, fingerprint, event string, limit int) ([]*core.User, error) {
	which, args := `SELECT user_id FROM devices d WHERE d.project_id = ? AND d.fingerprint_id = ?`, []any{project, project, fingerprint}
	if event != "" {
		which += ` AND EXISTS (SELECT 1 FROM accesses a WHERE a.project_id = d.project_id AND a.device_id = d.id AND a.event <> '' AND a.event = ?)`
		args = append(args, event)
	}
	return many(tx, scanUser, `SELECT `+userColumns+` FROM users WHERE project_id = ? AND id IN (`+which+`) ORDER BY id LIMIT ?`,
		append(args, limit)...)
}
