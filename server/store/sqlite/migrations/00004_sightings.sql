-- +goose Up
-- What rules ask: how often an address attaches, and in which browsers something was
-- started.
CREATE INDEX accesses_ip ON accesses (project_id, ip, created_at);
CREATE INDEX accesses_event ON accesses (project_id, device_id, event) WHERE event <> '';

-- +goose Down
DROP INDEX accesses_event;
DROP INDEX accesses_ip;
