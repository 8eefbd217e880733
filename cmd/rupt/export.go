package main

import (
	"bufio"
	"encoding/json"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// exportCommand prints a project's users, one a line.
type exportCommand struct{ inProject }

// Run streams: a project may be larger than the memory.
func (c *exportCommand) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		out := bufio.NewWriter(env.stdout)
		line := json.NewEncoder(out)
		line.SetEscapeHTML(false)
		err := s.ExportProject(env, project, func(x *wire.UserExport) error { return line.Encode(x) })
		return errors.Join(err, out.Flush())
	})
}
