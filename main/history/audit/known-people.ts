import type Database from 'better-sqlite3';
import { rolesSchema } from '../../../core/contract/people/people.ts';
import type { Person, PersonKey } from '../../../core/contract/people/people.ts';

interface PersonRow {
  id: string;
  name: string;
  roles: string;
  removedAt: number | null;
}

interface KeyRow {
  person: string;
  fingerprint: string;
  publicKey: string;
  from: number;
  until: number | null;
  isHere: number;
}

/** All people whom the data folder knows or knew, in the order of their names, each with the latest key first. */
export function knownPeople(db: Database.Database): Person[] {
  const keys = db
    .prepare<[], KeyRow>(
      `SELECT person, fingerprint, public_key AS publicKey, from_at AS "from", until_at AS until,
         sealed IS NOT NULL AS isHere FROM person_keys ORDER BY from_at DESC, until_at IS NOT NULL, rowid DESC`,
    )
    .all();
  const keysOf = (id: string): PersonKey[] =>
    keys
      .filter(({ person }) => person === id)
      .map(({ person, isHere, ...key }) => ({ ...key, isHere: isHere === 1 }));
  return db
    .prepare<[], PersonRow>(
      'SELECT id, name, roles, removed_at AS removedAt FROM people ORDER BY name, added_at, id',
    )
    .all()
    .map(({ roles, ...row }) => ({
      ...row,
      // What was edited by hand gives nobody a role.
      roles: rolesSchema.safeParse(JSON.parse(roles)).data ?? [],
      keys: keysOf(row.id),
    }));
}
