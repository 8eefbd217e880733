package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const pairColumns = `project_id, device_id, created_at, user_id, fingerprint_id, ip, current_hash, last_hash, last_seen_at, signals`

func scanPair(r Row) (*core.Pair, error) {
	p := &core.Pair{}
	var signals string
	err := r.Scan(&p.ProjectID, &p.DeviceID, &p.CreatedAt, &p.UserID, &p.FingerprintID, &p.IP, &p.Current, &p.Last, &p.LastSeenAt, &signals)
	if signals != "" {
		p.Signals = wire.Raw(signals)
	}
	return p, err
}

// InsertPair adds a labelled pair; a second one of the same device and moment is
// dropped.
func (tx *Tx) InsertPair(p *core.Pair) error {
	return tx.exec(`INSERT INTO labelled_pairs (`+pairColumns+`) VALUES (`+marks(10)+`) ON CONFLICT DO NOTHING`,
		p.ProjectID, p.DeviceID, p.CreatedAt, p.UserID, p.FingerprintID, p.IP, p.Current, p.Last, p.LastSeenAt, string(p.Signals))
}

// Pairs returns at most limit pairs of a project, or of one of its users, the latest
// first.
func (tx *Tx) Pairs(project, user string, limit int) ([]*core.Pair, error) {
	where, args := `project_id = ?`, []any{project}
	if user != "" {
		where, args = where+` AND user_id = ?`, append(args, user)
	}
	return many(tx, scanPair, `SELECT `+pairColumns+` FROM labelled_pairs WHERE `+where+` ORDER BY created_at DESC, device_id LIMIT ?`,
		append(args, limit)...)
}

// PairsFrom counts the pairs from an address since then, at most limit.
func (tx *Tx) PairsFrom(project, ip string, since wire.Time, limit int) (int, error) {
	return one(tx, scanValue[int], `SELECT count(*) FROM (SELECT 1 FROM labelled_pairs WHERE project_id = ? AND ip = ? AND created_at > ?
LIMIT ?) AS latest`, project, ip, since, limit)
}

// DeletePairs deletes at most limit of those made before then or not among the latest
// keep, the oldest first, and says how many.
func (tx *Tx) DeletePairs(project string, before wire.Time, keep, limit int) (int, error) {
	oldest, err := many(tx, scanValue[wire.Time], `SELECT created_at FROM labelled_pairs WHERE project_id = ? ORDER BY created_at DESC LIMIT 1 OFFSET ?`,
		project, keep)
	if err != nil {
		return 0, err
	}
	if len(oldest) > 0 {
		before = max(before, oldest[0]+1)
	}
	return tx.remove(`DELETE FROM labelled_pairs WHERE (project_id, device_id, created_at) IN
(SELECT project_id, device_id, created_at FROM labelled_pairs WHERE project_id = ? AND created_at < ? ORDER BY created_at LIMIT ?)`,
		project, before, limit)
}
