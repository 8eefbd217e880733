package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"net"
	"os"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
)

// devCommand runs a server for one developer.
type devCommand struct {
	Addr    string `help:"Where to listen; this machine only. Default: localhost and the port of PORT, or 8787." placeholder:"HOST:PORT"`
	Data    string `help:"The folder for the database." default:"./data" env:"DATA_DIR" type:"path"`
	Verbose bool   `help:"Log every request."`

	Rules rulesFlags `embed:""`
}

// Run serves until the process is told to end.
func (d *devCommand) Run(env *environment) error {
	level := slog.LevelWarn
	if d.Verbose {
		level = slog.LevelInfo
	}
	adminKey := cmp.Or(os.Getenv("RUPT_ADMIN_KEY"), core.DemoAdminKey)
	server, err := app.New(env, app.Config{
		Addr: d.addr(), DataDir: d.Data, Dev: true, AdminKey: adminKey,
		Rules: d.Rules.rules(),
		Log:   slog.New(slog.NewTextHandler(env.stderr, &slog.HandlerOptions{Level: level})),
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, welcome, server.URL(), core.DemoClientID, core.DemoAPISecret, d.Data, shownKey(adminKey))
	return server.Run(env)
}

func (d *devCommand) addr() string {
	if d.Addr != "" {
		return d.Addr
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8787"
	}
	return net.JoinHostPort("localhost", port)
}

// shownKey is the published key; one of the developer's own stays where it is.
func shownKey(key string) string {
	if key == core.DemoAdminKey {
		return key
	}
	return "that of RUPT_ADMIN_KEY"
}

const welcome = `
  OpenRupt, for this machine only

  Demo site    %[1]s/
  Inbox        %[1]s/dev/inbox
  API          %[1]s/openapi.json
  Dashboard    %[1]s/admin

  Project      demo
  Client id    %[2]s
  API secret   %[3]s
  Admin key    %[5]s
  Data         %[4]s

  <script async src="%[1]s/rupt.js"></script>

  Ctrl-C ends it.

`
