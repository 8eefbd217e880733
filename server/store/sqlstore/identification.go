package sqlstore

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const identificationColumns = `project_id, id, api_key_id, fingerprint, last_fingerprint, tolerance, ip, user_agent, hints, created_at`

func scanIdentification(r Row) (*core.Identification, error) {
	i := &core.Identification{}
	var hints string
	err := r.Scan(&i.ProjectID, &i.ID, &i.APIKeyID, &i.Fingerprint, &i.LastFingerprint, &i.Tolerance, &i.IP, &i.UserAgent, &hints, &i.CreatedAt)
	if err != nil {
		return nil, err
	}
	return i, parse(hints, &i.ClientHints)
}

// InsertIdentification adds one.
func (tx *Tx) InsertIdentification(i *core.Identification) error {
	return tx.exec(`INSERT INTO identifications (`+identificationColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?)`,
		i.ProjectID, i.ID, i.APIKeyID, i.Fingerprint, i.LastFingerprint, i.Tolerance, i.IP, i.UserAgent, text(i.ClientHints), i.CreatedAt)
}

// TakeIdentification deletes one and returns it.
func (tx *Tx) TakeIdentification(project, id string) (*core.Identification, error) {
	return one(tx, scanIdentification, `DELETE FROM identifications WHERE project_id = ? AND id = ? RETURNING `+identificationColumns, project, id)
}

// DeleteIdentifications forgets those made before then.
func (tx *Tx) DeleteIdentifications(before wire.Time) error {
	return tx.exec(`DELETE FROM identifications WHERE created_at < ?`, before)
}
