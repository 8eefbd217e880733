package httpapi

import (
	"context"
	"net/http"
	"net/url"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const adminWebhooks = adminProject + "/webhooks"

var deliveryParams = []param{
	{name: "endpoint", about: "Only this endpoint's."},
	{name: "failed", kind: "boolean", about: "Only those that were given up."},
	{name: "limit", kind: "integer", about: "Deliveries a page: 1 to 100, default 10."},
}

func deliveryQuery(q url.Values) (out core.WebhookDeliveryQuery, err error) {
	out.Endpoint = q.Get("endpoint")
	if out.Failed, err = boolParam(q, "failed"); err != nil {
		return out, err
	}
	out.Limit, err = intParam(q, "limit", 10, 1, 100)
	return out, err
}

// webhookEndpoints are about where webhooks go and how that went.
func (a *api) webhookEndpoints() []endpoint {
	disable := func(ctx context.Context, project, id string) error {
		return a.core.DisableWebhookEndpoint(ctx, project, id, "by an operator")
	}
	return []endpoint{
		on(endpoint{
			method: http.MethodGet, path: adminWebhooks, id: "listWebhooks", summary: "List where webhooks go",
		}, func(c *call, _ *none) ([]wire.WebhookEndpoint, error) {
			found, err := within(a, c, a.core.WebhookEndpoints)
			return views(found, webhookView), err
		}),
		on(endpoint{
			method: http.MethodPost, path: adminWebhooks, id: "addWebhook", summary: "Have webhooks sent to a URL",
			about: "The secret that verifies them is shown this once.",
		}, func(c *call, in *wire.WebhookRequest) (*wire.NewWebhookEndpoint, error) {
			return within(a, c, func(ctx context.Context, project string) (*wire.NewWebhookEndpoint, error) {
				e, secret, err := a.core.AddWebhookEndpoint(ctx, project, in.URL, in.Events)
				if err != nil {
					return nil, err
				}
				return &wire.NewWebhookEndpoint{WebhookEndpoint: webhookView(e), Secret: secret}, nil
			})
		}),
		on(endpoint{
			method: http.MethodPost, path: adminWebhooks + "/{endpoint}/rotate", id: "rotateWebhook", summary: "Replace an endpoint's secret",
			about: "The one before it signs as well for another day.",
		}, func(c *call, _ *none) (*wire.WebhookSecret, error) {
			return within(a, c, func(ctx context.Context, project string) (*wire.WebhookSecret, error) {
				secret, err := a.core.RotateWebhookSecret(ctx, project, c.r.PathValue("endpoint"))
				return &wire.WebhookSecret{Secret: secret}, err
			})
		}),
		a.operation(endpoint{path: "/webhooks/{endpoint}/enable", id: "enableWebhook", summary: "Send to an endpoint again"}, "endpoint", a.core.EnableWebhookEndpoint),
		a.operation(endpoint{path: "/webhooks/{endpoint}/disable", id: "disableWebhook", summary: "Send nothing to an endpoint until it is enabled"}, "endpoint", disable),
		a.operation(endpoint{method: http.MethodDelete, path: "/webhooks/{endpoint}", id: "removeWebhook", summary: "Remove an endpoint",
			about: "With everything that was sent there."}, "endpoint", a.core.RemoveWebhookEndpoint),
	}
}

// deliveryEndpoints are about single webhooks.
func (a *api) deliveryEndpoints() []endpoint {
	return []endpoint{
		on(endpoint{
			method: http.MethodGet, path: adminProject + "/webhook-deliveries", query: deliveryParams, id: "listWebhookDeliveries",
			summary: "List the webhooks of the last week with their attempts, newest first",
		}, func(c *call, _ *none) ([]wire.WebhookDelivery, error) {
			q, err := deliveryQuery(c.r.URL.Query())
			if err != nil {
				return nil, err
			}
			found, err := within(a, c, func(ctx context.Context, project string) ([]*core.WebhookDelivery, error) {
				return a.core.WebhookDeliveries(ctx, project, q)
			})
			return views(found, deliveryView), err
		}),
		a.operation(endpoint{path: "/webhook-deliveries/{delivery}/replay", id: "replayWebhook", summary: "Send a webhook again, under the same id"},
			"delivery", a.core.ReplayWebhook),
		on(endpoint{
			method: http.MethodPost, path: adminWebhooks + "/{endpoint}/replay", id: "replayFailedWebhooks", summary: "Send again what an endpoint failed to take",
			about: "The latest thousand, under the same ids.",
		}, func(c *call, _ *none) (*wire.ReplayReply, error) {
			return within(a, c, func(ctx context.Context, project string) (*wire.ReplayReply, error) {
				n, err := a.core.ReplayFailedWebhooks(ctx, project, c.r.PathValue("endpoint"))
				return &wire.ReplayReply{Replayed: n}, err
			})
		}),
	}
}

// views are what callers see of a list.
func views[From, To any](list []From, view func(From) To) []To {
	all := make([]To, len(list))
	for i, item := range list {
		all[i] = view(item)
	}
	return all
}

func webhookView(e *core.WebhookEndpoint) wire.WebhookEndpoint {
	v := wire.WebhookEndpoint{
		ID: e.ID, URL: e.URL, Events: e.Events, DisabledAt: e.DisabledAt, DisabledReason: e.DisabledReason, CreatedAt: e.CreatedAt, UpdatedAt: e.UpdatedAt,
	}
	if v.Events == nil {
		v.Events = []string{}
	}
	return v
}

func deliveryView(d *core.WebhookDelivery) wire.WebhookDelivery {
	v := wire.WebhookDelivery{
		ID: d.ID, Endpoint: d.EndpointID, Event: d.Name, State: "failed", Attempts: []wire.WebhookAttempt{}, Payload: d.Payload, CreatedAt: d.CreatedAt,
	}
	switch d.State {
	case core.EventPending:
		v.State, v.NextAt = "pending", d.NextAt
	case core.EventDone:
		v.State = "delivered"
	}
	for _, at := range d.Attempts {
		v.Attempts = append(v.Attempts, wire.WebhookAttempt(at))
	}
	return v
}
