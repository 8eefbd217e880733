package wire

// WebhookRequest has webhooks sent to a URL.
type WebhookRequest struct {
	// URL is where to send them: https.
	URL string `json:"url"`
	// Events are the names wanted; absent or empty means all.
	Events []string `json:"events,omitempty"`
}

// WebhookEndpoint is where webhooks go.
type WebhookEndpoint struct {
	ID  string `json:"id"`
	URL string `json:"url"`
	// Events are the names wanted; empty means all.
	Events []string `json:"events"`
	// DisabledAt is since when nothing is sent there.
	DisabledAt Time `json:"disabled_at,omitzero"`
	// DisabledReason is why nothing is sent there.
	DisabledReason string `json:"disabled_reason,omitempty"`
	CreatedAt      Time   `json:"createdAt"`
	UpdatedAt      Time   `json:"updatedAt"`
}

// NewWebhookEndpoint is an endpoint that was just made: the one time that its secret
// is shown.
type NewWebhookEndpoint struct {
	WebhookEndpoint
	// Secret verifies what is sent there, after Standard Webhooks.
	Secret string `json:"secret"`
}

// WebhookSecret is a secret that takes the place of another.
type WebhookSecret struct {
	// Secret verifies from now on; the one before it for another day.
	Secret string `json:"secret"`
}

// WebhookDelivery is one webhook on its way to one endpoint.
type WebhookDelivery struct {
	// ID is the webhook's, in its header webhook-id: the same however often it is sent.
	ID       string `json:"id"`
	Endpoint string `json:"endpoint"`
	Event    string `json:"event"`
	// State is "pending", "delivered" or "failed": given up.
	State    string           `json:"state"`
	Attempts []WebhookAttempt `json:"attempts"`
	// NextAt is when it is tried (again).
	NextAt    Time `json:"next_at,omitzero"`
	Payload   Raw  `json:"payload"`
	CreatedAt Time `json:"createdAt"`
}

// WebhookAttempt is how one attempt went.
type WebhookAttempt struct {
	At Time `json:"at"`
	// Status is the answer's HTTP status; absent when there was none.
	Status int `json:"status,omitempty"`
	// Error is why it does not count as delivered.
	Error string `json:"error,omitempty"`
	// Took is how long the answer took, in milliseconds.
	Took int64 `json:"took_ms"`
}

// ReplayReply says how many webhooks are sent again.
type ReplayReply struct {
	Replayed int `json:"replayed"`
}
