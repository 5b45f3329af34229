import { appendOnly } from './until-0.2.0/guards.ts';

/** The people of the data folder, the keys by which they sign, and their signatures (RULES.md section 16). */
export const people = /* sql */ `
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  roles TEXT NOT NULL CHECK (json_valid(roles)),
  added_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE TABLE person_keys (
  fingerprint TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  public_key TEXT NOT NULL,
  -- The private part under the passphrase; null for a key that is known by a card.
  sealed TEXT CHECK (json_valid(sealed)),
  from_at INTEGER NOT NULL,
  until_at INTEGER
) STRICT;
CREATE TABLE signatures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- An event of a close by its number in close_log, or a sign-off of a run by its number.
  about TEXT NOT NULL CHECK (about IN ('close', 'run')),
  number INTEGER NOT NULL,
  key TEXT NOT NULL,
  statement TEXT NOT NULL CHECK (json_valid(statement)),
  value TEXT NOT NULL
) STRICT;
CREATE INDEX signatures_of ON signatures (about, number);
${appendOnly('signatures')}
-- How often a passphrase was wrong since it was right last: it only slows down those who guess.
CREATE TABLE wrong_passphrases (
  person TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
