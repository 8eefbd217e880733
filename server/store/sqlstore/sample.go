package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func scanSample(r Row) (*core.Sample, error) {
	s := &core.Sample{}
	var facts string
	err := r.Scan(&s.ProjectID, &s.CreatedAt, &s.ID, &facts)
	s.Facts = []byte(facts)
	return s, err
}

// InsertSample adds one.
func (tx *Tx) InsertSample(s *core.Sample) error {
	return tx.exec(`INSERT INTO evaluation_samples (project_id, created_at, id, facts) VALUES (?,?,?,?)`, s.ProjectID, s.CreatedAt, s.ID, string(s.Facts))
}

// Samples returns at most limit of a project since then, the latest first.
func (tx *Tx) Samples(project string, since wire.Time, limit int) ([]*core.Sample, error) {
	return many(tx, scanSample, `SELECT project_id, created_at, id, facts FROM evaluation_samples WHERE project_id = ? AND created_at >= ?
ORDER BY created_at DESC, id DESC LIMIT ?`, project, since, limit)
}

// DeleteSamples forgets those made before then.
func (tx *Tx) DeleteSamples(before wire.Time) error {
	return tx.exec(`DELETE FROM evaluation_samples WHERE created_at < ?`, before)
}
