package sqlstore

import "github.com/openrupt/openrupt/internal/wire"

// MasterKeys returns the marks of the keys that the database was used with, the oldest
// first.
func (tx *Tx) MasterKeys() ([]string, error) {
	return many(tx, scanValue[string], `SELECT id FROM master_keys ORDER BY created_at, id`)
}

// AddMasterKey keeps a mark; again, it does nothing.
func (tx *Tx) AddMasterKey(mark string, at wire.Time) error {
	return tx.exec(`INSERT INTO master_keys (id, created_at) VALUES (?,?) ON CONFLICT (id) DO NOTHING`, mark, at)
}
