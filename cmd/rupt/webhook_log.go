package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/openrupt/openrupt/server/core"
)

type webhookLog struct {
	webhooks
	Endpoint string `help:"Only this endpoint's." placeholder:"ID"`
	Failed   bool   `help:"Only those that were given up."`
	Limit    int    `help:"How many." default:"20"`
	Payload  bool   `help:"Print what was sent, too."`
}

// Run prints a table, with a line for every attempt.
func (c *webhookLog) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		list, err := s.WebhookDeliveries(env, project, core.WebhookDeliveryQuery{Endpoint: c.Endpoint, Failed: c.Failed, Limit: c.Limit})
		if err != nil {
			return err
		}
		w := env.table("ID", "EVENT", "ENDPOINT", "AT", "STATE")
		for _, d := range list {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", d.ID, d.Name, d.EndpointID, d.CreatedAt, deliveryState(d))
			printAttempts(w, d.Attempts)
			if c.Payload {
				fmt.Fprintf(w, "  %s\n", d.Payload)
			}
		}
		return w.Flush()
	})
}

func printAttempts(w io.Writer, attempts []core.WebhookAttempt) {
	for _, a := range attempts {
		answer := a.Error
		if answer == "" {
			answer = "answered " + strconv.Itoa(a.Status)
		}
		fmt.Fprintf(w, "  %s  %s, after %d ms\n", a.At, answer, a.Took)
	}
}

func deliveryState(d *core.WebhookDelivery) string {
	switch d.State {
	case core.EventDone:
		return "delivered"
	case core.EventPending:
		return "next at " + d.NextAt.String()
	}
	return "given up"
}

type webhookReplay struct {
	webhooks
	Deliveries []string `arg:"" optional:"" help:"The deliveries' ids, from rupt webhook log."`
	Failed     string   `help:"Everything that this endpoint failed to take." placeholder:"ENDPOINT"`
}

// Run has them sent by the servers, within seconds.
func (c *webhookReplay) Run(env *environment) error {
	if (len(c.Deliveries) == 0) == (c.Failed == "") {
		return errors.New("name deliveries, or an endpoint with --failed")
	}
	return c.within(env, func(s *core.Service, project string) (err error) {
		n := len(c.Deliveries)
		if c.Failed != "" {
			n, err = s.ReplayFailedWebhooks(env, project, c.Failed)
		}
		for _, id := range c.Deliveries {
			if err == nil {
				err = s.ReplayWebhook(env, project, id)
			}
		}
		if err == nil {
			err = env.sayf("%d to be sent again.\n", n)
		}
		return err
	})
}
