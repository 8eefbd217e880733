package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

// openStore opens the database, which development makes in its folder.
func (c *Config) openStore(ctx context.Context) (core.Store, error) {
	if c.Database == "" {
		if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
			return nil, err
		}
		path, _ := c.devFiles()
		return sqlite.Open(ctx, path)
	}
	path, err := sqlitePath(c.Database)
	if err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, path)
}

// sqlitePath is the file of a database URL.
func sqlitePath(database string) (string, error) {
	path, ok := strings.CutPrefix(database, "sqlite:")
	if !ok || path == "" {
		return "", errors.New("database: want sqlite:PATH")
	}
	return path, nil
}

// keyring makes the keyring; development keeps a key of its own, so that sessions
// outlive a restart.
func (c *Config) keyring() (*core.Keyring, error) {
	if len(c.MasterKeys) > 0 {
		return core.NewKeyring(c.MasterKeys...)
	}
	_, path := c.devFiles()
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key = make([]byte, 32)
		_, _ = rand.Read(key) // never fails
		err = os.WriteFile(path, key, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("development key: %w", err)
	}
	return core.NewKeyring(key)
}
