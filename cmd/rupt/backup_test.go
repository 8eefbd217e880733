package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBackupAndRestore is the drill of docs/operate.md: what was there at the time of the
// backup is there again, and what happened later is not.
func TestBackupAndRestore(t *testing.T) {
	database := newDatabase(t)
	path := strings.TrimPrefix(database, "sqlite:")
	project, _ := account(t, database)
	t.Setenv("RUPT_PROJECT", project)
	before := ok(t, "export")
	backup := filepath.Join(t.TempDir(), "backup.db")
	if out := ok(t, "backup", backup); !strings.Contains(out, "written and checked") {
		t.Errorf("printed: %s", out)
	}
	refused(t, "exists", "backup", backup)
	refused(t, "exists", "restore", backup)
	ok(t, "user", "erase", "ann", "--yes")
	if ok(t, "export") == before {
		t.Fatal("nothing was erased")
	}
	for _, beside := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+beside, path+".old"+beside); err != nil && beside == "" {
			t.Fatal(err)
		}
	}
	ok(t, "restore", backup)
	if after := ok(t, "export"); after != before {
		t.Errorf("restored:\n%s\nwant:\n%s", after, before)
	}
	refused(t, "pg_dump", "backup", filepath.Join(t.TempDir(), "x"), "--db", "postgres://localhost/rupt")
	refused(t, "pg_restore", "restore", backup, "--db", "postgres://localhost/rupt")
}
