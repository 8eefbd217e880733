package main

import (
	"errors"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
)

// database is the flag of commands that work on one. Servers may use it meanwhile.
type database struct {
	DB        string `help:"The database: sqlite:PATH or postgres://USER@HOST/NAME." name:"db" env:"RUPT_DB" placeholder:"URL"`
	MasterKey string `hidden:"" env:"RUPT_MASTER_KEY"`
}

// use runs fn on the database, which must be there.
func (d *database) use(env *environment, fn func(*core.Service) error) error {
	if err := app.Exists(d.DB); err != nil {
		return err
	}
	return d.useOrMake(env, fn)
}

// useOrMake is use that makes a database where there is none.
func (d *database) useOrMake(env *environment, fn func(*core.Service) error) error {
	keys, err := parseKeys(d.MasterKey)
	if err != nil {
		return err
	}
	o, err := app.OpenOffline(env, d.DB, keys)
	if err != nil {
		return err
	}
	return errors.Join(fn(o.Service), o.Close())
}

// inProject is the flags of commands that work within a project.
type inProject struct {
	database
	Project string `help:"The project's id or name." required:"" env:"RUPT_PROJECT"`
}

// within runs fn on the project.
func (p *inProject) within(env *environment, fn func(s *core.Service, project string) error) error {
	return p.use(env, func(s *core.Service) error {
		found, err := s.FindProject(env, p.Project)
		if err != nil {
			return err
		}
		return fn(s, found.ID)
	})
}
