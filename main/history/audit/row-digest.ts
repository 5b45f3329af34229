import { hash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { Evidence } from './evidence.ts';

/** The digests of rows, each by its key as a JSON array; null for a row that was deleted. */
export interface RowDigests {
  /** What the digests are over, in this order: a column that a later version adds is not among them. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [key: string, digest: string | null])[];
}

/**
 * The digest of a row: the first 128 bits of the SHA-256 of its values as a JSON array, in hexadecimal. To find
 * another row with it takes 2^128 attempts, and lists of digests stay half as long.
 */
export function rowDigest(values: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(values), 'hex').slice(0, 32);
}

/** The columns of a table, in the order in which it has them. */
export function columnsOf(db: Database.Database, table: string): string[] {
  return db
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?) ORDER BY cid')
    .pluck()
    .all(table);
}

/** The columns of a table that are sealed. */
export function sealedColumns(db: Database.Database, { table, derived = [] }: Evidence): string[] {
  return columnsOf(db, table).filter((name) => !derived.includes(name));
}

/** A row's key as a JSON array, in SQL, for rows as `r`. */
export function keySql({ key }: Evidence, as = 'r'): string {
  return `json_array(${key.map((name) => `${as}.${name}`).join(', ')})`;
}

/** The rows of `sql`, of which each is a key and then the values; one without a value in its key was deleted. */
export function digestsOf(
  rows: Iterable<unknown[]>,
  columns: readonly string[],
  isThere: (values: readonly unknown[]) => boolean = () => true,
): RowDigests {
  const found: [string, string | null][] = [];
  for (const [key, ...values] of rows)
    found.push([key as string, isThere(values) ? rowDigest(values) : null]);
  return { columns, rows: found };
}

/** A list of digests as it is kept, and its own digest. */
export function packed(digests: RowDigests): { readonly bytes: Buffer; readonly sha256: string } {
  const text = JSON.stringify(digests);
  return { bytes: deflateRawSync(text, { level: 1 }), sha256: hash('sha256', text, 'hex') };
}

/** A list of digests that was kept; null for bytes that are none. */
export function unpacked(
  bytes: Uint8Array,
): { readonly digests: RowDigests; readonly sha256: string } | null {
  try {
    const text = inflateRawSync(bytes).toString('utf8');
    return { digests: JSON.parse(text) as RowDigests, sha256: hash('sha256', text, 'hex') };
  } catch {
    return null;
  }
}
