package core

import "github.com/openrupt/openrupt/internal/wire"

// WebhookEndpoint is where a project's back end takes webhooks.
type WebhookEndpoint struct {
	ProjectID string
	ID        string
	URL       string
	// Events are the names that it takes; empty means all.
	Events []string
	// Secrets sign what is sent there, the current one first. There are two while one
	// is being replaced.
	Secrets []WebhookSecret
	// DisabledAt is since when nothing is sent there; zero while it is enabled.
	DisabledAt wire.Time
	// DisabledReason is why, in words for operators.
	DisabledReason string

	CreatedAt wire.Time
	UpdatedAt wire.Time
}

// WebhookSecret is a signing secret, sealed. It is stored as JSON.
type WebhookSecret struct {
	Sealed []byte `json:"sealed"`
	// ExpiresAt is when it stops signing; zero for the current one.
	ExpiresAt wire.Time `json:"expires_at"`
}

// WebhookDelivery is one webhook on its way to one endpoint.
type WebhookDelivery struct {
	ProjectID string
	// ID is the webhook-id: the same however often it is tried or replayed.
	ID         string
	EndpointID string
	// Name is the event's.
	Name string
	// UserID is whom it is about; empty for a signup that nobody is known for yet.
	UserID string
	// Payload is JSON text.
	Payload []byte

	State EventState
	// Tries counts those since it was written or replayed last.
	Tries int
	// NextAt is when to try (again); while someone works on it, when their lease ends.
	NextAt wire.Time
	// Attempts are the last ones, oldest first.
	Attempts []WebhookAttempt

	CreatedAt wire.Time
	DoneAt    wire.Time
}

// WebhookAttempt is how one attempt went. It is stored as JSON.
type WebhookAttempt struct {
	At wire.Time `json:"at"`
	// Status is the answer's; 0 when there was none.
	Status int `json:"status,omitempty"`
	// Error is why it did not count as delivered; empty when it did.
	Error string `json:"error,omitempty"`
	// Took is in milliseconds.
	Took int64 `json:"took_ms"`
}

// WebhookDeliveryQuery selects deliveries, newest first.
type WebhookDeliveryQuery struct {
	// Endpoint is one endpoint's id; empty means all.
	Endpoint string
	// Failed leaves out those that were delivered or are still tried.
	Failed bool
	// After is the delivery that the page begins after.
	After Cursor
	Limit int
}

// WebhookTx reads and writes webhook endpoints and what is delivered there.
type WebhookTx interface {
	// WebhookEndpoints returns a project's endpoints, oldest first.
	WebhookEndpoints(project string) ([]*WebhookEndpoint, error)
	// LockWebhookEndpoint reads one and keeps others from changing it.
	LockWebhookEndpoint(project, id string) (*WebhookEndpoint, error)
	// PutWebhookEndpoint inserts or replaces.
	PutWebhookEndpoint(*WebhookEndpoint) error
	// DeleteWebhookEndpoint forgets it and its deliveries.
	DeleteWebhookEndpoint(project, id string) error
	// DueWebhookEndpoints returns the enabled ones with a delivery due.
	DueWebhookEndpoints(now wire.Time) ([]*WebhookEndpoint, error)

	InsertWebhookDelivery(*WebhookDelivery) error
	WebhookDelivery(project, id string) (*WebhookDelivery, error)
	// LockWebhookDelivery reads one and keeps others from changing it.
	LockWebhookDelivery(project, id string) (*WebhookDelivery, error)
	WebhookDeliveries(project string, q WebhookDeliveryQuery) ([]*WebhookDelivery, error)
	// ClaimWebhookDeliveries takes what is due at an endpoint, oldest first: counts a
	// try and keeps others away until leaseUntil.
	ClaimWebhookDeliveries(project, endpoint string, now, leaseUntil wire.Time, limit int) ([]*WebhookDelivery, error)
	// UpdateWebhookDelivery writes State, Tries, NextAt, Attempts and DoneAt.
	UpdateWebhookDelivery(*WebhookDelivery) error
	// DeleteWebhookDeliveries forgets those created before then, whatever their state.
	DeleteWebhookDeliveries(before wire.Time) error
}
