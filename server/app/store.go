package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/postgres"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

// openStore opens the database, which development makes in its folder.
func (c *Config) openStore(ctx context.Context) (core.Store, error) {
	database := c.Database
	if database == "" {
		if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
			return nil, err
		}
		path, _ := c.devFiles()
		database = "sqlite:" + path
	}
	return OpenStore(ctx, database)
}

var errDatabase = errors.New("database: want sqlite:PATH or postgres://USER@HOST/NAME")

// checkDatabaseURL says whether OpenStore could open it.
func checkDatabaseURL(database string) error {
	scheme, rest, _ := strings.Cut(database, ":")
	switch {
	case rest == "":
	case scheme == "sqlite", scheme == "postgres", scheme == "postgresql":
		return nil
	}
	return errDatabase
}

// Exists says by an error when a SQLite file is not there. Opening it would make it, and
// after a slip of the keyboard that is an empty database beside the one that was meant.
// Where its folder is not there either, nothing would be made.
func Exists(database string) error {
	path, ok := strings.CutPrefix(database, "sqlite:")
	if !ok || path == sqlite.Memory {
		return nil
	}
	_, folder := os.Stat(filepath.Dir(path))
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && folder == nil {
		return fmt.Errorf("database: there is no %s yet; rupt serve or rupt project create makes it", path)
	}
	return nil
}

// OpenStore opens the database that a URL names, sqlite:PATH or postgres://…, and
// brings its schema up to date. Errors do not repeat the URL, which may hold a password.
func OpenStore(ctx context.Context, database string) (core.Store, error) {
	if err := checkDatabaseURL(database); err != nil {
		return nil, err
	}
	if path, ok := strings.CutPrefix(database, "sqlite:"); ok {
		return opened(sqlite.Open(ctx, path))
	}
	return opened(postgres.Open(ctx, database))
}

// opened is no store after an error: an interface around nil would look like one.
func opened[S core.Store](store S, err error) (core.Store, error) {
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	return store, nil
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
