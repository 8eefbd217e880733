package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const operatorColumns = `id, key_id, ip, created_at, seen_at, expires_at`

func scanOperatorSession(r Row) (*core.OperatorSession, error) {
	s := &core.OperatorSession{}
	err := r.Scan(&s.ID, &s.KeyID, &s.IP, &s.CreatedAt, &s.SeenAt, &s.ExpiresAt)
	return s, err
}

// InsertOperatorSession adds one.
func (tx *Tx) InsertOperatorSession(s *core.OperatorSession) error {
	return tx.exec(`INSERT INTO operator_sessions (`+operatorColumns+`) VALUES (`+marks(6)+`)`, s.ID, s.KeyID, s.IP, s.CreatedAt, s.SeenAt, s.ExpiresAt)
}

// OperatorSession returns one.
func (tx *Tx) OperatorSession(id string) (*core.OperatorSession, error) {
	return one(tx, scanOperatorSession, `SELECT `+operatorColumns+` FROM operator_sessions WHERE id = ?`, id)
}

// TouchOperatorSession writes SeenAt.
func (tx *Tx) TouchOperatorSession(id string, seen wire.Time) error {
	return tx.exec(`UPDATE operator_sessions SET seen_at = ? WHERE id = ?`, seen, id)
}

// DeleteOperatorSession forgets one.
func (tx *Tx) DeleteOperatorSession(id string) error {
	return tx.exec(`DELETE FROM operator_sessions WHERE id = ?`, id)
}

// DeleteOperatorSessions forgets those that expired before then.
func (tx *Tx) DeleteOperatorSessions(before wire.Time) error {
	return tx.exec(`DELETE FROM operator_sessions WHERE expires_at < ?`, before)
}
