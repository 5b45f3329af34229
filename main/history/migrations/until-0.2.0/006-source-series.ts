/**
 * A source is a series of files, wherever each of them lay: it has many places, and a place belongs to the source
 * that took it last. Each run says what it was asked for, what its source was called then, what it stood on, and
 * whose ledger it left.
 */
export const sourceSeries = /* sql */ `
-- The same table, but that two sources may have been at one place.
CREATE TABLE sources_anew (
  id INTEGER PRIMARY KEY,
  place TEXT NOT NULL,
  name TEXT NOT NULL,
  mapping TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(mapping)),
  created_at INTEGER NOT NULL,
  saved INTEGER NOT NULL DEFAULT 0 CHECK (saved IN (0, 1)),
  access TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(access)),
  settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
  wait_minutes INTEGER NOT NULL DEFAULT 0 CHECK (wait_minutes >= 0)
) STRICT;
-- Each place that was reconciled becomes a source. Of several with one name, what was set up keeps it.
INSERT INTO sources_anew
  SELECT id, place, CASE nth WHEN 1 THEN name ELSE name || ' (' || nth || ')' END,
    mapping, created_at, saved, access, settings, wait_minutes
  FROM (
    SELECT *, row_number() OVER (PARTITION BY lower(name) ORDER BY saved DESC, id) AS nth FROM sources
  );
DROP TABLE sources;
ALTER TABLE sources_anew RENAME TO sources;

CREATE TABLE source_places (
  place TEXT PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_of_source ON source_places (source_id);
INSERT INTO source_places (place, source_id) SELECT place, id FROM sources;

ALTER TABLE runs ADD COLUMN asked TEXT;
ALTER TABLE runs ADD COLUMN source_name TEXT;
ALTER TABLE runs ADD COLUMN standing TEXT;
ALTER TABLE runs ADD COLUMN stands_on TEXT;
ALTER TABLE runs ADD COLUMN ledger TEXT;
DROP TRIGGER runs_completed_update;
UPDATE runs SET
  asked = (SELECT place FROM sources WHERE id = source_id),
  source_name = (SELECT name FROM sources WHERE id = source_id);
UPDATE runs SET ledger = id WHERE status = 'completed';
UPDATE runs SET standing = (
  SELECT b.id FROM runs b WHERE b.source_id = runs.source_id AND b.status = 'completed' AND b.seq < runs.seq
  ORDER BY b.seq DESC LIMIT 1
);
UPDATE runs SET stands_on = standing WHERE json_extract(notes, '$.file') IS NOT NULL;
CREATE TRIGGER runs_completed_update BEFORE UPDATE ON runs WHEN OLD.status = 'completed'
BEGIN SELECT RAISE(ABORT, 'a completed run is never changed'); END;
CREATE INDEX runs_stood_on ON runs (stands_on) WHERE stands_on IS NOT NULL;
DROP INDEX runs_by_content;
CREATE INDEX runs_by_content ON runs (source_id, sha256, settings_key, software_version);
`;
