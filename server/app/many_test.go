package app_test

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/app"
)

// run runs a server until the test ends, or until stop.
func run(t *testing.T, c app.Config) (url string, stop func()) {
	t.Helper()
	a, err := app.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("server: %v", err)
		}
	})
	t.Cleanup(stop)
	return a.URL(), stop
}

// spawn runs a server as a process, which kill ends without a word.
func spawn(t *testing.T, database string) (url string, kill func()) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env, c.Stderr = append(os.Environ(), processDatabase+"="+database), os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	kill = sync.OnceFunc(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	t.Cleanup(kill)
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the server does not start")
	}
	return lines.Text(), kill
}

// twoBrowsers are on one account; the second one's next attach with limit 1 raises a
// challenge for it.
func twoBrowsers(t *testing.T, server string) (second *visitor) {
	t.Helper()
	first := &visitor{t: t, account: "ann", hash: strings.Repeat("a", 64)}
	second = &visitor{t: t, account: "ann", hash: strings.Repeat("7", 64)}
	first.attach(server, 9)
	second.attach(server, 9)
	if first.device == second.device {
		t.Fatal("two browsers are one device")
	}
	return second
}

// TestChallengeCrossesServers: raised on one, it arrives at once on the stream that the
// other one holds, and so does the logout after it.
func TestChallengeCrossesServers(t *testing.T) {
	database := postgres.Fresh(t)
	one, _ := run(t, onDatabase(database))
	other, _ := run(t, onDatabase(database))
	b := twoBrowsers(t, one)
	s := b.listen(other)
	start := time.Now()
	b.attach(one, 1)
	_, message := s.message()
	t.Logf("attach and its challenge on the other server took %v", time.Since(start))
	if !strings.Contains(message, `"action":"challenge"`) {
		t.Errorf("got %s", message)
	}
	if status, body := request(t, asServer, http.MethodPost, one+"/v2/device/"+b.device+"/detach", fields{"account": "ann"}); status != 200 {
		t.Fatalf("detach: %s", body)
	}
	if _, message := s.message(); !strings.Contains(message, `"action":"logout"`) {
		t.Errorf("got %s", message)
	}
}

// TestKilledServerLosesNothing: its browser connects to the other one and gets what it
// missed, once and in order.
func TestKilledServerLosesNothing(t *testing.T) {
	database := postgres.Fresh(t)
	one, _ := run(t, onDatabase(database))
	doomed, kill := spawn(t, database)
	b := twoBrowsers(t, doomed)
	s := b.listen(doomed)
	b.attach(one, 1)
	first, message := s.message()
	if !strings.Contains(message, `"action":"challenge"`) {
		t.Fatalf("got %s", message)
	}
	kill()
	for s.lines.Scan() { // until the connection breaks
	}
	b.attach(one, 1)
	if status, body := request(t, asServer, http.MethodPost, one+"/v2/device/"+b.device+"/detach", fields{"account": "ann"}); status != 200 {
		t.Fatalf("detach: %s", body)
	}
	b.seen = first
	s = b.listen(one)
	for _, want := range []string{"challenge", "logout"} {
		id, message := s.message()
		if id == first || !strings.Contains(message, `"action":"`+want+`"`) {
			t.Errorf("got %s %s, want %s after %s", id, message, want, first)
		}
	}
}

// TestRollingRestart replaces both servers, one after the other, under load, and no
// request fails.
func TestRollingRestart(t *testing.T) {
	c := onDatabase(postgres.Fresh(t))
	c.DrainDelay = 80 * asked // a busy machine asks late
	b := &balancer{}
	var stops []func()
	add := func() {
		url, stop := run(t, c)
		b.add(url)
		stops = append(stops, stop)
	}
	add()
	add()
	done := make(chan struct{})
	var work sync.WaitGroup
	work.Go(func() { b.watch(done) })
	load := newLoad(t, b)
	for i := range 4 {
		work.Go(func() { load.run(done, i) })
	}
	for i := range 2 {
		before := load.answered.Load()
		add()
		stops[i]()
		if load.answered.Load() == before {
			t.Error("nothing was answered meanwhile")
		}
	}
	close(done)
	work.Wait()
	t.Logf("%d requests", load.answered.Load())
	if n := load.failed.Load(); n > 0 {
		t.Errorf("%d requests failed", n)
	}
}
