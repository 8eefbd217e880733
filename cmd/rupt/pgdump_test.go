package main

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
)

// TestPostgresDrill is the drill of docs/operate.md with PostgreSQL's own programs.
func TestPostgresDrill(t *testing.T) {
	server, err := postgrestest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	database, restored := server.Fresh(t), server.Fresh(t)
	t.Setenv("RUPT_DB", database)
	project, _ := account(t, database)
	t.Setenv("RUPT_PROJECT", project)
	before := ok(t, "export")
	dump := filepath.Join(t.TempDir(), "rupt.dump")
	for _, command := range [][]string{
		{"pg_dump", "--format=custom", "--file=" + dump, database},
		{"pg_restore", "--exit-on-error", "--no-owner", "--dbname=" + restored, dump},
	} {
		if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", command[0], err, out)
		}
	}
	ok(t, "user", "erase", "ann", "--yes")
	t.Setenv("RUPT_DB", restored)
	if after := ok(t, "export"); after != before {
		t.Errorf("restored:\n%s\nwant:\n%s", after, before)
	}
}
