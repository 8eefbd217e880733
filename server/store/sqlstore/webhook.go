package sqlstore

import (
	"strconv"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const endpointColumns = `project_id, id, url, events, secrets, disabled_at, disabled_reason, created_at, updated_at`

func scanEndpoint(r Row) (*core.WebhookEndpoint, error) {
	e := &core.WebhookEndpoint{}
	var events, secrets string
	err := r.Scan(&e.ProjectID, &e.ID, &e.URL, &events, &secrets, &e.DisabledAt, &e.DisabledReason, &e.CreatedAt, &e.UpdatedAt)
	if err != nil {
		return nil, err
	}
	if err := parse(events, &e.Events); err != nil {
		return nil, err
	}
	return e, parse(secrets, &e.Secrets)
}

// WebhookEndpoints returns a project's endpoints, oldest first.
func (tx *Tx) WebhookEndpoints(project string) ([]*core.WebhookEndpoint, error) {
	return many(tx, scanEndpoint, `SELECT `+endpointColumns+` FROM webhook_endpoints WHERE project_id = ? ORDER BY created_at, id`, project)
}

// LockWebhookEndpoint reads one and keeps others from changing it.
func (tx *Tx) LockWebhookEndpoint(project, id string) (*core.WebhookEndpoint, error) {
	return one(tx, scanEndpoint, `SELECT `+endpointColumns+` FROM webhook_endpoints WHERE project_id = ? AND id = ?`+tx.dialect.ForUpdate, project, id)
}

// PutWebhookEndpoint inserts or replaces.
func (tx *Tx) PutWebhookEndpoint(e *core.WebhookEndpoint) error {
	return tx.exec(`INSERT INTO webhook_endpoints (`+endpointColumns+`) VALUES (`+marks(9)+`)
ON CONFLICT (project_id, id) DO UPDATE SET url = excluded.url, events = excluded.events, secrets = excluded.secrets,
 disabled_at = excluded.disabled_at, disabled_reason = excluded.disabled_reason, updated_at = excluded.updated_at`,
		e.ProjectID, e.ID, e.URL, text(e.Events), text(e.Secrets), e.DisabledAt, e.DisabledReason, e.CreatedAt, e.UpdatedAt)
}

// DeleteWebhookEndpoint forgets it and, by a foreign key, its deliveries.
func (tx *Tx) DeleteWebhookEndpoint(project, id string) error {
	return tx.change(`DELETE FROM webhook_endpoints WHERE project_id = ? AND id = ?`, project, id)
}

// DueWebhookEndpoints returns the enabled ones with a delivery due: one look into an
// index for each, however many deliveries wait.
func (tx *Tx) DueWebhookEndpoints(now wire.Time) ([]*core.WebhookEndpoint, error) {
	return many(tx, scanEndpoint, `SELECT `+endpointColumns+` FROM webhook_endpoints e WHERE disabled_at = 0 AND EXISTS (
 SELECT 1 FROM webhook_deliveries d WHERE d.project_id = e.project_id AND d.endpoint_id = e.id AND d.state = ? AND d.next_at <= ?)
 ORDER BY project_id, id`, core.EventPending, now)
}

const deliveryColumns = `project_id, id, endpoint_id, name, user_id, payload, state, tries, next_at, attempts, created_at, done_at`

func scanDelivery(r Row) (*core.WebhookDelivery, error) {
	d := &core.WebhookDelivery{}
	var payload, attempts string
	err := r.Scan(&d.ProjectID, &d.ID, &d.EndpointID, &d.Name, &d.UserID, &payload, &d.State, &d.Tries, &d.NextAt, &attempts, &d.CreatedAt, &d.DoneAt)
	if err != nil {
		return nil, err
	}
	d.Payload = []byte(payload)
	return d, parse(attempts, &d.Attempts)
}

// InsertWebhookDelivery adds one.
func (tx *Tx) InsertWebhookDelivery(d *core.WebhookDelivery) error {
	return tx.exec(`INSERT INTO webhook_deliveries (`+deliveryColumns+`) VALUES (`+marks(12)+`)`,
		d.ProjectID, d.ID, d.EndpointID, d.Name, d.UserID, string(d.Payload), d.State, d.Tries, d.NextAt, text(d.Attempts), d.CreatedAt, d.DoneAt)
}

const deliveryByID = `SELECT ` + deliveryColumns + ` FROM webhook_deliveries WHERE project_id = ? AND id = ?`

// WebhookDelivery returns one.
func (tx *Tx) WebhookDelivery(project, id string) (*core.WebhookDelivery, error) {
	return one(tx, scanDelivery, deliveryByID, project, id)
}

// LockWebhookDelivery reads one and keeps others from changing it.
func (tx *Tx) LockWebhookDelivery(project, id string) (*core.WebhookDelivery, error) {
	return one(tx, scanDelivery, deliveryByID+tx.dialect.ForUpdate, project, id)
}

// WebhookDeliveries returns those that q selects, newest first.
func (tx *Tx) WebhookDeliveries(project string, q core.WebhookDeliveryQuery) ([]*core.WebhookDelivery, error) {
	where, args := ` WHERE project_id = ?`, []any{project}
	if q.Endpoint != "" {
		where, args = where+` AND endpoint_id = ?`, append(args, q.Endpoint)
	}
	if q.Failed {
		where += ` AND state = ` + strconv.Itoa(int(core.EventFailed)) // spelled out, or the index of failed ones is not used
	}
	where, args = after(where, args, q.After)
	return many(tx, scanDelivery, `SELECT `+deliveryColumns+` FROM webhook_deliveries`+where+newestFirst,
		append(args, q.Limit)...)
}

// ClaimWebhookDeliveries takes what is due at an endpoint: counts a try and keeps
// others away until leaseUntil. As in ClaimEvents.
func (tx *Tx) ClaimWebhookDeliveries(project, endpoint string, now, leaseUntil wire.Time, limit int) ([]*core.WebhookDelivery, error) {
	return many(tx, scanDelivery, `WITH due AS MATERIALIZED (
 SELECT id FROM webhook_deliveries WHERE project_id = ? AND endpoint_id = ? AND state = ? AND next_at <= ? ORDER BY next_at, id LIMIT ?`+tx.dialect.SkipLocked+`)
UPDATE webhook_deliveries SET tries = tries + 1, next_at = ? WHERE project_id = ? AND id IN (SELECT id FROM due)
 AND state = ? AND next_at <= ? RETURNING `+deliveryColumns,
		project, endpoint, core.EventPending, now, limit, leaseUntil, project, core.EventPending, now)
}

// UpdateWebhookDelivery writes State, Tries, NextAt, Attempts and DoneAt.
func (tx *Tx) UpdateWebhookDelivery(d *core.WebhookDelivery) error {
	return tx.change(`UPDATE webhook_deliveries SET state = ?, tries = ?, next_at = ?, attempts = ?, done_at = ? WHERE project_id = ? AND id = ?`,
		d.State, d.Tries, d.NextAt, text(d.Attempts), d.DoneAt, d.ProjectID, d.ID)
}

// DeleteWebhookDeliveries forgets those created before then, whatever their state.
func (tx *Tx) DeleteWebhookDeliveries(before wire.Time) error {
	return tx.exec(`DELETE FROM webhook_deliveries WHERE created_at < ?`, before)
}
