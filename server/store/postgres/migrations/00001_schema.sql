-- +goose Up
-- Times are milliseconds since 1970, 0 means never. Keys begin with the project.

CREATE TABLE projects (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    logo_url   TEXT NOT NULL,
    origins    TEXT NOT NULL,
    settings   TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE api_keys (
    project_id  TEXT NOT NULL REFERENCES projects (id),
    id          TEXT NOT NULL,
    client_id   TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL,
    revoked_at  BIGINT NOT NULL,
    PRIMARY KEY (project_id, id)
);

CREATE TABLE users (
    project_id  TEXT NOT NULL REFERENCES projects (id),
    id          TEXT NOT NULL,
    account     TEXT NOT NULL,
    email       TEXT NOT NULL,
    phone       TEXT NOT NULL,
    metadata    TEXT NOT NULL,
    groups_json TEXT NOT NULL,
    suspended   BOOLEAN NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, account)
);

CREATE TABLE devices (
    project_id     TEXT NOT NULL,
    id             TEXT NOT NULL,
    user_id        TEXT NOT NULL,
    fingerprint_id TEXT NOT NULL,
    hash           TEXT NOT NULL,
    status         TEXT NOT NULL,
    dormant        BOOLEAN NOT NULL,
    whitelisted    BOOLEAN NOT NULL,
    kind           TEXT NOT NULL,
    user_agent     TEXT NOT NULL,
    info           TEXT NOT NULL,
    metadata       TEXT NOT NULL,
    ip             TEXT NOT NULL,
    attached_at    BIGINT NOT NULL,
    last_seen_at   BIGINT NOT NULL,
    detached_at    BIGINT NOT NULL,
    auto_detached  BOOLEAN NOT NULL,
    verified_at    BIGINT NOT NULL,
    completed_at   BIGINT NOT NULL,
    quiet_until    BIGINT NOT NULL,
    signaled_at    BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES users (project_id, id)
);
CREATE INDEX devices_user ON devices (project_id, user_id);
CREATE INDEX devices_fingerprint ON devices (project_id, fingerprint_id);
CREATE INDEX devices_idle ON devices (project_id, status, last_seen_at);

CREATE TABLE accesses (
    project_id TEXT NOT NULL,
    id         TEXT NOT NULL,
    device_id  TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    api_key_id TEXT NOT NULL,
    lineage    TEXT NOT NULL,
    since      BIGINT NOT NULL,
    ip         TEXT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    signed     BOOLEAN NOT NULL,
    page       TEXT NOT NULL,
    event      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, id)
);
CREATE INDEX accesses_user ON accesses (project_id, user_id, created_at);

CREATE TABLE fingerprints (
    project_id     TEXT NOT NULL,
    fingerprint_id TEXT NOT NULL,
    hash           TEXT NOT NULL,
    last_seen_at   BIGINT NOT NULL,
    PRIMARY KEY (project_id, fingerprint_id, hash)
);
CREATE INDEX fingerprints_hash ON fingerprints (project_id, hash);

CREATE TABLE fingerprint_bands (
    project_id     TEXT NOT NULL,
    band           BIGINT NOT NULL,
    band_key       BIGINT NOT NULL,
    fingerprint_id TEXT NOT NULL,
    hash           TEXT NOT NULL,
    PRIMARY KEY (project_id, band, band_key, fingerprint_id, hash)
);
CREATE INDEX fingerprint_bands_hash ON fingerprint_bands (project_id, fingerprint_id, hash);

CREATE TABLE challenges (
    project_id        TEXT NOT NULL,
    id                TEXT NOT NULL,
    user_id           TEXT NOT NULL,
    device_id         TEXT NOT NULL,
    fingerprint_id    TEXT NOT NULL,
    access_id         TEXT NOT NULL,
    type              TEXT NOT NULL,
    status            TEXT NOT NULL,
    reasons           TEXT NOT NULL,
    limits            TEXT NOT NULL,
    email             TEXT NOT NULL,
    phone             TEXT NOT NULL,
    skip_verification BOOLEAN NOT NULL,
    tries             BIGINT NOT NULL,
    code_tries        BIGINT NOT NULL,
    sends             BIGINT NOT NULL,
    last_send_at      BIGINT NOT NULL,
    verified_at       BIGINT NOT NULL,
    completed_at      BIGINT NOT NULL,
    expires_at        BIGINT NOT NULL,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL,
    PRIMARY KEY (project_id, id)
);
CREATE UNIQUE INDEX challenges_id ON challenges (id);
CREATE INDEX challenges_created ON challenges (project_id, created_at);
CREATE INDEX challenges_user ON challenges (project_id, user_id, created_at);
CREATE INDEX challenges_expires ON challenges (status, expires_at);

CREATE TABLE codes (
    project_id   TEXT NOT NULL,
    challenge_id TEXT NOT NULL,
    channel      TEXT NOT NULL,
    mac          BYTEA NOT NULL,
    key_id       TEXT NOT NULL,
    tries        BIGINT NOT NULL,
    used_at      BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (project_id, challenge_id, channel),
    FOREIGN KEY (project_id, challenge_id) REFERENCES challenges (project_id, id)
);

CREATE TABLE attempts (
    project_id TEXT NOT NULL,
    subject    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    n          BIGINT NOT NULL,
    PRIMARY KEY (project_id, subject, created_at)
);
CREATE INDEX attempts_created ON attempts (created_at);

CREATE TABLE events (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id   TEXT NOT NULL,
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    user_id      TEXT NOT NULL,
    device_id    TEXT NOT NULL,
    lineage      TEXT NOT NULL,
    challenge_id TEXT NOT NULL,
    payload      TEXT NOT NULL,
    state        BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    next_at      BIGINT NOT NULL,
    last_error   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    done_at      BIGINT NOT NULL
);
CREATE INDEX events_device ON events (project_id, device_id, id);
CREATE INDEX events_due ON events (kind, state, next_at);
CREATE INDEX events_created ON events (created_at);

CREATE TABLE streams (
    project_id TEXT NOT NULL,
    id         TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    device_id  TEXT NOT NULL,
    access_id  TEXT NOT NULL,
    ip         TEXT NOT NULL,
    opened_at  BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    closed_at  BIGINT NOT NULL,
    PRIMARY KEY (project_id, user_id, id)
);
CREATE INDEX streams_touched ON streams (touched_at);

CREATE TABLE inbox (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipient    TEXT NOT NULL,
    channel      TEXT NOT NULL,
    challenge_id TEXT NOT NULL,
    code         TEXT NOT NULL,
    body         TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);

-- +goose Down
DROP TABLE inbox;
DROP TABLE streams;
DROP TABLE events;
DROP TABLE attempts;
DROP TABLE codes;
DROP TABLE challenges;
DROP TABLE fingerprint_bands;
DROP TABLE fingerprints;
DROP TABLE accesses;
DROP TABLE devices;
DROP TABLE users;
DROP TABLE api_keys;
DROP TABLE projects;
