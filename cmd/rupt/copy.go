package main

import (
	"errors"
	"fmt"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/transfer"
)

// copyCommand moves a server to another database.
type copyCommand struct {
	From string `help:"The database to read: sqlite:PATH or postgres://USER@HOST/NAME. Stop its servers first." required:"" placeholder:"URL"`
	To   string `help:"The database to fill; it must be empty." required:"" placeholder:"URL"`
}

// Run copies all or nothing.
func (c *copyCommand) Run(env *environment) error {
	from, err := openSource(env, c.From)
	if err != nil {
		return fmt.Errorf("--from: %w", err)
	}
	to, err := app.OpenStore(env, c.To)
	if err != nil {
		return errors.Join(fmt.Errorf("--to: %w", err), from.Close())
	}
	err = transfer.Copy(env, from, to, func(table string, rows int) { fmt.Fprintf(env.stdout, "%9d  %s\n", rows, table) })
	return errors.Join(err, to.Close(), from.Close())
}

// openSource opens a database that must be there.
func openSource(env *environment, database string) (core.Store, error) {
	if err := app.Exists(database); err != nil {
		return nil, err
	}
	return app.OpenStore(env, database)
}
