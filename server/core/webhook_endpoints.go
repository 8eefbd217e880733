package core

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

const (
	// webhookSecretBytes is within the 24 to 64 of the Standard Webhooks specification.
	webhookSecretBytes = 32
	// webhookSecretGrace is for how long a replaced secret still signs.
	webhookSecretGrace = 24 * time.Hour
	webhookURLMax      = 2048
)

// WebhookEvents are the names of everything that is reported.
func WebhookEvents() []string { return slices.Clone(hookNames) }

// AddWebhookEndpoint has webhooks sent to a URL: those named, or all. The secret that
// verifies them is returned this once.
func (s *Service) AddWebhookEndpoint(ctx context.Context, project, address string, events []string) (e *WebhookEndpoint, secret string, err error) {
	if err := s.checkWebhookURL(address); err != nil {
		return nil, "", err
	}
	for _, name := range events {
		if !slices.Contains(hookNames, name) {
			return nil, "", invalid("events", "There is no such event. Known ones: "+strings.Join(hookNames, ", ")+".")
		}
	}
	e = &WebhookEndpoint{ProjectID: project, URL: address, Events: slices.Compact(slices.Sorted(slices.Values(events)))}
	if e.ID, err = s.newID(); err != nil {
		return nil, "", err
	}
	if secret, err = s.newWebhookSecret(e); err != nil {
		return nil, "", err
	}
	err = s.update(ctx, func(u *unit) error {
		if _, err := u.Project(project); err != nil {
			return orNotFound(err, "project")
		}
		e.CreatedAt, e.UpdatedAt = u.now, u.now
		return u.PutWebhookEndpoint(e)
	})
	return e, secret, err
}

// checkWebhookURL refuses what could never be delivered. What a name resolves to is
// looked at when connecting.
func (s *Service) checkWebhookURL(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "" || len(address) > webhookURLMax || strings.ContainsFunc(address, control):
		return invalid("url", "This is not a URL. Give the address that takes the webhooks, such as https://example.com/webhooks.")
	case u.User != nil || u.Fragment != "":
		return invalid("url", "Leave out credentials and fragment: webhooks are signed, so that the receiver knows them.")
	case u.Scheme == "https", u.Scheme == "http" && s.dev:
		return nil
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && ip.IsLoopback() || u.Hostname() == "localhost" {
		return invalid("url", "A server that others can reach sends no webhooks to its own machine; rupt dev does.")
	}
	return invalid("url", "Webhooks go over https only.")
}

// newWebhookSecret gives an endpoint a new current secret.
func (s *Service) newWebhookSecret(e *WebhookEndpoint) (secret string, err error) {
	var b [webhookSecretBytes]byte
	if _, err := io.ReadFull(s.random, b[:]); err != nil {
		return "", err
	}
	secret = "whsec_" + base64.StdEncoding.EncodeToString(b[:])
	sealed, err := s.keys.seal(s.random, secret, e.bound())
	e.Secrets = slices.Insert(e.Secrets, 0, WebhookSecret{Sealed: sealed})
	return secret, err
}

// bound is what a sealed secret belongs to.
func (e *WebhookEndpoint) bound() string { return "webhook " + e.ProjectID + " " + e.ID }

// WebhookSecrets are those that sign what is sent to e now, the current one first.
func (s *Service) WebhookSecrets(e *WebhookEndpoint) (secrets []string, err error) {
	for _, secret := range e.Secrets {
		if secret.ExpiresAt != 0 && s.now() >= secret.ExpiresAt {
			continue
		}
		text, err := s.keys.open(secret.Sealed, e.bound())
		if err != nil {
			return nil, err
		}
		secrets = append(secrets, text)
	}
	return secrets, nil
}

// WebhookEndpoints lists a project's endpoints, oldest first.
func (s *Service) WebhookEndpoints(ctx context.Context, project string) (list []*WebhookEndpoint, err error) {
	err = s.store.View(ctx, func(tx Tx) (err error) {
		list, err = tx.WebhookEndpoints(project)
		return err
	})
	return list, err
}

// RotateWebhookSecret gives an endpoint a new secret, returned this once. The one
// before it signs as well for another day.
func (s *Service) RotateWebhookSecret(ctx context.Context, project, id string) (secret string, err error) {
	err = s.changeWebhookEndpoint(ctx, project, id, func(e *WebhookEndpoint, now wire.Time) (err error) {
		e.Secrets = e.Secrets[:1]
		e.Secrets[0].ExpiresAt = now + ms(webhookSecretGrace)
		secret, err = s.newWebhookSecret(e)
		return err
	})
	return secret, err
}

// EnableWebhookEndpoint sends to it again: also what waited since it was disabled.
func (s *Service) EnableWebhookEndpoint(ctx context.Context, project, id string) error {
	return s.changeWebhookEndpoint(ctx, project, id, func(e *WebhookEndpoint, _ wire.Time) error {
		e.DisabledAt, e.DisabledReason = 0, ""
		return nil
	})
}

// DisableWebhookEndpoint sends nothing there until it is enabled again.
func (s *Service) DisableWebhookEndpoint(ctx context.Context, project, id, reason string) error {
	return s.changeWebhookEndpoint(ctx, project, id, func(e *WebhookEndpoint, now wire.Time) error {
		e.disable(now, reason)
		return nil
	})
}

func (e *WebhookEndpoint) disable(now wire.Time, reason string) {
	e.DisabledAt, e.DisabledReason = now, reason
}

// RemoveWebhookEndpoint forgets an endpoint and everything that was sent there.
func (s *Service) RemoveWebhookEndpoint(ctx context.Context, project, id string) error {
	return s.update(ctx, func(u *unit) error {
		return orNotFound(u.DeleteWebhookEndpoint(project, id), "webhook endpoint")
	})
}

func (s *Service) changeWebhookEndpoint(ctx context.Context, project, id string, change func(*WebhookEndpoint, wire.Time) error) error {
	return s.update(ctx, func(u *unit) error {
		e, err := u.LockWebhookEndpoint(project, id)
		if err != nil {
			return orNotFound(err, "webhook endpoint")
		}
		if err := change(e, u.now); err != nil {
			return err
		}
		e.UpdatedAt = u.now
		u.topics = append(u.topics, TopicWebhooks)
		return u.PutWebhookEndpoint(e)
	})
}

// orNotFound tells callers what a store did not find.
func orNotFound(err error, what string) error {
	if errors.Is(err, ErrNotFound) {
		return notFound(what)
	}
	return err
}
