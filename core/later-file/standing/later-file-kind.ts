import type { IdColumn } from '../../ledger/ids.ts';
import { idsInPool, joinedPools } from '../merge/joined-pools.ts';
import { rowByIds } from '../../ledger/row-by-id.ts';

/** What a later file seems to be, with the figures for the sentence that says so. */
export interface LaterFileKind {
  readonly kind: 'refresh' | 'new-rows';
  /** TRANS_IDs that stand, that the file holds, and that are in both. */
  readonly standing: number;
  readonly later: number;
  readonly shared: number;
}

/** A file that holds at least this share of what stands is the whole ledger again. */
const REFRESH_SHARE = 0.5;
/** Of a file that holds less than this share of it nobody can tell what it is. */
const HARDLY_ANY = 0.05;

/** Whether a file holds so much of what stands that it is the whole ledger again. */
export function isLedgerAgain({ standing, shared }: Omit<LaterFileKind, 'kind'>): boolean {
  return shared > 0 && shared >= REFRESH_SHARE * standing;
}

/** Whether a file holds almost nothing of what stands: it may be new rows, or another ledger. */
export function sharesHardlyAny({ standing, shared }: LaterFileKind): boolean {
  return shared < HARDLY_ANY * standing;
}

/**
 * Whether a file holds the whole ledger again or only new rows, by the TRANS_IDs that it has in common
 * with what stands. In each column an id is there once.
 */
export function laterFileKind(standing: IdColumn, later: IdColumn): LaterFileKind {
  const came = idsInPool(later, joinedPools(standing.pool, later.pool)).values;
  const [few, many] =
    came.length < standing.values.length ? [came, standing.values] : [standing.values, came];
  const { rowOf } = rowByIds(few);
  let shared = 0;
  for (const id of many) if (rowOf(id) >= 0) shared++;
  const found = { standing: standing.values.length, later: came.length, shared };
  return { kind: isLedgerAgain(found) ? 'refresh' : 'new-rows', ...found };
}
