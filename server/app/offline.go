package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"

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
	given := len(masterKeys) > 0
	if !given {
		unused := make([]byte, 32)
		_, _ = rand.Read(unused) // never fails
		masterKeys = [][]byte{unused}
	}
	keys, err := core.NewKeyring(masterKeys...)
	if err != nil {
		return nil, err
	}
	o, err := openOffline(ctx, database, core.Config{Keys: keys})
	if err != nil || !given {
		return o, err
	}
	if err := o.CheckKeys(ctx); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	return o, nil
}

// OpenOfflineDev opens the database of the development server whose folder it is.
func OpenOfflineDev(ctx context.Context, dataDir string) (*Offline, error) {
	c := Config{Dev: true, DataDir: dataDir}
	path, _ := c.devFiles()
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("no rupt dev has run there: %w", err)
	}
	keys, err := c.keyring()
	if err != nil {
		return nil, err
	}
	return openOffline(ctx, "sqlite:"+path, core.Config{Keys: keys, Dev: true})
}

func openOffline(ctx context.Context, database string, c core.Config) (*Offline, error) {
	store, err := OpenStore(ctx, database)
	if err != nil {
		return nil, err
	}
	c.Store, c.Clock = store, systemClock{}
	s, err := core.New(c)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return &Offline{s, store}, nil
}

// Close closes the database, after what was done is counted.
func (o *Offline) Close() error {
	return errors.Join(o.WriteActivity(context.Background()), o.store.Close())
}
