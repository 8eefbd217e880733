-- +goose Up
-- What happened, an hour and a kind: the charts of operators. Hour 0 holds totals.
CREATE TABLE activity (
    project_id TEXT NOT NULL,
    hour       BIGINT NOT NULL,
    name       TEXT NOT NULL,
    n          BIGINT NOT NULL,
    PRIMARY KEY (project_id, hour, name)
);
INSERT INTO activity SELECT project_id, 0, 'users', count(*) FROM users GROUP BY project_id;
INSERT INTO activity SELECT project_id, created_at / 3600000 * 3600000, 'attach', count(*) FROM accesses GROUP BY 1, 2;
INSERT INTO activity SELECT project_id, created_at / 3600000 * 3600000, 'device.new', count(*) FROM devices GROUP BY 1, 2;
INSERT INTO activity SELECT project_id, created_at / 3600000 * 3600000, 'challenge.initiated', count(*) FROM challenges GROUP BY 1, 2;
INSERT INTO activity SELECT project_id, completed_at / 3600000 * 3600000, 'challenge.completed', count(*) FROM challenges WHERE completed_at > 0 GROUP BY 1, 2;

-- Operators who signed in to the dashboard, by the hash of what their browser holds.
CREATE TABLE operator_sessions (
    id         TEXT PRIMARY KEY,
    key_id     TEXT NOT NULL,
    ip         TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX operator_sessions_expires ON operator_sessions (expires_at);

-- Pages of lists begin where the one before ended.
CREATE INDEX users_created ON users (project_id, created_at, id);
CREATE INDEX users_account ON users (project_id, account COLLATE "C");
CREATE INDEX users_email ON users (project_id, lower(email)) WHERE email <> '';
CREATE INDEX challenges_page ON challenges (project_id, created_at, id);
CREATE INDEX challenges_status ON challenges (project_id, status, created_at, id);
DROP INDEX challenges_created;
CREATE INDEX events_challenge ON events (project_id, challenge_id, id) WHERE challenge_id <> '';
CREATE INDEX webhook_deliveries_page ON webhook_deliveries (project_id, created_at, id);
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (project_id, endpoint_id, created_at, id);
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (project_id, created_at, id) WHERE state = 2;
DROP INDEX webhook_deliveries_log;

-- +goose Down
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (project_id, created_at);
DROP INDEX webhook_deliveries_failed;
DROP INDEX webhook_deliveries_endpoint;
DROP INDEX webhook_deliveries_page;
DROP INDEX events_challenge;
CREATE INDEX challenges_created ON challenges (project_id, created_at);
DROP INDEX challenges_status;
DROP INDEX challenges_page;
DROP INDEX users_email;
DROP INDEX users_account;
DROP INDEX users_created;
DROP TABLE operator_sessions;
DROP TABLE activity;
