-- +goose Up
-- A visit changes no index of devices, unless it is the first of a day, so that PostgreSQL
-- can put the new row beside the old one (HOT), where pages have room for it.
DROP INDEX devices_idle;
ALTER TABLE devices SET (fillfactor = 85);
ALTER TABLE devices ADD COLUMN seen_day BIGINT NOT NULL DEFAULT 0;
UPDATE devices SET seen_day = last_seen_at / 86400000;
CREATE INDEX devices_idle ON devices (project_id, status, seen_day);

-- Those of a device are found among its user's.
DROP INDEX accesses_device;

-- +goose Down
CREATE INDEX accesses_device ON accesses (project_id, device_id, created_at);
DROP INDEX devices_idle;
ALTER TABLE devices DROP COLUMN seen_day;
ALTER TABLE devices RESET (fillfactor);
CREATE INDEX devices_idle ON devices (project_id, status, last_seen_at);
