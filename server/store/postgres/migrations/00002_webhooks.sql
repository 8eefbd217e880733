-- +goose Up
CREATE TABLE webhook_endpoints (
    project_id      TEXT NOT NULL REFERENCES projects (id),
    id              TEXT NOT NULL,
    url             TEXT NOT NULL,
    events          TEXT NOT NULL,
    secrets         TEXT NOT NULL,
    disabled_at     BIGINT NOT NULL,
    disabled_reason TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    PRIMARY KEY (project_id, id)
);

CREATE TABLE webhook_deliveries (
    project_id  TEXT NOT NULL,
    id          TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    name        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       INTEGER NOT NULL,
    tries       INTEGER NOT NULL,
    next_at     BIGINT NOT NULL,
    attempts    TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    done_at     BIGINT NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, endpoint_id) REFERENCES webhook_endpoints (project_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (project_id, endpoint_id, state, next_at);
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (project_id, created_at);
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);

-- When the person first saw the challenge: whoever attaches another account on the
-- same browser later was converted.
ALTER TABLE challenges ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX challenges_fingerprint ON challenges (project_id, fingerprint_id, seen_at);

-- +goose Down
DROP INDEX challenges_fingerprint;
ALTER TABLE challenges DROP COLUMN seen_at;
DROP TABLE webhook_deliveries;
DROP TABLE webhook_endpoints;
