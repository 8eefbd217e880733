// Package postgrestest starts a PostgreSQL server of a test binary's own, from the
// programs that are installed.
package postgrestest

import (
	"context"
	"database/sql"
	"errors"
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

	_ "github.com/jackc/pgx/v5/stdlib" // the database/sql driver "pgx"
)

// Server is a running PostgreSQL server. It listens on a socket only, and durability is
// off: what it is for does not crash.
type Server struct {
	dir       string
	databases atomic.Int32
}

// Main runs a package's tests with a server, and is what its TestMain exits with.
func Main(tests func() int, use func(*Server)) int {
	s, err := Start()
	if err != nil {
		fmt.Fprintln(os.Stderr, "no PostgreSQL server to test against:", err)
		return 1
	}
	use(s)
	code := tests()
	if err := s.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// Start starts a server. Stop it afterwards.
func Start() (*Server, error) {
	dir, err := os.MkdirTemp("/tmp", "pg") // a socket's path must be short
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir}
	if err := s.start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

func (s *Server) start() error {
	if os.Getuid() == 0 {
		uid, gid, err := postgresUser()
		if err != nil {
			return err
		}
		if err := os.Chown(s.dir, uid, gid); err != nil {
			return err
		}
	}
	if err := s.command("initdb", "-D", s.dir+"/data", "-U", "test", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"); err != nil {
		return err
	}
	options := "-c listen_addresses='' -c fsync=off -c max_connections=200 -k " + s.dir
	return s.command("pg_ctl", "-D", s.dir+"/data", "-l", s.dir+"/log", "-o", options, "-w", "start")
}

// Stop ends the server and deletes its data.
func (s *Server) Stop() error {
	return errors.Join(s.command("pg_ctl", "-D", s.dir+"/data", "-m", "immediate", "stop"), os.RemoveAll(s.dir))
}

// command runs one of PostgreSQL's programs, which refuse to run as root.
func (s *Server) command(name string, args ...string) error {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		return fmt.Errorf("install the package postgresql: there is no %s", name)
	}
	c := exec.Command(found[len(found)-1], args...)
	c.Dir = s.dir
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

func (s *Server) url(database string) string {
	return "postgres:///" + database + "?user=test&host=" + s.dir
}

// Fresh makes an empty database and returns its URL.
func (s *Server) Fresh(t testing.TB) string {
	t.Helper()
	admin, err := sql.Open("pgx", s.url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = admin.Close() }()
	name := fmt.Sprint("t", s.databases.Add(1))
	if _, err := admin.ExecContext(context.Background(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return s.url(name)
}
