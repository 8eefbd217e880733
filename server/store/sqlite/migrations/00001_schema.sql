-- +goose Up
-- Times are milliseconds since 1970, 0 means never. Keys begin with the project.

CREATE TABLE projects (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    logo_url   TEXT NOT NULL,
    origins    TEXT NOT NULL,
    settings   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_keys (
    project_id  TEXT NOT NULL REFERENCES projects (id),
    id          TEXT NOT NULL,
    client_id   TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    revoked_at  INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    project_id  TEXT NOT NULL REFERENCES projects (id),
    id          TEXT NOT NULL,
    account     TEXT NOT NULL,
    email       TEXT NOT NULL,
    phone       TEXT NOT NULL,
    metadata    TEXT NOT NULL,
    groups_json TEXT NOT NULL,
    suspended   INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    project_id     TEXT NOT NULL,
    id             TEXT NOT NULL,
    user_id        TEXT NOT NULL,
    fingerprint_id TEXT NOT NULL,
    hash           TEXT NOT NULL,
    status         TEXT NOT NULL,
    dormant        INTEGER NOT NULL,
    whitelisted    INTEGER NOT NULL,
    kind           TEXT NOT NULL,
    user_agent     TEXT NOT NULL,
    info           TEXT NOT NULL,
    metadata       TEXT NOT NULL,
    ip             TEXT NOT NULL,
    attached_at    INTEGER NOT NULL,
    last_seen_at   INTEGER NOT NULL,
    detached_at    INTEGER NOT NULL,
    auto_detached  INTEGER NOT NULL,
    verified_at    INTEGER NOT NULL,
    completed_at   INTEGER NOT NULL,
    quiet_until    INTEGER NOT NULL,
    signaled_at    INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES users (project_id, id)
) STRICT;
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
    since      INTEGER NOT NULL,
    ip         TEXT NOT NULL,
    confidence REAL NOT NULL,
    signed     INTEGER NOT NULL,
    page       TEXT NOT NULL,
    event      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX accesses_user ON accesses (project_id, user_id, created_at);

CREATE TABLE fingerprints (
    project_id     TEXT NOT NULL,
    fingerprint_id TEXT NOT NULL,
    hash           TEXT NOT NULL,
    last_seen_at   INTEGER NOT NULL,
    PRIMARY KEY (project_id, fingerprint_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_hash ON fingerprints (project_id, hash);

CREATE TABLE fingerprint_bands (
    project_id     TEXT NOT NULL,
    band           INTEGER NOT NULL,
    band_key       INTEGER NOT NULL,
    fingerprint_id TEXT NOT NULL,
    hash           TEXT NOT NULL,
    PRIMARY KEY (project_id, band, band_key, fingerprint_id, hash)
) STRICT, WITHOUT ROWID;
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
    skip_verification INTEGER NOT NULL,
    tries             INTEGER NOT NULL,
    code_tries        INTEGER NOT NULL,
    sends             INTEGER NOT NULL,
    last_send_at      INTEGER NOT NULL,
    verified_at       INTEGER NOT NULL,
    completed_at      INTEGER NOT NULL,
    expires_at        INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) STRICT;
CREATE UNIQUE INDEX challenges_id ON challenges (id);
CREATE INDEX challenges_created ON challenges (project_id, created_at);
CREATE INDEX challenges_user ON challenges (project_id, user_id, created_at);
CREATE INDEX challenges_expires ON challenges (status, expires_at);

CREATE TABLE codes (
    project_id   TEXT NOT NULL,
    challenge_id TEXT NOT NULL,
    channel      TEXT NOT NULL,
    mac          BLOB NOT NULL,
    key_id       TEXT NOT NULL,
    tries        INTEGER NOT NULL,
    used_at      INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (project_id, challenge_id, channel),
    FOREIGN KEY (project_id, challenge_id) REFERENCES challenges (project_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
    project_id TEXT NOT NULL,
    subject    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    n          INTEGER NOT NULL,
    PRIMARY KEY (project_id, subject, created_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_created ON attempts (created_at);

CREATE TABLE events (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id   TEXT NOT NULL,
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    user_id      TEXT NOT NULL,
    device_id    TEXT NOT NULL,
    lineage      TEXT NOT NULL,
    challenge_id TEXT NOT NULL,
    payload      TEXT NOT NULL,
    state        INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    next_at      INTEGER NOT NULL,
    last_error   TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    done_at      INTEGER NOT NULL
) STRICT;
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
    opened_at  INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    closed_at  INTEGER NOT NULL,
    PRIMARY KEY (project_id, user_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX streams_touched ON streams (touched_at);

CREATE TABLE inbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient    TEXT NOT NULL,
    channel      TEXT NOT NULL,
    challenge_id TEXT NOT NULL,
    code         TEXT NOT NULL,
    body         TEXT NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;

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
