package main

import (
	"encoding/base64"
	"strings"
	"testing"
)

// TestWrongMasterKey: a database that was made with another key is not gone on with, and
// doctor and commands say so, too.
func TestWrongMasterKey(t *testing.T) {
	key := func(letter string) string {
		return base64.StdEncoding.EncodeToString([]byte(letter + "123456789abcdefghijklmnopqrstuv"))
	}
	newDatabase(t)
	t.Setenv("RUPT_PUBLIC_URL", "http://127.0.0.1:1")
	t.Setenv("RUPT_MASTER_KEY", key("a"))
	serve := func(args ...string) {
		t.Run("serve", func(t *testing.T) {
			_, log := background(t, append([]string{"serve", "--addr", "localhost:0", "--drain-delay", "0s"}, args...)...)
			find(t, log, `"addr":"([^"]+)"`)
		})
	}
	serve()
	t.Setenv("RUPT_MASTER_KEY", key("b"))
	for _, args := range [][]string{{"serve", "--addr", "localhost:0"}, {"doctor"}, {"project", "list"}} {
		exit, out, stderr := rupt(t, args...)
		if exit == 0 || !strings.Contains(out+stderr, "this database was made with another one") || strings.Contains(out+stderr, key("b")) {
			t.Errorf("%v: %d %s%s", args, exit, out, stderr)
		}
	}
	t.Setenv("RUPT_MASTER_KEY", key("b")+","+key("a"))
	serve()
	t.Setenv("RUPT_MASTER_KEY", key("c"))
	serve("--adopt-master-key")
	ok(t, "project", "list")
}
