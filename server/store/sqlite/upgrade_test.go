package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"
)

var update = flag.Bool("update", false, "write databases of schema versions that testdata lacks; it never changes one")

// TestUpgrade: a database that any older version left, with a row in each table, opens,
// has the schema of a new one, and keeps its rows. The files in testdata are as those
// versions made them, so a migration that is changed afterwards is found.
func TestUpgrade(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "fresh.db")
	if err := open(t, fresh).Close(); err != nil {
		t.Fatal(err)
	}
	want := strings.Join(schema(t, fresh), "\n")
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for version := 1; version <= len(files); version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			old := filepath.Join("testdata", fmt.Sprintf("schema%05d.sql", version))
			if _, err := os.Stat(old); *update && errors.Is(err, fs.ErrNotExist) {
				writeOld(t, old, int64(version))
			}
			path := filepath.Join(t.TempDir(), "old.db")
			load(t, path, old)
			before := counts(t, path)
			if err := open(t, path).Close(); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(schema(t, path), "\n"); got != want {
				t.Errorf("schema:\n%s\nwant:\n%s", got, want)
			}
			after := counts(t, path)
			for table, rows := range before {
				if left, exists := after[table]; exists && table != "goose_db_version" && left != rows {
					t.Errorf("%s has %d rows, had %d", table, left, rows)
				}
			}
		})
	}
}

func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	pool, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	return pool
}

func column(t *testing.T, pool *sql.DB, query string) (list []string) {
	t.Helper()
	rows, err := pool.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		list = append(list, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func schema(t *testing.T, path string) []string {
	t.Helper()
	return column(t, raw(t, path), `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name`)
}

const tables = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid`

func counts(t *testing.T, path string) map[string]int {
	t.Helper()
	pool, found := raw(t, path), map[string]int{}
	for _, table := range column(t, pool, tables) {
		var n int
		if err := pool.QueryRowContext(context.Background(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		found[table] = n
	}
	return found
}

func load(t *testing.T, path, script string) {
	t.Helper()
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatalf("%v: make it with -update, and commit it with the migration", err)
	}
	pool := raw(t, path)
	if _, err := pool.ExecContext(context.Background(), string(text)); err != nil {
		t.Fatal(err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}

// writeOld writes a database of a version as SQL.
func writeOld(t *testing.T, to string, version int64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.db")
	pool := raw(t, path)
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, pool, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(context.Background(), version); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, statement := range column(t, pool, `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`) {
		out.WriteString(statement + ";\n")
	}
	for _, table := range column(t, pool, tables) {
		out.WriteString(rowsOf(t, pool, table))
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// rowsOf is one row whose ids are all the same, so that it refers to those of the other
// tables; of goose's table it is what goose wrote.
func rowsOf(t *testing.T, pool *sql.DB, table string) string {
	t.Helper()
	if table == "goose_db_version" {
		return strings.Join(column(t, pool, `SELECT 'INSERT INTO goose_db_version (version_id, is_applied) VALUES (' || version_id || ', 1);' FROM goose_db_version ORDER BY id`), "\n") + "\n"
	}
	names := column(t, pool, `SELECT name FROM pragma_table_info('`+table+`')`)
	values := column(t, pool, `SELECT CASE WHEN type = 'INTEGER' THEN '7' WHEN type = 'REAL' THEN '0.5' WHEN type = 'BLOB' THEN 'x''07''' WHEN name = 'id' OR name LIKE '%\_id' ESCAPE '\' THEN '''x''' ELSE '''{}''' END FROM pragma_table_info('`+table+`')`)
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s);\n", table, strings.Join(names, ", "), strings.Join(values, ", "))
}
