package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func scanSighting(r Row) (core.Sighting, error) {
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
