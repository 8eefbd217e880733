package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
)

var goodKey = []byte("0123456789abcdefghijklmnopqrstuv")

func TestUnsafeSettingsAreRefused(t *testing.T) {
	dir := t.TempDir()
	safe := app.Config{
		Addr: "localhost:0", Database: "sqlite:" + filepath.Join(dir, "rupt.db"),
		PublicURL: "https://rupt.example.com", MasterKeys: [][]byte{goodKey},
	}
	for name, tt := range map[string]struct {
		change func(*app.Config)
		want   string
	}{
		"safe":                       {func(c *app.Config) {}, ""},
		"http on this machine":       {func(c *app.Config) { c.PublicURL = "http://localhost:8080" }, ""},
		"no master key":              {func(c *app.Config) { c.MasterKeys = nil }, "master key missing"},
		"short master key":           {func(c *app.Config) { c.MasterKeys = [][]byte{[]byte("short")} }, "32 random bytes"},
		"master key of one byte":     {func(c *app.Config) { c.MasterKeys = [][]byte{make([]byte, 32)} }, "32 random bytes"},
		"second master key is short": {func(c *app.Config) { c.MasterKeys = [][]byte{goodKey, []byte("short")} }, "32 random bytes"},
		"no public URL":              {func(c *app.Config) { c.PublicURL = "" }, "public URL missing"},
		"every proxy trusted":        {func(c *app.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("::/0")} }, "every address"},
		"public URL over http":       {func(c *app.Config) { c.PublicURL = "http://rupt.example.com" }, "must be https"},
		"public URL with a path":     {func(c *app.Config) { c.PublicURL = "https://rupt.example.com/api" }, "only a scheme and a host"},
		"public URL of no kind":      {func(c *app.Config) { c.PublicURL = "rupt.example.com" }, "only a scheme and a host"},
		"no database":                {func(c *app.Config) { c.Database = "" }, "database missing"},
		"unknown database":           {func(c *app.Config) { c.Database = "oracle:x" }, "want sqlite:PATH"},
		"database in no folder":      {func(c *app.Config) { c.Database = "sqlite:" + filepath.Join(dir, "none", "rupt.db") }, "database: "},
		"database that is not there": {func(c *app.Config) { c.Database = "postgres://127.0.0.1:1/rupt" }, "database: "},
		"development for all":        {func(c *app.Config) { *c = app.Config{Addr: "0.0.0.0:0", Dev: true, DataDir: dir} }, "localhost only"},
		"development on any address": {func(c *app.Config) { *c = app.Config{Addr: ":0", Dev: true, DataDir: dir} }, "localhost only"},
		"development without a port": {func(c *app.Config) { *c = app.Config{Addr: "localhost", Dev: true, DataDir: dir} }, "want host:port"},
	} {
		t.Run(name, func(t *testing.T) {
			c := safe
			tt.change(&c)
			a, err := app.New(t.Context(), c)
			if err == nil {
				err = a.Close()
			}
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want something about %q", err, tt.want)
			}
		})
	}
}

func TestDevelopmentDatabaseIsRefused(t *testing.T) {
	dir := t.TempDir()
	dev, err := app.New(t.Context(), app.Config{Addr: "localhost:0", Dev: true, DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := dev.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = app.New(t.Context(), app.Config{
		Addr: "localhost:0", Database: "sqlite:" + filepath.Join(dir, "rupt.db"),
		PublicURL: "https://rupt.example.com", MasterKeys: [][]byte{goodKey},
	})
	if err == nil || !strings.Contains(err.Error(), "project demo") {
		t.Errorf("got %v", err)
	}
}

// running is a development server whose end the test decides on.
type running struct {
	*app.App
	stop  context.CancelFunc
	ended chan error
}

func start(t *testing.T, dir string) running {
	t.Helper()
	a, err := app.New(t.Context(), app.Config{
		Addr: "localhost:0", Dev: true, DataDir: dir, MetricsAddr: "localhost:0",
		Site: smallSite,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := running{a, stop, make(chan error, 1)}
	go func() { r.ended <- a.Run(ctx) }()
	return r
}

var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

func (r running) attach(t *testing.T) (device, access string) {
	t.Helper()
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL()+"/v2/device/attach", strings.NewReader(`{"account":"a"}`))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Basic "+core.DemoClientID)
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var reply struct {
		DeviceID string `json:"device_id"`
		Access   string `json:"access"`
	}
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil {
		t.Fatal(err)
	}
	return reply.DeviceID, reply.Access
}

// TestShutdownDrainsStreams: an open stream does not keep the server from ending, and
// its browser is told to connect again.
func TestShutdownDrainsStreams(t *testing.T) {
	r := start(t, t.TempDir())
	device, access := r.attach(t)
	res, err := client.Get(r.URL() + "/v2/access/device/" + device + "/listen?access=" + access + "&auth=Basic+" + core.DemoClientID)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	if !lines.Scan() || lines.Text() != "retry: 3000" {
		t.Fatalf("first line %q", lines.Text())
	}
	r.stop()
	last := ""
	for lines.Scan() {
		if lines.Text() != "" {
			last = lines.Text()
		}
	}
	if err := lines.Err(); err != nil || !strings.HasPrefix(last, "retry: ") {
		t.Errorf("the stream ended with %q, %v", last, err)
	}
	select {
	case err := <-r.ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("the server does not end")
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(r.URL(), "http://")); err == nil {
		t.Error("still listening")
	}
}

// TestDataOutlivesRestart: the device is known again.
func TestDataOutlivesRestart(t *testing.T) {
	dir := t.TempDir()
	var users []string
	for range 2 {
		r := start(t, dir)
		r.attach(t)
		caller, err := r.Core().AuthenticateServer(t.Context(), core.DemoAPISecret)
		if err != nil {
			t.Fatal(err)
		}
		user, err := r.Core().User(t.Context(), caller, "a")
		if err != nil {
			t.Fatal(err)
		}
		users = append(users, user.ID)
		r.stop()
		if err := <-r.ended; err != nil {
			t.Fatal(err)
		}
	}
	if users[0] != users[1] {
		t.Errorf("users %v, want one", users)
	}
}

func TestAddressInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, err = app.New(t.Context(), app.Config{Addr: taken.Addr().String(), Dev: true, DataDir: t.TempDir()})
	var busy *net.OpError
	if !errors.As(err, &busy) {
		t.Errorf("got %v", err)
	}
}
