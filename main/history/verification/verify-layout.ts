import Database from 'better-sqlite3';
import { MIGRATIONS } from '../migrations/all.ts';
import type { BreakList } from './break-list.ts';

interface Part {
  type: string;
  name: string;
  sql: string | null;
}

const PARTS = `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY type, name`;
let expected: ReadonlyMap<string, string | null> | null = null;

/** Holds tables, indexes, views and triggers to those that this version makes: a guard that is gone lets others through. */
export function verifyLayout(db: Database.Database, breaks: BreakList): void {
  expected ??= layoutOfThisVersion();
  const there = partsOf(db);
  for (const [name, sql] of there)
    if (!expected.has(name))
      breaks.add('layout-changed', { message: `The ${name} was added to the history.` });
    else if (expected.get(name) !== sql)
      breaks.add('layout-changed', {
        message: `The ${name} of the history was changed.`,
        as: sql ?? '',
      });
  for (const name of expected.keys())
    if (!there.has(name))
      breaks.add('layout-changed', { message: `The ${name} of the history is missing.` });
}

function layoutOfThisVersion(): ReadonlyMap<string, string | null> {
  const db = new Database(':memory:');
  try {
    for (const migration of MIGRATIONS)
      if (typeof migration === 'string') db.exec(migration);
      else migration(db);
    return partsOf(db);
  } finally {
    db.close();
  }
}

function partsOf(db: Database.Database): Map<string, string | null> {
  const parts = db.prepare<[], Part>(PARTS).all();
  return new Map(parts.map(({ type, name, sql }) => [`${type} ${name}`, sql]));
}
