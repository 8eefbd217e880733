package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/server/core"
)

func put(t *testing.T, db *DB, id string) {
	t.Helper()
	err := db.Update(context.Background(), func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: id}) })
	if err != nil {
		t.Fatal(err)
	}
}

func projects(t *testing.T, db *DB) (n int) {
	t.Helper()
	err := db.View(context.Background(), func(tx core.Tx) error {
		list, err := tx.Projects()
		n = len(list)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestBackupWhileWritten: a backup has all that was committed before it began, while
// another connection goes on committing.
func TestBackupWhileWritten(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	path, backup := filepath.Join(dir, "a b?c%d.db"), filepath.Join(dir, "backup.db")
	db := open(t, path)
	for i := range 50 {
		put(t, db, fmt.Sprint("before", i))
	}
	stop, stopped := make(chan struct{}), make(chan int)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				stopped <- i
				return
			default:
				_ = db.Update(context.Background(), func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: fmt.Sprint("during", i)}) })
			}
		}
	}()
	err := Backup(ctx, path, backup)
	close(stop)
	during := <-stopped
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(backup); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(dir, "restored.db")
	if err := Restore(ctx, backup, restored); err != nil {
		t.Fatal(err)
	}
	again := open(t, restored)
	defer func() { _ = again.Close() }()
	if n := projects(t, again); n < 50 || n > 50+during {
		t.Errorf("%d projects, want 50 to %d", n, 50+during)
	}
	put(t, again, "after")
}

// TestBackupRefuses: nothing is replaced, nothing that is not whole gets a name, and
// nothing is left behind.
func TestBackupRefuses(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	path, backup := filepath.Join(dir, "x.db"), filepath.Join(dir, "backup.db")
	db := open(t, path)
	for i := range 200 {
		put(t, db, fmt.Sprint("p", i))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Backup(ctx, path, backup); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, content []byte) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	damaged := append([]byte(nil), whole...)
	for i := 4096; i < 3*4096; i++ {
		damaged[i] ^= 0x5a
	}
	file("used.db-wal", []byte("frames of another database"))
	target := filepath.Join(dir, "target.db")
	for want, fn := range map[string]func() error{
		"already exists":      func() error { return Backup(ctx, path, backup) },
		"no such file":        func() error { return Backup(ctx, filepath.Join(dir, "nothing.db"), target) },
		"file already exists": func() error { return Restore(ctx, backup, path) },
		"left of another":     func() error { return Restore(ctx, backup, filepath.Join(dir, "used.db")) },
		"malformed":           func() error { return Restore(ctx, file("cut.db", whole[:len(whole)/2]), target) },
		"damaged.db":          func() error { return Restore(ctx, file("damaged.db", damaged), target) },
		"no database of rupt": func() error { return Restore(ctx, file("empty.db", nil), target) },
		"file is not a database": func() error {
			return Restore(ctx, file("text.db", []byte(strings.Repeat("not a database ", 99))), target)
		},
	} {
		if err := fn(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want something about %q", err, want)
		}
	}
	if _, err := os.Stat(target); err == nil {
		t.Error("something was restored")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*"+partial)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
