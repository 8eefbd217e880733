package main

import (
	"encoding/base64"
	"path/filepath"
	"strings"
	"testing"
)

func TestCopyCommand(t *testing.T) {
	database := newDatabase(t)
	project, _ := account(t, database)
	t.Setenv("RUPT_PROJECT", project)
	before := ok(t, "export")
	moved := "sqlite:" + filepath.Join(t.TempDir(), "moved.db")
	if out := ok(t, "copy", "--from", database, "--to", moved); !strings.Contains(out, "2  devices\n") {
		t.Errorf("printed: %s", out)
	}
	t.Setenv("RUPT_DB", moved)
	if after := ok(t, "export"); after != before {
		t.Errorf("the copy differs:\n%s\n%s", before, after)
	}
	refused(t, "not empty", "copy", "--from", database, "--to", moved)
	refused(t, "--to: database: want", "copy", "--from", database, "--to", "nowhere")
}

func TestDoctor(t *testing.T) {
	database := newDatabase(t)
	t.Setenv("RUPT_MASTER_KEY", base64.StdEncoding.EncodeToString([]byte("0123456789abcdefghijklmnopqrstuv")))
	t.Setenv("RUPT_PUBLIC_URL", "http://localhost:1")
	account(t, database)
	_, out, _ := rupt(t, "doctor")
	for _, want := range []string{"ok     database", "note   reachable", "note   senders", "note   project Shop", "ok     master key", "admin key    not set"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	for why, args := range map[string][]string{
		"WRONG  public URL   public URL: codes": {"--public-url", "http://rupt.example"},
		"WRONG  database":                       {"--db", "sqlite:/nowhere/rupt.db"},
		"WRONG  admin key":                      {"--admin-key", "short"},
	} {
		if exit, out, _ := rupt(t, append([]string{"doctor"}, args...)...); exit == 0 || !strings.Contains(out, why) {
			t.Errorf("%v: %d, no %q in:\n%s", args, exit, why, out)
		}
	}
}
