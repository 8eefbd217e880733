package courier

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/openrupt/openrupt/internal/wire"
)

// HTTPConfig is a gateway that takes text messages by a POST of JSON.
type HTTPConfig struct {
	URL string
	// Body is JSON; {to}, {text}, {language}, {id} and {status_url} in its strings are
	// filled in.
	// Default: {"to": "{to}", "text": "{text}", "id": "{id}"}.
	Body string
	// Authorization is the value of that header; empty means none.
	Authorization string
	// Secret, "whsec_…", signs requests after Standard Webhooks; empty means unsigned.
	Secret string
	// PublicURL is this server's origin, which {status_url} begins with: where the
	// gateway says later that a message did not arrive.
	PublicURL string
}

const defaultBody = `{"to": "{to}", "text": "{text}", "id": "{id}"}`

// HTTP sends letters through a gateway.
type HTTP struct {
	config HTTPConfig
	body   any
	signer *standardwebhooks.Webhook
	client *http.Client
}

var _ Sender = (*HTTP)(nil)

// NewHTTP returns a sender, or what is wrong with c.
func NewHTTP(c HTTPConfig) (*HTTP, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("sms: the gateway's URL is missing or none")
	}
	if c.Body == "" {
		c.Body = defaultBody
	}
	h := &HTTP{config: c, client: carrierClient()}
	if err := json.Unmarshal([]byte(c.Body), &h.body); err != nil {
		return nil, fmt.Errorf("sms: the body is not JSON: %w", err)
	}
	if !strings.Contains(c.Body, "{to}") || !strings.Contains(c.Body, "{text}") {
		return nil, errors.New("sms: the body needs {to} and {text}")
	}
	if c.Secret == "" {
		return h, nil
	}
	if h.signer, err = standardwebhooks.NewWebhook(c.Secret); err != nil {
		return nil, errors.New("sms: the secret is not whsec_ and base64")
	}
	return h, nil
}

// Send posts a letter. Answers that say so, and failures to reach the gateway, are
// tried again; other refusals are permanent.
func (h *HTTP) Send(ctx context.Context, l Letter) error {
	body, err := json.Marshal(fill(h.body, strings.NewReplacer("{to}", l.To, "{text}", l.Text, "{language}", l.Language, "{id}", l.ID,
		"{status_url}", statusURL(h.config.PublicURL, wire.PathDelivery, l.ID))))
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.config.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if h.config.Authorization != "" {
		r.Header.Set("Authorization", h.config.Authorization)
	}
	if err := h.sign(r, l.ID, body); err != nil {
		return err
	}
	status, _, err := post(h.client, r)
	return judgeHTTP("sms", status, err)
}

func (h *HTTP) sign(r *http.Request, id string, body []byte) error {
	if h.signer == nil {
		return nil
	}
	now := time.Now()
	signature, err := h.signer.Sign(id, now, body)
	r.Header.Set(standardwebhooks.HeaderWebhookID, id)
	r.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
	r.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)
	return err
}

// fill replaces within the strings of a JSON value, so that nothing that is filled in
// can become anything else.
func fill(v any, with *strings.Replacer) any {
	switch v := v.(type) {
	case string:
		return with.Replace(v)
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = fill(v[i], with)
		}
		return list
	case map[string]any:
		object := make(map[string]any, len(v))
		for key := range v {
			object[key] = fill(v[key], with)
		}
		return object
	}
	return v
}
