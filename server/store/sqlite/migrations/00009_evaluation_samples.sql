-- +goose Up
-- What evaluations were decided upon, without whose they were: what a new policy is
-- tried on.
CREATE TABLE evaluation_samples (
    project_id TEXT NOT NULL REFERENCES projects (id),
    created_at INTEGER NOT NULL,
    id         TEXT NOT NULL,
    facts      TEXT NOT NULL,
    PRIMARY KEY (project_id, created_at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_samples_created ON evaluation_samples (created_at);

-- +goose Down
DROP TABLE evaluation_samples;
