package sqlstore

import (
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const versionColumns = `fingerprint_id, hash, last_seen_at`

func scanVersion(r Row) (core.FingerprintVersion, error) {
	var v core.FingerprintVersion
	err := r.Scan(&v.FingerprintID, &v.Hash, &v.LastSeenAt)
	return v, err
}

// FingerprintByHash returns the fingerprint that showed exactly this hash last.
func (tx *Tx) FingerprintByHash(project, hash string) (core.FingerprintVersion, error) {
	return one(tx, scanVersion, `SELECT `+versionColumns+` FROM fingerprints WHERE project_id = ? AND hash = ?
ORDER BY last_seen_at DESC, fingerprint_id LIMIT 1`, project, hash)
}

// FingerprintVersions returns the hashes of a fingerprint, the latest first.
func (tx *Tx) FingerprintVersions(project, fingerprint string) ([]core.FingerprintVersion, error) {
	return many(tx, scanVersion, `SELECT `+versionColumns+` FROM fingerprints WHERE project_id = ? AND fingerprint_id = ?
ORDER BY last_seen_at DESC, hash`, project, fingerprint)
}

// bands is how many band keys a version can have, each in a column of its own.
const bands = 6

// FingerprintsByBands returns the latest versions that share a band key, at most limit
// of each band, the latest first. However many share it, no more are read.
func (tx *Tx) FingerprintsByBands(project string, keys []uint64, limit int) ([]core.FingerprintVersion, error) {
	var parts []string
	var args []any
	for i, key := range keys {
		if key != 0 {
			n := strconv.Itoa(i)
			parts = append(parts, `SELECT * FROM (SELECT `+versionColumns+` FROM fingerprints WHERE project_id = ? AND band`+n+` = ?
 ORDER BY last_seen_at DESC LIMIT ?) AS b`+n)
			args = append(args, project, int64(key), limit)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return many(tx, scanVersion, strings.Join(parts, " UNION ")+` ORDER BY 3 DESC, 1`, args...)
}

// PutFingerprintVersion adds a hash with its band keys, or says that it was seen
// again, and drops all but the latest keep hashes. The keys of one that is there are
// replaced, since what a band is made of may have changed.
func (tx *Tx) PutFingerprintVersion(project string, v core.FingerprintVersion, keys []uint64, keep int) error {
	columns := append([]any{v.LastSeenAt}, bandColumns(keys)...)
	err := tx.change(`UPDATE fingerprints SET last_seen_at = ?, band0 = ?, band1 = ?, band2 = ?, band3 = ?, band4 = ?, band5 = ?
WHERE project_id = ? AND fingerprint_id = ? AND hash = ?`, append(columns, project, v.FingerprintID, v.Hash)...)
	if err != core.ErrNotFound {
		return err
	}
	args := append([]any{project, v.FingerprintID, v.Hash}, columns...)
	err = tx.exec(`INSERT INTO fingerprints (project_id, `+versionColumns+`, band0, band1, band2, band3, band4, band5) VALUES (`+marks(10)+`)`, args...)
	if err != nil {
		return err
	}
	return tx.pruneVersions(project, v.FingerprintID, keep)
}

// bandColumns are the values of the columns of band keys, NULL where there is none.
func bandColumns(keys []uint64) []any {
	columns := make([]any, bands)
	for i := range min(bands, len(keys)) {
		if keys[i] != 0 {
			columns[i] = int64(keys[i])
		}
	}
	return columns
}

func (tx *Tx) pruneVersions(project, fingerprint string, keep int) error {
	versions, err := tx.FingerprintVersions(project, fingerprint)
	if err != nil || len(versions) <= keep {
		return err
	}
	for _, v := range versions[keep:] {
		if err := tx.exec(`DELETE FROM fingerprints WHERE project_id = ? AND fingerprint_id = ? AND hash = ?`, project, fingerprint, v.Hash); err != nil {
			return err
		}
	}
	return nil
}

// CountFingerprints counts the versions of a project.
func (tx *Tx) CountFingerprints(project string) (int, error) {
	return one(tx, scanValue[int], `SELECT count(*) FROM fingerprints WHERE project_id = ?`, project)
}

// DeleteFingerprints deletes at most limit fingerprints with all their versions, of
// those that were not seen since then and that no attached device has.
func (tx *Tx) DeleteFingerprints(project string, seenBefore wire.Time, limit int) (int, error) {
	return tx.remove(`DELETE FROM fingerprints WHERE project_id = ? AND fingerprint_id IN (
 SELECT f.fingerprint_id FROM fingerprints f WHERE f.project_id = ? AND f.last_seen_at < ?
 AND NOT EXISTS (SELECT 1 FROM fingerprints later WHERE later.project_id = f.project_id AND later.fingerprint_id = f.fingerprint_id AND later.last_seen_at >= ?)
 AND NOT EXISTS (SELECT 1 FROM devices d WHERE d.project_id = f.project_id AND d.fingerprint_id = f.fingerprint_id AND d.status = ?)
 ORDER BY f.last_seen_at LIMIT ?)`,
		project, project, seenBefore, seenBefore, wire.DeviceAttached, limit)
}
