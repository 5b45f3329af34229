import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';

/** An entry as the history has it. Those of the first chain, before format 12 of the history, lack what is null. */
export interface AuditRow {
  id: number;
  /** When it happened, in epoch milliseconds. */
  at: number;
  /** The person, by the name that is known now. */
  actor: string;
  action: string;
  run_id: string | null;
  detail: string;
  hash: string;
  /** Which chain the entry belongs to: it says what its hash is over. */
  chain: number;
  /** What the clock said when it was written, in epoch milliseconds; and what one that nobody sets. */
  clock: number | null;
  tick: number | null;
  system_user: string | null;
  computer: string | null;
  session: string | null;
  address: string | null;
  /** The rows that were written with it, as {@link Sealed}s in JSON. */
  sealed: string | null;
}

/** That rows of a table are as they were written with an entry: how many, and the digest of the list of their digests. */
export interface Sealed {
  readonly table: string;
  /** Set: all rows of this run. */
  readonly run: string | null;
  readonly rows: number;
  readonly sha256: string;
}

/** The hash before the first entry. */
export const NO_HASH = '0'.repeat(64);
export const CHAIN = 2;

/** What an entry's hash has to be: SHA-256 (hex) over the one before it and the entry. */
export function chained(row: Omit<AuditRow, 'hash'>, previous: string): string {
  return createHash('sha256')
    .update(canonicalJson(hashedOf(row, previous)))
    .digest('hex');
}

function hashedOf(row: Omit<AuditRow, 'hash'>, previous: string): object {
  const { id, at, actor, action, run_id, detail } = row;
  const first = { previous, id, at, actor, action, run_id, detail };
  if (row.chain === 1) return first;
  const { chain, clock, tick, system_user, computer, session, address, sealed } = row;
  return { ...first, chain, clock, tick, system_user, computer, session, address, sealed };
}
