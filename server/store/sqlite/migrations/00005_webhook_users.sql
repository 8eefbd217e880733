-- +goose Up
-- Whose webhooks they are, so that they are erased with the user.
ALTER TABLE webhook_deliveries ADD COLUMN user_id TEXT NOT NULL DEFAULT '';
CREATE INDEX webhook_deliveries_user ON webhook_deliveries (project_id, user_id);

-- +goose Down
DROP INDEX webhook_deliveries_user;
ALTER TABLE webhook_deliveries DROP COLUMN user_id;
