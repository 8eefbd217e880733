-- +goose Up
-- Band keys beside the hash, each with an index by time: the latest of a band are found
-- without reading the band, however many devices share it.
CREATE TABLE fingerprint_versions (
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
INSERT INTO fingerprint_versions SELECT f.project_id, f.fingerprint_id, f.hash, f.last_seen_at,
    (SELECT b.band_key FROM fingerprint_bands b WHERE b.project_id = f.project_id AND b.fingerprint_id = f.fingerprint_id AND b.hash = f.hash AND b.band = 0),
    (SELECT b.band_key FROM fingerprint_bands b WHERE b.project_id = f.project_id AND b.fingerprint_id = f.fingerprint_id AND b.hash = f.hash AND b.band = 1),
    (SELECT b.band_key FROM fingerprint_bands b WHERE b.project_id = f.project_id AND b.fingerprint_id = f.fingerprint_id AND b.hash = f.hash AND b.band = 2),
    (SELECT b.band_key FROM fingerprint_bands b WHERE b.project_id = f.project_id AND b.fingerprint_id = f.fingerprint_id AND b.hash = f.hash AND b.band = 3),
    (SELECT b.band_key FROM fingerprint_bands b WHERE b.project_id = f.project_id AND b.fingerprint_id = f.fingerprint_id AND b.hash = f.hash AND b.band = 4),
    (SELECT b.band_key FROM fingerprint_bands b WHERE b.project_id = f.project_id AND b.fingerprint_id = f.fingerprint_id AND b.hash = f.hash AND b.band = 5)
FROM fingerprints f;
DROP TABLE fingerprint_bands;
DROP TABLE fingerprints;
ALTER TABLE fingerprint_versions RENAME TO fingerprints;
CREATE INDEX fingerprints_id ON fingerprints (project_id, fingerprint_id, last_seen_at);
CREATE INDEX fingerprints_hash ON fingerprints (project_id, hash, last_seen_at);
CREATE INDEX fingerprints_seen ON fingerprints (project_id, last_seen_at);
CREATE INDEX fingerprints_band0 ON fingerprints (project_id, band0, last_seen_at) WHERE band0 IS NOT NULL;
CREATE INDEX fingerprints_band1 ON fingerprints (project_id, band1, last_seen_at) WHERE band1 IS NOT NULL;
CREATE INDEX fingerprints_band2 ON fingerprints (project_id, band2, last_seen_at) WHERE band2 IS NOT NULL;
CREATE INDEX fingerprints_band3 ON fingerprints (project_id, band3, last_seen_at) WHERE band3 IS NOT NULL;
CREATE INDEX fingerprints_band4 ON fingerprints (project_id, band4, last_seen_at) WHERE band4 IS NOT NULL;
CREATE INDEX fingerprints_band5 ON fingerprints (project_id, band5, last_seen_at) WHERE band5 IS NOT NULL;

-- +goose Down
CREATE TABLE fingerprint_bands (
    project_id     TEXT NOT NULL,
    band           INTEGER NOT NULL,
    band_key       INTEGER NOT NULL,
    fingerprint_id TEXT NOT NULL,
    hash           TEXT NOT NULL,
    PRIMARY KEY (project_id, band, band_key, fingerprint_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprint_bands_hash ON fingerprint_bands (project_id, fingerprint_id, hash);
INSERT INTO fingerprint_bands SELECT project_id, 0, band0, fingerprint_id, hash FROM fingerprints WHERE band0 IS NOT NULL;
INSERT INTO fingerprint_bands SELECT project_id, 1, band1, fingerprint_id, hash FROM fingerprints WHERE band1 IS NOT NULL;
INSERT INTO fingerprint_bands SELECT project_id, 2, band2, fingerprint_id, hash FROM fingerprints WHERE band2 IS NOT NULL;
INSERT INTO fingerprint_bands SELECT project_id, 3, band3, fingerprint_id, hash FROM fingerprints WHERE band3 IS NOT NULL;
INSERT INTO fingerprint_bands SELECT project_id, 4, band4, fingerprint_id, hash FROM fingerprints WHERE band4 IS NOT NULL;
INSERT INTO fingerprint_bands SELECT project_id, 5, band5, fingerprint_id, hash FROM fingerprints WHERE band5 IS NOT NULL;
DROP INDEX fingerprints_band0;
ALTER TABLE fingerprints DROP COLUMN band0;
DROP INDEX fingerprints_band1;
ALTER TABLE fingerprints DROP COLUMN band1;
DROP INDEX fingerprints_band2;
ALTER TABLE fingerprints DROP COLUMN band2;
DROP INDEX fingerprints_band3;
ALTER TABLE fingerprints DROP COLUMN band3;
DROP INDEX fingerprints_band4;
ALTER TABLE fingerprints DROP COLUMN band4;
DROP INDEX fingerprints_band5;
ALTER TABLE fingerprints DROP COLUMN band5;
