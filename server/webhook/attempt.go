package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/openrupt/openrupt/server/core"
)

const (
	answerMax  = 64 << 10
	headersMax = 16 << 10
)

// newClient returns the one client that all webhooks go through. No proxy is asked,
// since only who connects can tell where to; redirects are answers like others.
func newClient(g guard) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:            g.dialer().DialContext,
			ForceAttemptHTTP2:      true,
			TLSHandshakeTimeout:    timeout,
			MaxIdleConns:           100,
			MaxIdleConnsPerHost:    2,
			MaxConnsPerHost:        2 * together,
			IdleConnTimeout:        time.Minute,
			MaxResponseHeaderBytes: headersMax,
			DisableCompression:     true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// attempt makes one attempt at a delivery.
func (s *Sender) attempt(ctx context.Context, e *core.WebhookEndpoint, d *core.WebhookDelivery) core.WebhookOutcome {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	r, err := s.request(ctx, e, d)
	if err != nil {
		return core.WebhookOutcome{Failure: err} // such as a master key that is missing today
	}
	began := time.Now()
	res, err := s.client.Do(r)
	took := time.Since(began)
	if err != nil {
		return core.WebhookOutcome{Failure: unanswered(ctx, err), Took: took}
	}
	// Reading the answer to its end keeps the connection; what it says is of no interest.
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, answerMax))
	_ = res.Body.Close()
	o := judge(res, s.config.Now())
	o.Took = took
	return o
}

// unanswered is why there was no answer, without the URL, which the endpoint has.
func unanswered(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("no answer within %s", timeout)
	}
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

func (s *Sender) request(ctx context.Context, e *core.WebhookEndpoint, d *core.WebhookDelivery) (*http.Request, error) {
	secrets, err := s.config.Source.WebhookSecrets(e)
	if err != nil {
		return nil, err
	}
	now := s.config.Now()
	signatures, err := sign(secrets, d.ID, now, d.Payload)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL, bytes.NewReader(d.Payload))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "OpenRupt-Webhooks")
	r.Header.Set(standardwebhooks.HeaderWebhookID, d.ID)
	r.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
	r.Header.Set(standardwebhooks.HeaderWebhookSignature, signatures)
	return r, nil
}

// sign signs with every secret, so that a receiver may know either of two.
func sign(secrets []string, id string, at time.Time, payload []byte) (string, error) {
	var list []string
	for _, secret := range secrets {
		hook, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			return "", err
		}
		signature, err := hook.Sign(id, at, payload)
		if err != nil {
			return "", err
		}
		list = append(list, signature)
	}
	return strings.Join(list, " "), nil
}

// judge says what an answer means.
func judge(res *http.Response, now time.Time) core.WebhookOutcome {
	o := core.WebhookOutcome{Status: res.StatusCode, RetryAfter: retryAfter(res.Header.Get("Retry-After"), now)}
	switch {
	case res.StatusCode >= 200 && res.StatusCode < 300:
		return o
	case res.StatusCode == http.StatusGone:
		o.Gone = true
	case res.StatusCode >= 300 && res.StatusCode < 400:
		o.Failure = errors.New(statusText(res.StatusCode) + ": redirects are not followed")
		return o
	}
	o.Failure = errors.New(statusText(res.StatusCode))
	return o
}

func statusText(code int) string {
	return strings.TrimSpace("answered " + strconv.Itoa(code) + " " + http.StatusText(code))
}

// retryAfter reads the header: seconds, or a date.
func retryAfter(text string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(min(max(seconds, 0), 1<<30)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}
