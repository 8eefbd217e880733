CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
CREATE TABLE projects (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    logo_url   TEXT NOT NULL,
    origins    TEXT NOT NULL,
    settings   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
, policy TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
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
    updated_at  INTEGER NOT NULL, language TEXT NOT NULL DEFAULT '',
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
    updated_at     INTEGER NOT NULL, seen_day INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES users (project_id, id)
) STRICT;
CREATE INDEX devices_user ON devices (project_id, user_id);
CREATE INDEX devices_fingerprint ON devices (project_id, fingerprint_id);
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
    updated_at        INTEGER NOT NULL, seen_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, id)
) STRICT;
CREATE UNIQUE INDEX challenges_id ON challenges (id);
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
CREATE TABLE webhook_endpoints (
    project_id      TEXT NOT NULL REFERENCES projects (id),
    id              TEXT NOT NULL,
    url             TEXT NOT NULL,
    events          TEXT NOT NULL,
    secrets         TEXT NOT NULL,
    disabled_at     INTEGER NOT NULL,
    disabled_reason TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE webhook_deliveries (
    project_id  TEXT NOT NULL,
    id          TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    name        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       INTEGER NOT NULL,
    tries       INTEGER NOT NULL,
    next_at     INTEGER NOT NULL,
    attempts    TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    done_at     INTEGER NOT NULL, user_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, endpoint_id) REFERENCES webhook_endpoints (project_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (project_id, endpoint_id, state, next_at);
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);
CREATE INDEX challenges_fingerprint ON challenges (project_id, fingerprint_id, seen_at);
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
CREATE INDEX webhook_deliveries_user ON webhook_deliveries (project_id, user_id);
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
CREATE TABLE activity (
    project_id TEXT NOT NULL,
    hour       INTEGER NOT NULL,
    name       TEXT NOT NULL,
    n          INTEGER NOT NULL,
    PRIMARY KEY (project_id, hour, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE operator_sessions (
    id         TEXT PRIMARY KEY,
    key_id     TEXT NOT NULL,
    ip         TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX operator_sessions_expires ON operator_sessions (expires_at);
CREATE INDEX users_created ON users (project_id, created_at, id);
CREATE INDEX users_email ON users (project_id, lower(email)) WHERE email <> '';
CREATE INDEX challenges_page ON challenges (project_id, created_at, id);
CREATE INDEX challenges_status ON challenges (project_id, status, created_at, id);
CREATE INDEX events_challenge ON events (project_id, challenge_id, id) WHERE challenge_id <> '';
CREATE INDEX webhook_deliveries_page ON webhook_deliveries (project_id, created_at, id);
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (project_id, endpoint_id, created_at, id);
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (project_id, created_at, id) WHERE state = 2;
CREATE TABLE master_keys (
    id         TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE evaluation_samples (
    project_id TEXT NOT NULL REFERENCES projects (id),
    created_at INTEGER NOT NULL,
    id         TEXT NOT NULL,
    facts      TEXT NOT NULL,
    PRIMARY KEY (project_id, created_at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_samples_created ON evaluation_samples (created_at);
CREATE TABLE "fingerprints" (
    project_id     TEXT NOT NULL,
    fingerprint_id TEXT NOT NULL,
    hash           TEXT NOT NULL,
    last_seen_at   INTEGER NOT NULL,
    band0          INTEGER,
    band1          INTEGER,
    band2          INTEGER,
    band3          INTEGER,
    band4          INTEGER,
    band5          INTEGER
) STRICT;
CREATE INDEX fingerprints_id ON fingerprints (project_id, fingerprint_id, last_seen_at);
CREATE INDEX fingerprints_hash ON fingerprints (project_id, hash, last_seen_at);
CREATE INDEX fingerprints_seen ON fingerprints (project_id, last_seen_at);
CREATE INDEX fingerprints_band0 ON fingerprints (project_id, band0, last_seen_at) WHERE band0 IS NOT NULL;
CREATE INDEX fingerprints_band1 ON fingerprints (project_id, band1, last_seen_at) WHERE band1 IS NOT NULL;
CREATE INDEX fingerprints_band2 ON fingerprints (project_id, band2, last_seen_at) WHERE band2 IS NOT NULL;
CREATE INDEX fingerprints_band3 ON fingerprints (project_id, band3, last_seen_at) WHERE band3 IS NOT NULL;
CREATE INDEX fingerprints_band4 ON fingerprints (project_id, band4, last_seen_at) WHERE band4 IS NOT NULL;
CREATE INDEX fingerprints_band5 ON fingerprints (project_id, band5, last_seen_at) WHERE band5 IS NOT NULL;
CREATE INDEX devices_idle ON devices (project_id, status, seen_day);
CREATE TABLE "accesses" (
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
CREATE INDEX accesses_user ON accesses (project_id, user_id, created_at, device_id, ip);
CREATE INDEX accesses_ip ON accesses (project_id, ip, created_at);
CREATE INDEX accesses_event ON accesses (project_id, device_id, event) WHERE event <> '';
INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (2, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (3, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (4, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (5, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (6, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (7, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (8, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (9, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (10, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (11, 1);
INSERT INTO projects (id, name, logo_url, origins, settings, created_at, updated_at, policy) VALUES ('x', '{}', '{}', '{}', '{}', 7, 7, '{}');
INSERT INTO api_keys (project_id, id, client_id, secret_hash, created_at, revoked_at) VALUES ('x', 'x', 'x', '{}', 7, 7);
INSERT INTO users (project_id, id, account, email, phone, metadata, groups_json, suspended, created_at, updated_at, language) VALUES ('x', 'x', '{}', '{}', '{}', '{}', '{}', 7, 7, 7, '{}');
INSERT INTO devices (project_id, id, user_id, fingerprint_id, hash, status, dormant, whitelisted, kind, user_agent, info, metadata, ip, attached_at, last_seen_at, detached_at, auto_detached, verified_at, completed_at, quiet_until, signaled_at, created_at, updated_at, seen_day) VALUES ('x', 'x', 'x', 'x', '{}', '{}', 7, 7, '{}', '{}', '{}', '{}', '{}', 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
INSERT INTO challenges (project_id, id, user_id, device_id, fingerprint_id, access_id, type, status, reasons, limits, email, phone, skip_verification, tries, code_tries, sends, last_send_at, verified_at, completed_at, expires_at, created_at, updated_at, seen_at) VALUES ('x', 'x', 'x', 'x', 'x', 'x', '{}', '{}', '{}', '{}', '{}', '{}', 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
INSERT INTO codes (project_id, challenge_id, channel, mac, key_id, tries, used_at, expires_at, created_at) VALUES ('x', 'x', '{}', x'07', 'x', 7, 7, 7, 7);
INSERT INTO attempts (project_id, subject, created_at, n) VALUES ('x', '{}', 7, 7);
INSERT INTO events (id, project_id, kind, name, user_id, device_id, lineage, challenge_id, payload, state, attempts, next_at, last_error, created_at, done_at) VALUES (7, 'x', '{}', '{}', 'x', 'x', '{}', 'x', '{}', 7, 7, 7, '{}', 7, 7);
INSERT INTO streams (project_id, id, user_id, device_id, access_id, ip, opened_at, touched_at, closed_at) VALUES ('x', 'x', 'x', 'x', 'x', '{}', 7, 7, 7);
INSERT INTO inbox (id, recipient, channel, challenge_id, code, body, created_at) VALUES (7, '{}', '{}', 'x', '{}', '{}', 7);
INSERT INTO webhook_endpoints (project_id, id, url, events, secrets, disabled_at, disabled_reason, created_at, updated_at) VALUES ('x', 'x', '{}', '{}', '{}', 7, '{}', 7, 7);
INSERT INTO webhook_deliveries (project_id, id, endpoint_id, name, payload, state, tries, next_at, attempts, created_at, done_at, user_id) VALUES ('x', 'x', 'x', '{}', '{}', 7, 7, 7, '{}', 7, 7, 'x');
INSERT INTO identifications (project_id, id, api_key_id, fingerprint, last_fingerprint, tolerance, ip, user_agent, hints, created_at) VALUES ('x', 'x', 'x', '{}', '{}', '{}', '{}', '{}', '{}', 7);
INSERT INTO labelled_pairs (project_id, device_id, created_at, user_id, fingerprint_id, ip, current_hash, last_hash, last_seen_at, signals) VALUES ('x', 'x', 7, 'x', 'x', '{}', '{}', '{}', 7, '{}');
INSERT INTO activity (project_id, hour, name, n) VALUES ('x', 7, '{}', 7);
INSERT INTO operator_sessions (id, key_id, ip, created_at, seen_at, expires_at) VALUES ('x', 'x', '{}', 7, 7, 7);
INSERT INTO master_keys (id, created_at) VALUES ('x', 7);
INSERT INTO evaluation_samples (project_id, created_at, id, facts) VALUES ('x', 7, 'x', '{}');
INSERT INTO fingerprints (project_id, fingerprint_id, hash, last_seen_at, band0, band1, band2, band3, band4, band5) VALUES ('x', 'x', '{}', 7, 7, 7, 7, 7, 7, 7);
INSERT INTO accesses (project_id, id, device_id, user_id, api_key_id, lineage, since, ip, confidence, signed, page, event, created_at) VALUES ('x', 'x', 'x', 'x', 'x', '{}', 7, '{}', 0.5, 7, '{}', '{}', 7);
