package chaos

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/core/coretest"
)

// patience is how long anything may take on a machine that has much else to do.
const patience = 90 * time.Second

// server is a rupt serve that can be killed and started again at its address.
type server struct {
	t       testing.TB
	addr    string
	env     []string
	log     string
	command *exec.Cmd
	// wrap, if any, is what the program is run by.
	wrap []string
}

// newServer starts nothing yet.
func (w *world) newServer(env ...string) *server {
	w.t.Helper()
	w.serversSoFar++
	s := &server{t: w.t, addr: coretest.FreeAddr(w.t), env: append(w.env[:len(w.env):len(w.env)], env...), log: filepath.Join(w.dir, fmt.Sprint("log-", w.serversSoFar))}
	w.t.Cleanup(func() {
		s.kill()
		if text, err := os.ReadFile(s.log); err == nil && w.t.Failed() {
			w.t.Logf("the log's end: %s", text[max(0, len(text)-4000):])
		}
	})
	return s
}

// serve starts a server and waits until it is ready.
func (w *world) serve(env ...string) *server {
	w.t.Helper()
	s := w.newServer(env...)
	s.start()
	s.awaitReady()
	return s
}

func (s *server) url() string { return "http://" + s.addr }

func (s *server) start() {
	s.t.Helper()
	log, err := os.OpenFile(s.log, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = log.Close() }()
	args := append(s.wrap[:len(s.wrap):len(s.wrap)], program(), "serve", "--addr", s.addr, "--drain-delay", "0s")
	s.command = exec.Command(args[0], args[1:]...)
	s.command.Env, s.command.Stdout, s.command.Stderr = s.env, log, log
	if err := s.command.Start(); err != nil {
		s.t.Fatal(err)
	}
}

// kill ends it without a word.
func (s *server) kill() {
	if s.command != nil {
		_ = s.command.Process.Kill()
		_ = s.command.Wait()
		s.command = nil
	}
}

// stop ends it as a service manager does, and fails unless it ends well.
func (s *server) stop() {
	s.t.Helper()
	if err := s.command.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.command.Wait(); err != nil {
		s.t.Errorf("the server ended with %v", err)
	}
	s.command = nil
}

var probe = &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// ready is what /readyz says: a status, or 0 for no answer, and the reply.
func (s *server) ready() (status int, reply string) {
	res, err := probe.Get(s.url() + "/readyz")
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = res.Body.Close() }()
	text, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(text)
}

// awaitReady returns how long it took.
func (s *server) awaitReady() time.Duration {
	s.t.Helper()
	return s.await("ready", func(status int) bool { return status == http.StatusOK })
}

// awaitUnready waits until it says that it is not ready.
func (s *server) awaitUnready() time.Duration {
	s.t.Helper()
	return s.await("unready", func(status int) bool { return status == http.StatusServiceUnavailable })
}

func (s *server) await(what string, enough func(status int) bool) time.Duration {
	s.t.Helper()
	begun := time.Now()
	for time.Since(begun) < patience {
		if status, _ := s.ready(); enough(status) {
			return time.Since(begun)
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatalf("the server never says that it is %s: %s", what, s.tail())
	return 0
}

func (s *server) tail() string {
	text, _ := os.ReadFile(s.log)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-15):], "\n")
}
