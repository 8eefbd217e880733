package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
)

// webhookCommand are the commands about webhooks.
type webhookCommand struct {
	Add     webhookAdd     `cmd:"" help:"Send webhooks to a URL; the secret that verifies them is printed this once."`
	List    webhookList    `cmd:"" help:"List where a project's webhooks go."`
	Remove  webhookRemove  `cmd:"" help:"Send nothing there any more, and forget what was sent."`
	Rotate  webhookRotate  `cmd:"" help:"Replace an endpoint's secret; the old one signs as well for another day."`
	Enable  webhookEnable  `cmd:"" help:"Send to an endpoint again, with what waited for it."`
	Disable webhookDisable `cmd:"" help:"Send nothing to an endpoint until it is enabled."`
	Log     webhookLog     `cmd:"" help:"List deliveries of the last week with their attempts, newest first."`
	Replay  webhookReplay  `cmd:"" help:"Send again, under the same ids."`
}

// webhooks are the flags of commands about webhooks. They work on a server's database,
// or in the folder of a development server.
type webhooks struct {
	inProject
	Data string `help:"The folder of rupt dev, instead of a database." type:"path" placeholder:"DIR"`
}

// within runs fn on the project.
func (w *webhooks) within(env *environment, fn func(s *core.Service, project string) error) error {
	if w.Data == "" {
		return w.inProject.within(env, fn)
	}
	o, err := app.OpenOfflineDev(env, w.Data)
	if err != nil {
		return err
	}
	p, err := o.FindProject(env, w.Project)
	if err == nil {
		err = fn(o.Service, p.ID)
	}
	return errors.Join(err, o.Close())
}

// needKey: a secret that was sealed with another key could never be used.
func (w *webhooks) needKey() error {
	if w.MasterKey == "" && w.Data == "" {
		return errors.New("master key missing: secrets are sealed with it; set RUPT_MASTER_KEY or RUPT_MASTER_KEY_FILE as for rupt serve")
	}
	return nil
}

// oneEndpoint names an endpoint of a project.
type oneEndpoint struct {
	webhooks
	Endpoint string `arg:"" help:"The endpoint's id."`
}

type webhookAdd struct {
	webhooks
	URL    string   `arg:"" help:"Where to send them; https."`
	Events []string `help:"Only these, such as challenge.completed; all without." short:"e" name:"event"`
}

// Run prints the endpoint and its secret.
func (c *webhookAdd) Run(env *environment) error {
	if err := c.needKey(); err != nil {
		return err
	}
	return c.within(env, func(s *core.Service, project string) error {
		e, secret, err := s.AddWebhookEndpoint(env, project, c.URL, c.Events)
		if err != nil {
			return err
		}
		return env.sayf("Endpoint  %s\nSecret    %s   (shown this once)\n", e.ID, secret)
	})
}

type webhookList struct{ webhooks }

// Run prints a table.
func (c *webhookList) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		list, err := s.WebhookEndpoints(env, project)
		if err != nil {
			return err
		}
		w := env.table("ID", "URL", "EVENTS", "DISABLED")
		for _, e := range list {
			disabled := "-"
			if e.DisabledAt != 0 {
				disabled = e.DisabledAt.String() + " " + e.DisabledReason
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", e.ID, e.URL, cmp.Or(strings.Join(e.Events, ","), "all"), disabled)
		}
		return w.Flush()
	})
}

type webhookRemove struct{ oneEndpoint }

// Run removes the endpoint.
func (c *webhookRemove) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		if err := s.RemoveWebhookEndpoint(env, project, c.Endpoint); err != nil {
			return err
		}
		return env.say("Removed.")
	})
}

type webhookRotate struct{ oneEndpoint }

// Run prints the new secret.
func (c *webhookRotate) Run(env *environment) error {
	if err := c.needKey(); err != nil {
		return err
	}
	return c.within(env, func(s *core.Service, project string) error {
		secret, err := s.RotateWebhookSecret(env, project, c.Endpoint)
		if err != nil {
			return err
		}
		return env.sayf("Secret    %s   (shown this once; the old one signs as well for 24 hours)\n", secret)
	})
}

type webhookEnable struct{ oneEndpoint }

// Run enables the endpoint.
func (c *webhookEnable) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		if err := s.EnableWebhookEndpoint(env, project, c.Endpoint); err != nil {
			return err
		}
		return env.say("Enabled. What was waiting is sent; what happened while it was disabled is not.")
	})
}

type webhookDisable struct{ oneEndpoint }

// Run disables the endpoint.
func (c *webhookDisable) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		if err := s.DisableWebhookEndpoint(env, project, c.Endpoint, "by an operator"); err != nil {
			return err
		}
		return env.say("Disabled.")
	})
}
