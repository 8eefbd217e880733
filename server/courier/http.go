package courier

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const (
	carrierTimeout = 15 * time.Second
	carrierAnswer  = 64 << 10
)

// carrierClient talks to gateways that the operator chose. It does not follow
// redirects: a code goes where it was told to.
func carrierClient() *http.Client {
	return &http.Client{Timeout: carrierTimeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

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

// statusURL is where a carrier says what became of a letter. The letter's id in it is
// what makes it known.
func statusURL(origin, path, id string) string {
	return strings.TrimSuffix(origin, "/") + strings.Replace(path, "{delivery}", id, 1)
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

// post returns the status and the beginning of the answer.
func post(client *http.Client, r *http.Request) (status int, answer []byte, err error) {
	res, err := client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	answer, _ = io.ReadAll(io.LimitReader(res.Body, carrierAnswer)) // the status is what counts
	return res.StatusCode, answer, res.Body.Close()
}

// judgeHTTP says what an answer means. The text of an answer is left out, since it may
// repeat the recipient; so is the URL, which may hold a key.
func judgeHTTP(who string, status int, err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	switch {
	case err != nil && status == 0:
		return fmt.Errorf("%s: %w", who, err)
	case status >= 200 && status < 300:
		return nil
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		return fmt.Errorf("%s: put off with %d", who, status)
	}
	return errors.Join(core.ErrPermanent, fmt.Errorf("%s: refused with %d", who, status))
}
