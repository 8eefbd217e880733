package dashboard

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/openrupt/openrupt/server/core"
)

type webhooksData struct {
	Endpoints []*core.WebhookEndpoint
	Events    []string
	// Secret is a new one, shown this once, and SecretOf the URL that it is for.
	Secret, SecretOf string
	// URL and Chosen are what was filled in.
	URL    string
	Chosen map[string]bool

	Failed     bool
	Endpoint   string
	Deliveries []*core.WebhookDelivery
	Pager      pager
}

// URLOf is where an endpoint is.
func (w webhooksData) URLOf(endpoint string) string {
	for _, e := range w.Endpoints {
		if e.ID == endpoint {
			return e.URL
		}
	}
	return endpoint
}

// webhooks lists the endpoints and what was sent to them.
func (d *Dashboard) webhooks(q *request) error {
	return q.showWebhooks(http.StatusOK, webhooksData{}, "")
}

func (q *request) showWebhooks(status int, data webhooksData, problem string) (err error) {
	query := q.r.URL.Query()
	data.Events, data.Failed, data.Endpoint = core.WebhookEvents(), query.Get("failed") != "", query.Get("endpoint")
	if data.Endpoints, err = q.Core.WebhookEndpoints(q.ctx(), q.project.ID); err != nil {
		return err
	}
	list, err := q.Core.WebhookDeliveries(q.ctx(), q.project.ID, core.WebhookDeliveryQuery{
		Endpoint: data.Endpoint, Failed: data.Failed, After: cursor(query), Limit: perPage + 1,
	})
	if err != nil {
		return err
	}
	var next core.Cursor
	if len(list) > perPage {
		list = list[:perPage]
		next = core.Cursor{At: list[perPage-1].CreatedAt, ID: list[perPage-1].ID}
	}
	data.Deliveries, data.Pager = list, pages(q.path("/webhooks"), query, next)
	return q.render(status, page{Title: "Webhooks", Section: "webhooks", template: "webhooks", Notice: q.done(), Problem: problem, Data: data})
}

// addWebhook shows the secret on the page that answers: it is in no address.
func (d *Dashboard) addWebhook(q *request) error {
	url := q.r.PostFormValue("url")
	chosen := q.r.PostForm["event"]
	e, secret, err := d.Core.AddWebhookEndpoint(q.ctx(), q.project.ID, url, chosen)
	if e != nil {
		q.audit("add webhook", err, "endpoint", e.ID)
	} else {
		q.audit("add webhook", err)
	}
	if problem, ok := mistake(err); ok {
		data := webhooksData{URL: url, Chosen: map[string]bool{}}
		for _, name := range chosen {
			data.Chosen[name] = true
		}
		return q.showWebhooks(http.StatusBadRequest, data, problem)
	}
	if err != nil {
		return err
	}
	return q.showWebhooks(http.StatusOK, webhooksData{Secret: secret, SecretOf: e.URL}, "")
}

// rotateWebhook is answered in the same way.
func (d *Dashboard) rotateWebhook(q *request) error {
	id := q.r.PathValue("endpoint")
	secret, err := d.Core.RotateWebhookSecret(q.ctx(), q.project.ID, id)
	q.audit("rotate webhook", err, "endpoint", id)
	if err != nil {
		return err
	}
	return q.showWebhooks(http.StatusOK, webhooksData{Secret: secret, SecretOf: id}, "")
}

type deliveryData struct {
	*core.WebhookDelivery
	URL string
	// Text is the payload, indented.
	Text string
}

// delivery is one webhook with its attempts.
func (d *Dashboard) delivery(q *request) error {
	found, err := d.Core.WebhookDelivery(q.ctx(), q.project.ID, q.r.PathValue("delivery"))
	if err != nil {
		return err
	}
	data := deliveryData{WebhookDelivery: found, Text: string(found.Payload)}
	var b bytes.Buffer
	if json.Indent(&b, found.Payload, "", "  ") == nil {
		data.Text = b.String()
	}
	endpoints, err := d.Core.WebhookEndpoints(q.ctx(), q.project.ID)
	data.URL = webhooksData{Endpoints: endpoints}.URLOf(found.EndpointID)
	if err != nil {
		return err
	}
	return q.render(http.StatusOK, page{Title: found.Name, Section: "webhooks", template: "delivery", Notice: q.done(), Data: data})
}

// webhookActions are the changes of endpoints and deliveries, by path.
func (d *Dashboard) webhookActions() map[string]handler {
	of := func(name string, do func(q *request, id string) error) func(*request) error {
		return func(q *request) error { return do(q, q.r.PathValue(name)) }
	}
	one, all := "/webhooks/{endpoint}", "/webhooks"
	return map[string]handler{
		all:             d.addWebhook,
		one + "/rotate": d.rotateWebhook,
		one + "/enable": d.operate("enable webhook", "enabled", all, of("endpoint", func(q *request, id string) error {
			return d.Core.EnableWebhookEndpoint(q.ctx(), q.project.ID, id)
		})),
		one + "/disable": d.operate("disable webhook", "disabled", all, of("endpoint", func(q *request, id string) error {
			return d.Core.DisableWebhookEndpoint(q.ctx(), q.project.ID, id, "by an operator")
		})),
		one + "/remove": d.operate("remove webhook", "removed", all, of("endpoint", func(q *request, id string) error {
			return d.Core.RemoveWebhookEndpoint(q.ctx(), q.project.ID, id)
		})),
		one + "/replay": d.operate("replay failed webhooks", "replayed", all, of("endpoint", func(q *request, id string) error {
			_, err := d.Core.ReplayFailedWebhooks(q.ctx(), q.project.ID, id)
			return err
		})),
		"/deliveries/{delivery}/replay": d.operate("replay webhook", "replayed", "/deliveries/{delivery}", of("delivery", func(q *request, id string) error {
			return d.Core.ReplayWebhook(q.ctx(), q.project.ID, id)
		})),
	}
}

// deliveryState is the state in a word of the style sheet.
func deliveryState(s core.EventState) string {
	switch s {
	case core.EventDone:
		return "sent"
	case core.EventFailed:
		return "failed"
	}
	return "pending"
}
