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

// Server is a running PostgreSQL server. It listens on a socket only.
type Server struct {
	dir       string
	options   string
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

// Start starts a server for tests, with durability off: they do not crash. Stop it
// afterwards.
func Start() (*Server, error) { return start("-c fsync=off") }

// StartDurable starts a server with PostgreSQL's own settings, which has every commit on
// the disk before it answers. Stop it afterwards.
func StartDurable() (*Server, error) { return start("") }

func start(options string) (*Server, error) {
	dir, err := os.MkdirTemp("/tmp", "pg") // a socket's path must be short
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir}
	if err := s.start(options); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

func (s *Server) start(options string) error {
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
	s.options = options + " -c listen_addresses='' -c max_connections=200 -k " + s.dir
	return s.Up()
}

// Up starts a server that is down, with the data that it had.
func (s *Server) Up() error {
	return s.command("pg_ctl", "-D", s.dir+"/data", "-l", s.dir+"/log", "-o", s.options, "-w", "start")
}

// Down ends the server and keeps its data. Mode is smart, fast, or immediate, which is a
// crash.
func (s *Server) Down(mode string) error {
	return s.command("pg_ctl", "-D", s.dir+"/data", "-m", mode, "-w", "stop")
}

// Socket is the path of the socket that it listens at.
func (s *Server) Socket() string { return s.dir + "/.s.PGSQL.5432" }

// Stop ends the server and deletes its data.
func (s *Server) Stop() error {
	return errors.Join(s.Down("immediate"), os.RemoveAll(s.dir))
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

// Dir is the folder of the socket, with the server's own in data.
func (s *Server) Dir() string { return s.dir }

// Fresh makes an empty database and returns its URL.
func (s *Server) Fresh(t testing.TB) string {
	t.Helper()
	url, err := s.Create(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// Create makes an empty database and returns its URL.
func (s *Server) Create(ctx context.Context) (url string, err error) {
	admin, err := sql.Open("pgx", s.url("postgres"))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, admin.Close()) }()
	name := fmt.Sprint("t", s.databases.Add(1))
	_, err = admin.ExecContext(ctx, "CREATE DATABASE "+name)
	return s.url(name), err
}
