package main

import (
	"fmt"

	"github.com/openrupt/openrupt/server/core"
)

// keyCommand are the commands about a project's keys. Several work at once, so that
// pages and back ends can change over one by one.
type keyCommand struct {
	Add    keyAdd    `cmd:"" help:"Make another key; its API secret is printed this once."`
	List   keyList   `cmd:"" help:"List a project's keys."`
	Revoke keyRevoke `cmd:"" help:"End a key."`
}

type keyAdd struct{ inProject }

// Run prints the key.
func (c *keyAdd) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		k, err := s.AddKey(env, project)
		if err != nil {
			return err
		}
		return env.sayf("Client id   %s\nAPI secret  %s   (shown this once)\n", k.ClientID, k.APISecret)
	})
}

type keyList struct{ inProject }

// Run prints a table.
func (c *keyList) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		keys, err := s.Keys(env, project)
		if err != nil {
			return err
		}
		w := env.table("ID", "CLIENT ID", "MADE", "REVOKED")
		for _, k := range keys {
			revoked := "-"
			if k.RevokedAt != 0 {
				revoked = k.RevokedAt.String()
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", k.ID, k.ClientID, k.CreatedAt, revoked)
		}
		return w.Flush()
	})
}

type keyRevoke struct {
	inProject
	Key string `arg:"" help:"The key's id, or its client id."`
}

// Run ends the key.
func (c *keyRevoke) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		if err := s.RevokeKey(env, project, c.Key); err != nil {
			return err
		}
		return env.say("Revoked. Running servers know within five seconds.")
	})
}
