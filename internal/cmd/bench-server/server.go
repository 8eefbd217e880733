package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

// masterKey is this run's.
var masterKey = base64.StdEncoding.EncodeToString([]byte(rand.Text() + rand.Text()))

func (o options) command(ctx context.Context, d *database, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, o.rupt, args...)
	c.Env = append(os.Environ(), "RUPT_DB="+d.url, "RUPT_MASTER_KEY="+masterKey, "RUPT_PUBLIC_URL=http://localhost")
	return c
}

// budgets let one project have as many new devices an hour as the run makes.
const budgets = `budgets={"new_devices_project":{"hour":10000000,"day":10000000}}`

// limit is as many devices as a user of a crowd has, so that nobody is challenged.
var limit = fmt.Sprint("device_limit=", devicesEach)

var clientIDLine = regexp.MustCompile(`Client id\s+(\S+)\s+API secret\s+(\S+)`)

// createProject makes the database's tables and a project, and returns its credentials.
func (o options) createProject(ctx context.Context, d *database) (credentials, error) {
	out, err := o.command(ctx, d, "project", "create", "-s", budgets, "-s", limit, "bench").CombinedOutput()
	if err != nil {
		return credentials{}, fmt.Errorf("rupt project create: %w: %s", err, out)
	}
	found := clientIDLine.FindSubmatch(out)
	if found == nil {
		return credentials{}, fmt.Errorf("no client id in %q", out)
	}
	return credentials{client: string(found[1]), secret: string(found[2])}, nil
}

// server is a running rupt serve.
type server struct {
	child
	url string
	// metrics is host:port.
	metrics string
	// ready is how long it took from its start until /readyz said so.
	ready time.Duration
}

// start runs the server until it is ready.
func (o options) start(ctx context.Context, d *database) (*server, error) {
	cmd := o.command(ctx, d, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", "127.0.0.1:0", "--trusted-proxies", "127.0.0.1", "--drain-delay", "0s")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{child: child{process(cmd.Process.Pid), cmd}}
	addr, metrics, err := listening(stderr)
	if err == nil {
		s.url, s.metrics = "http://"+addr, metrics
		err = s.wait(ctx)
	}
	s.ready = time.Since(begun)
	if err != nil {
		_ = s.stop()
		return nil, err
	}
	return s, nil
}

// listening reads the addresses from the log, and goes on reading so that nobody waits.
func listening(log io.Reader) (addr, metrics string, err error) {
	lines := bufio.NewScanner(log)
	var read strings.Builder
	for lines.Scan() {
		var line struct {
			Msg, Addr string
			Metrics   string `json:"metrics_addr"`
		}
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "serving" {
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return line.Addr, line.Metrics, nil
		}
		read.Write(lines.Bytes())
	}
	return "", "", fmt.Errorf("the server did not start: %s", read.String())
}

func (s *server) wait(ctx context.Context) error {
	for {
		if r, err := http.Get(s.url + "/readyz"); err == nil {
			_ = r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

// starts measures starting, and the memory of a server that has nothing to do.
func (o options) starts(ctx context.Context, d *database, f *figures) error {
	var ready []time.Duration
	for range 5 {
		s, err := o.start(ctx, d)
		if err != nil {
			return err
		}
		ready = append(ready, s.ready)
		time.Sleep(500 * time.Millisecond)
		memory, err := s.memory()
		if stop := s.stop(); err == nil {
			err = stop
		}
		if err != nil {
			return err
		}
		f.IdleMemory = max(f.IdleMemory, memory)
	}
	slices.Sort(ready)
	f.ReadyFastest, f.Ready = quantile(ready, 0), quantile(ready, 0.5)
	return nil
}
