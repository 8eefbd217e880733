package sqlstore

import (
	"strings"

	"github.com/openrupt/openrupt/server/core"
)

const versionColumns = `fingerprint_id, hash, last_seen_at`

func scanVersion(r scanner) (core.FingerprintVersion, error) {
	var v core.FingerprintVersion
	return v, r.Scan(&v.FingerprintID, &v.Hash, &v.LastSeenAt)
}

// FingerprintByHash returns the fingerprint that showed exactly this hash last.
func (tx *Tx) FingerprintByHash(project, hash string) (string, error) {
	return one(tx, scanValue[string], `SELECT fingerprint_id FROM fingerprints WHERE project_id = ? AND hash = ?
ORDER BY last_seen_at DESC, fingerprint_id LIMIT 1`, project, hash)
}

// FingerprintVersions returns the hashes of a fingerprint, the latest first.
func (tx *Tx) FingerprintVersions(project, fingerprint string) ([]core.FingerprintVersion, error) {
	return many(tx, scanVersion, `SELECT `+versionColumns+` FROM fingerprints WHERE project_id = ? AND fingerprint_id = ?
ORDER BY last_seen_at DESC, hash`, project, fingerprint)
}

// FingerprintsByBands returns versions that share a band key, the latest first.
func (tx *Tx) FingerprintsByBands(project string, bands []uint64, limit int) ([]core.FingerprintVersion, error) {
	args := []any{project}
	for i, key := range bands {
		if key != 0 {
			args = append(args, i, int64(key))
		}
	}
	n := len(args) / 2
	if n == 0 {
		return nil, nil
	}
	args = append(args, limit)
	where := strings.TrimSuffix(strings.Repeat(`(b.band = ? AND b.band_key = ?) OR `, n), " OR ")
	return many(tx, scanVersion, `SELECT f.fingerprint_id, f.hash, f.last_seen_at FROM fingerprints f
JOIN (SELECT DISTINCT b.project_id, b.fingerprint_id, b.hash FROM fingerprint_bands b WHERE b.project_id = ? AND (`+where+`)) c
ON f.project_id = c.project_id AND f.fingerprint_id = c.fingerprint_id AND f.hash = c.hash
ORDER BY f.last_seen_at DESC, f.fingerprint_id LIMIT ?`, args...)
}

// PutFingerprintVersion adds a hash with its band keys, or says that it was seen
// again, and drops all but the latest keep hashes.
func (tx *Tx) PutFingerprintVersion(project string, v core.FingerprintVersion, bands []uint64, keep int) error {
	err := tx.change(`UPDATE fingerprints SET last_seen_at = ? WHERE project_id = ? AND fingerprint_id = ? AND hash = ?`,
		v.LastSeenAt, project, v.FingerprintID, v.Hash)
	if err != core.ErrNotFound {
		return err
	}
	err = tx.exec(`INSERT INTO fingerprints (project_id, `+versionColumns+`) VALUES (?,?,?,?)`,
		project, v.FingerprintID, v.Hash, v.LastSeenAt)
	if err == nil {
		err = tx.insertBands(project, v, bands)
	}
	if err != nil {
		return err
	}
	return tx.pruneVersions(project, v.FingerprintID, keep)
}

func (tx *Tx) insertBands(project string, v core.FingerprintVersion, bands []uint64) error {
	var args []any
	for i, key := range bands {
		if key != 0 {
			args = append(args, project, i, int64(key), v.FingerprintID, v.Hash)
		}
	}
	if len(args) == 0 {
		return nil
	}
	rows := strings.TrimSuffix(strings.Repeat(`(?,?,?,?,?),`, len(args)/5), ",")
	return tx.exec(`INSERT INTO fingerprint_bands (project_id, band, band_key, fingerprint_id, hash) VALUES `+rows, args...)
}

func (tx *Tx) pruneVersions(project, fingerprint string, keep int) error {
	versions, err := tx.FingerprintVersions(project, fingerprint)
	if err != nil || len(versions) <= keep {
		return err
	}
	for _, v := range versions[keep:] {
		for _, table := range []string{"fingerprint_bands", "fingerprints"} {
			if err := tx.exec(`DELETE FROM `+table+` WHERE project_id = ? AND fingerprint_id = ? AND hash = ?`, project, fingerprint, v.Hash); err != nil {
				return err
			}
		}
	}
	return nil
}
