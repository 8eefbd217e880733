package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/openrupt/openrupt/server/store/sqlite"
)

// backupCommand copies a SQLite database while servers use it.
type backupCommand struct {
	File string `arg:"" help:"Where to write; it must not exist." type:"path"`
	DB   string `help:"The database: sqlite:PATH." name:"db" required:"" env:"RUPT_DB" placeholder:"URL"`
}

// Run writes a backup and checks it.
func (c *backupCommand) Run(env *environment) error {
	path, err := sqlitePath(c.DB, "pg_dump backs up PostgreSQL (docs/operate.md)")
	if err != nil {
		return err
	}
	if err := sqlite.Backup(env, path, c.File); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return env.say("written and checked: " + c.File)
}

// restoreCommand puts a backup where a database is expected.
type restoreCommand struct {
	File string `arg:"" help:"What rupt backup wrote." type:"existingfile"`
	DB   string `help:"Where to put it: sqlite:PATH. No database may be there." name:"db" required:"" env:"RUPT_DB" placeholder:"URL"`
}

// Run checks the backup and copies it.
func (c *restoreCommand) Run(env *environment) error {
	path, err := sqlitePath(c.DB, "pg_restore restores PostgreSQL (docs/operate.md)")
	if err != nil {
		return err
	}
	if err := sqlite.Restore(env, c.File, path); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return env.say("checked and restored: " + path)
}

// sqlitePath is the file of a database URL; otherwise says what to use with another.
func sqlitePath(database, otherwise string) (string, error) {
	if path, ok := strings.CutPrefix(database, "sqlite:"); ok && path != "" && path != sqlite.Memory {
		return path, nil
	}
	return "", errors.New("database: want sqlite:PATH; " + otherwise)
}
