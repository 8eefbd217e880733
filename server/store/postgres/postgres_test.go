package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/storetest"
)

// dir is where the tests' own server keeps its data and its socket.
var dir string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	if dir, err = os.MkdirTemp("/tmp", "pg"); err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := start(); err != nil {
		fmt.Fprintln(os.Stderr, "postgres: no server to test against:", err)
		return 1
	}
	defer func() { _ = command("pg_ctl", "-D", dir+"/data", "-m", "immediate", "stop") }()
	return m.Run()
}

// start starts a server that listens on a socket only. Durability is off: what is
// tested here does not crash.
func start() error {
	if os.Getuid() == 0 {
		uid, gid, err := postgresUser()
		if err != nil {
			return err
		}
		if err := os.Chown(dir, uid, gid); err != nil {
			return err
		}
	}
	if err := command("initdb", "-D", dir+"/data", "-U", "test", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"); err != nil {
		return err
	}
	options := "-c listen_addresses='' -c fsync=off -c max_connections=200 -k " + dir
	return command("pg_ctl", "-D", dir+"/data", "-l", dir+"/log", "-o", options, "-w", "start")
}

// command runs one of PostgreSQL's programs, which refuse to run as root.
func command(name string, args ...string) error {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		return fmt.Errorf("install the package postgresql: there is no %s", name)
	}
	c := exec.Command(found[len(found)-1], args...)
	c.Dir = dir
	if os.Getuid() == 0 {
		uid, gid, err := postgresUser()
		if err != nil {
			return err
		}
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	var out strings.Builder
	if name == "initdb" { // pg_ctl hands its output to the server, which keeps it open
		c.Stdout, c.Stderr = &out, &out
	}
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out.String())
	}
	return nil
}

func postgresUser() (uid, gid int, err error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		return 0, 0, err
	}
	if uid, err = strconv.Atoi(u.Uid); err == nil {
		gid, err = strconv.Atoi(u.Gid)
	}
	return uid, gid, err
}

func url(database string) string { return "postgres:///" + database + "?user=test&host=" + dir }

var databases atomic.Int32

// fresh makes an empty database and returns its URL.
func fresh(t *testing.T) string {
	t.Helper()
	admin, err := sql.Open("pgx", url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = admin.Close() }()
	name := fmt.Sprint("t", databases.Add(1))
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	return url(name)
}

func open(t *testing.T, url string) *DB {
	t.Helper()
	db, err := Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) core.Store { return open(t, fresh(t)) })
}

// TestReopen: a second server finds what the first one left, and a newer schema is
// refused.
func TestReopen(t *testing.T) {
	ctx, at := context.Background(), fresh(t)
	first, second := open(t, at), open(t, at)
	defer func() { _ = second.Close() }()
	if err := first.Update(ctx, func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: "p"}) }); err != nil {
		t.Fatal(err)
	}
	if err := second.View(ctx, func(tx core.Tx) error { _, err := tx.Project("p"); return err }); err != nil {
		t.Error(err)
	}
	if _, err := first.pool.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)"); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err := Open(ctx, at); err == nil {
		_ = db.Close()
		t.Error("a newer schema was opened")
	}
}
