-- +goose Up
-- A visit writes few pages, however many devices there are. Of a device it changes no
-- index, unless it is the first of a day.
ALTER TABLE devices ADD COLUMN seen_day INTEGER NOT NULL DEFAULT 0;
DROP INDEX devices_idle;
UPDATE devices SET seen_day = last_seen_at / 86400000;
CREATE INDEX devices_idle ON devices (project_id, status, seen_day);

-- Accesses lie in the order in which they came, and what is asked of a user's is all in
-- one index. Those of a device are found among its user's.
CREATE TABLE accesses_in_order (
    project_id TEXT NOT NULL,
    id         TEXT NOT NULL,
    device_id  TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    api_key_id TEXT NOT NULL,
    lineage    TEXT NOT NULL,
    since      INTEGER NOT NULL,
    ip         TEXT NOT NULL,
    confidence REAL NOT NULL,
    signed     INTEGER NOT NULL,
    page       TEXT NOT NULL,
    event      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) STRICT;
INSERT INTO accesses_in_order SELECT * FROM accesses;
DROP TABLE accesses;
ALTER TABLE accesses_in_order RENAME TO accesses;
CREATE INDEX accesses_user ON accesses (project_id, user_id, created_at, device_id, ip);
CREATE INDEX accesses_ip ON accesses (project_id, ip, created_at);
CREATE INDEX accesses_event ON accesses (project_id, device_id, event) WHERE event <> '';

-- +goose Down
CREATE TABLE accesses_by_id (
    project_id TEXT NOT NULL,
    id         TEXT NOT NULL,
    device_id  TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    api_key_id TEXT NOT NULL,
    lineage    TEXT NOT NULL,
    since      INTEGER NOT NULL,
    ip         TEXT NOT NULL,
    confidence REAL NOT NULL,
    signed     INTEGER NOT NULL,
    page       TEXT NOT NULL,
    event      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO accesses_by_id SELECT * FROM accesses;
DROP TABLE accesses;
ALTER TABLE accesses_by_id RENAME TO accesses;
CREATE INDEX accesses_user ON accesses (project_id, user_id, created_at);
CREATE INDEX accesses_device ON accesses (project_id, device_id, created_at);
CREATE INDEX accesses_ip ON accesses (project_id, ip, created_at);
CREATE INDEX accesses_event ON accesses (project_id, device_id, event) WHERE event <> '';
DROP INDEX devices_idle;
ALTER TABLE devices DROP COLUMN seen_day;
CREATE INDEX devices_idle ON devices (project_id, status, last_seen_at);
