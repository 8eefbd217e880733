package main

import (
	"github.com/openrupt/openrupt/server/core"
)

// challengeCommand are the commands about challenges, for people who cannot pass them.
type challengeCommand struct {
	Complete challengeComplete `cmd:"" help:"Complete a challenge whose person lost the contact that the code would go to."`
	Expire   challengeExpire   `cmd:"" help:"Expire a challenge before its time."`
}

// oneChallenge names a challenge of a project.
type oneChallenge struct {
	inProject
	Challenge string `arg:"" help:"The challenge's id."`
}

type challengeComplete struct{ oneChallenge }

// Run completes the challenge.
func (c *challengeComplete) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		if err := s.PassChallenge(env, project, c.Challenge); err != nil {
			return err
		}
		return env.say("Completed.")
	})
}

type challengeExpire struct{ oneChallenge }

// Run expires the challenge.
func (c *challengeExpire) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		if err := s.EndChallenge(env, project, c.Challenge); err != nil {
			return err
		}
		return env.say("Expired.")
	})
}
