package app

import (
	"context"
	"crypto/rand"
	"errors"

	"github.com/openrupt/openrupt/server/core"
)

// Offline is the domain on a database, without a server around it, for commands. Servers
// may use the database meanwhile. Close it afterwards.
type Offline struct {
	*core.Service
	store core.Store
}

// OpenOffline opens a database. Without the server's master keys, what depends on them
// is not found: limits of destinations.
func OpenOffline(ctx context.Context, database string, masterKeys [][]byte) (_ *Offline, err error) {
	if database == "" {
		return nil, errors.New("database missing: pass --db sqlite:PATH or --db postgres://… (RUPT_DB)")
	}
	if len(masterKeys) == 0 {
		unused := make([]byte, 32)
		_, _ = rand.Read(unused) // never fails
		masterKeys = [][]byte{unused}
	}
	keys, err := core.NewKeyring(masterKeys...)
	if err != nil {
		return nil, err
	}
	store, err := OpenStore(ctx, database)
	if err != nil {
		return nil, err
	}
	s, err := core.New(core.Config{Store: store, Clock: systemClock{}, Keys: keys})
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return &Offline{s, store}, nil
}

// Close closes the database.
func (o *Offline) Close() error { return o.store.Close() }
