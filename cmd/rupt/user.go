package main

import (
	"context"
	"fmt"

	"github.com/openrupt/openrupt/server/core"
)

// userCommand are the commands about a project's users.
type userCommand struct {
	Suspend   userSuspend   `cmd:"" help:"Suspend a user: pages show so with their next attach."`
	Unsuspend userUnsuspend `cmd:"" help:"End a suspension."`
	Unlock    userUnlock    `cmd:"" help:"Forget how often codes were tried and sent, for one who was locked out."`
	Erase     userErase     `cmd:"" help:"Erase a user and all that is kept of it."`
	Export    userExport    `cmd:"" help:"Print all that is kept of a user, as JSON, with contacts in clear text."`
}

// oneUser names a user of a project.
type oneUser struct {
	inProject
	User string `arg:"" help:"Your own id of the user, or ours."`
}

// do runs an operation on the user and says that it is done.
func (u *oneUser) do(env *environment, done string, fn func(s *core.Service) func(ctx context.Context, project, user string) error) error {
	return u.within(env, func(s *core.Service, project string) error {
		if err := fn(s)(env, project, u.User); err != nil {
			return err
		}
		return env.say(done)
	})
}

type userSuspend struct{ oneUser }

// Run suspends the user.
func (c *userSuspend) Run(env *environment) error { return c.set(env, true, "Suspended.") }

type userUnsuspend struct{ oneUser }

// Run ends the user's suspension.
func (c *userUnsuspend) Run(env *environment) error { return c.set(env, false, "No longer suspended.") }

func (u *oneUser) set(env *environment, suspended bool, done string) error {
	return u.do(env, done, func(s *core.Service) func(context.Context, string, string) error {
		return func(ctx context.Context, project, user string) error {
			return s.SuspendUser(ctx, project, user, suspended)
		}
	})
}

type userUnlock struct{ oneUser }

// Run unlocks the user.
func (c *userUnlock) Run(env *environment) error {
	return c.do(env, "Unlocked.", func(s *core.Service) func(context.Context, string, string) error { return s.UnlockUser })
}

type userErase struct {
	oneUser
	Yes bool `help:"Really: this cannot be undone."`
}

// Run erases the user.
func (c *userErase) Run(env *environment) error {
	if !c.Yes {
		return fmt.Errorf("this cannot be undone; to erase %s, add --yes", c.User)
	}
	return c.do(env, "Erased.", func(s *core.Service) func(context.Context, string, string) error { return s.EraseUser })
}

type userExport struct{ oneUser }

// Run prints the user's data.
func (c *userExport) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		x, err := s.ExportUser(env, project, c.User)
		if err != nil {
			return err
		}
		return env.json(x)
	})
}
