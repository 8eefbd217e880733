-- +goose Up
-- Browsers that were identified before anyone said whose they are.
CREATE TABLE identifications (
    project_id       TEXT NOT NULL REFERENCES projects (id),
    id               TEXT NOT NULL,
    api_key_id       TEXT NOT NULL,
    fingerprint      TEXT NOT NULL,
    last_fingerprint TEXT NOT NULL,
    tolerance        TEXT NOT NULL,
    ip               TEXT NOT NULL,
    user_agent       TEXT NOT NULL,
    hints            TEXT NOT NULL,
    created_at       INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifications_created ON identifications (created_at);
CREATE INDEX accesses_device ON accesses (project_id, device_id, created_at);

-- +goose Down
DROP INDEX accesses_device;
DROP TABLE identifications;
