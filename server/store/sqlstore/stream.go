package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// liveStream holds for streams that count as open; its parameters are the two times
// of core.LiveSince.
const liveStream = `((streams.closed_at = 0 AND streams.touched_at > ?) OR streams.closed_at > ?)`

const streamColumns = `project_id, id, user_id, device_id, access_id, ip, opened_at, touched_at, closed_at`

func scanStream(r Row) (core.StreamRecord, error) {
	var s core.StreamRecord
	err := r.Scan(&s.ProjectID, &s.ID, &s.UserID, &s.DeviceID, &s.AccessID, &s.IP, &s.OpenedAt, &s.TouchedAt, &s.ClosedAt)
	return s, err
}

// PutStream inserts or replaces.
func (tx *Tx) PutStream(s core.StreamRecord) error {
	return tx.exec(`INSERT INTO streams (`+streamColumns+`) VALUES (?,?,?,?,?,?,?,?,?)
ON CONFLICT (project_id, user_id, id) DO UPDATE SET touched_at = excluded.touched_at, closed_at = excluded.closed_at`,
		s.ProjectID, s.ID, s.UserID, s.DeviceID, s.AccessID, s.IP, s.OpenedAt, s.TouchedAt, s.ClosedAt)
}

// LiveStreams returns the user's open streams.
func (tx *Tx) LiveStreams(project, user string, live core.LiveSince) ([]core.StreamRecord, error) {
	return many(tx, scanStream, `SELECT `+streamColumns+` FROM streams WHERE project_id = ? AND user_id = ? AND `+liveStream,
		project, user, live.Touched, live.Closed)
}

// DeleteStreams forgets those neither touched nor closed since then.
func (tx *Tx) DeleteStreams(before wire.Time) error {
	return tx.exec(`DELETE FROM streams WHERE touched_at < ? AND closed_at < ?`, before, before)
}
