package main

import (
	"errors"
	"fmt"
	"log/slog"

	"github.com/openrupt/openrupt/server/app"
)

// doctorCommand has the flags of serve, since those are what it looks at.
type doctorCommand struct {
	serveCommand
	Probe bool `help:"Only ask the server on this machine whether it is ready: for the health checks of containers."`
}

// Run prints one line a finding; its exit code is 1 when something is wrong.
func (d *doctorCommand) Run(env *environment) error {
	if d.Probe {
		return app.Probe(env, d.Addr)
	}
	config, err := d.config(slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	sick := false
	for _, s := range strays() {
		fmt.Fprintf(env.stdout, "%-5s  %-11s  %s\n", app.Odd, "environment", s)
	}
	for f := range app.Examine(env, config) {
		sick = sick || f.Level == app.Wrong
		fmt.Fprintf(env.stdout, "%-5s  %-11s  %s\n", f.Level, f.Subject, f.Text)
	}
	if sick {
		return errors.New("something is wrong")
	}
	return nil
}
