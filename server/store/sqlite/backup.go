package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

// partial is the ending of a file that is not whole yet.
const partial = ".partial"

// Backup writes the database at path, as it is at one moment, to a new file for its
// owner alone. Servers may use it meanwhile. The schema stays as it is, so that a new
// version can back up what an old one left. The backup is checked before it gets its
// name: a file of that name is whole.
func Backup(ctx context.Context, path, to string) error {
	return write(to, func(draft string) error {
		pool, err := openAsIs(path)
		if err != nil {
			return err
		}
		_, err = pool.ExecContext(ctx, "VACUUM INTO ?", draft) // an empty file will do
		if err = errors.Join(err, pool.Close()); err != nil {
			return err
		}
		return check(ctx, draft)
	})
}

// Restore checks a backup and copies it to path, where no database may be: what an
// earlier one left beside its file, SQLite would take for changes to this one.
func Restore(ctx context.Context, backup, path string) error {
	for _, beside := range []string{"-wal", "-shm", "-journal"} {
		if _, err := os.Lstat(path + beside); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is left of another database: stop the servers and move it away", path+beside)
		}
	}
	if err := check(ctx, backup); err != nil {
		return err
	}
	return write(path, func(draft string) error { return appendFile(draft, backup) })
}

// write has fill write to a draft for its owner alone, and gives it its name when it is
// on the disk. It replaces nothing.
func write(to string, fill func(draft string) error) (err error) {
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, fmt.Errorf("%s: %w", to, fs.ErrExist))
	}
	draft := to + partial
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(draft))
		}
	}()
	if err := f.Close(); err != nil {
		return err
	}
	if err := fill(draft); err != nil {
		return err
	}
	if err := flush(draft, os.O_RDWR); err != nil {
		return err
	}
	if err := os.Rename(draft, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

func appendFile(to, from string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }()
	target, err := os.OpenFile(to, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}

func flush(path string, flag int) error {
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// check reads all of a database file that nobody uses, and changes nothing.
func check(ctx context.Context, path string) error {
	pool, err := openAsIs(path)
	if err != nil {
		return err
	}
	defer func() { _ = pool.Close() }()
	var found string
	if err := pool.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if found != "ok" {
		return fmt.Errorf("%s is damaged: %s", path, found)
	}
	if err := pool.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(new(int64)); err != nil {
		return fmt.Errorf("%s is no database of rupt: %w", path, err)
	}
	return nil
}

// openAsIs opens a file that exists, without migrations.
func openAsIs(path string) (*sql.DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	q := url.Values{"mode": {"rw"}, "_pragma": {"busy_timeout(5000)"}}
	return sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String())
}
