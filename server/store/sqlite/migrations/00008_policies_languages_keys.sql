-- +goose Up
-- A policy of the project's own, for evaluate; empty is the server's.
ALTER TABLE projects ADD COLUMN policy TEXT NOT NULL DEFAULT '';

-- The language that notices are written in: of the browser of a known device.
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- By what a server knows whether its master key is one that this database was used with.
CREATE TABLE master_keys (
    id         TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;

-- +goose Down
DROP TABLE master_keys;
ALTER TABLE users DROP COLUMN language;
ALTER TABLE projects DROP COLUMN policy;
