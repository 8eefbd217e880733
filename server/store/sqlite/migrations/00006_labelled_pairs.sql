-- +goose Up
-- What one device looked like twice, known by the access that its browser kept.
CREATE TABLE labelled_pairs (
    project_id     TEXT NOT NULL REFERENCES projects (id),
    device_id      TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    user_id        TEXT NOT NULL,
    fingerprint_id TEXT NOT NULL,
    ip             TEXT NOT NULL,
    current_hash   TEXT NOT NULL,
    last_hash      TEXT NOT NULL,
    last_seen_at   INTEGER NOT NULL,
    signals        TEXT NOT NULL,
    PRIMARY KEY (project_id, device_id, created_at)
) STRICT;
CREATE INDEX labelled_pairs_created ON labelled_pairs (project_id, created_at);
CREATE INDEX labelled_pairs_user ON labelled_pairs (project_id, user_id);
CREATE INDEX labelled_pairs_ip ON labelled_pairs (project_id, ip, created_at);

-- +goose Down
DROP TABLE labelled_pairs;
