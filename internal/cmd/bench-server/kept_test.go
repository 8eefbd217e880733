package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKept: a folder with a crowd is used again as it is, and what an interrupted run left
// is not.
func TestKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	open := func() *database {
		t.Helper()
		d, err := openDatabase(t.Context(), "sqlite", dir)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	write := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	exists := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
	open()
	write("rupt.db")
	write("rupt.db-wal")
	d := open()
	if exists("rupt.db") || exists("rupt.db-wal") {
		t.Error("a file without a crowd was kept")
	}
	write("rupt.db")
	write("bare.db")
	if err := d.keep(&kept{Client: "c", Secret: "s", MasterKey: "m", Crowd: &crowdFigures{Users: 5}}); err != nil {
		t.Fatal(err)
	}
	if d = open(); !exists("rupt.db") || exists("bare.db") {
		t.Error("kept: not the crowd, or the bare rows")
	}
	old := masterKey
	t.Cleanup(func() { masterKey = old })
	for run := 1; run <= 2; run++ {
		if k, err := (options{crowd: 5}).prepare(t.Context(), d, &bytes.Buffer{}); err != nil || k.Runs != run || k.Client != "c" || masterKey != "m" {
			t.Errorf("run %d: %+v, %v", run, k, err)
		}
	}
	if _, err := (options{crowd: 6}).prepare(t.Context(), d, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "another crowd") {
		t.Errorf("another size: %v", err)
	}
	if _, err := openDatabase(t.Context(), "postgres", dir); err == nil {
		t.Error("PostgreSQL took a folder for SQLite's file")
	}
}
