import type { IdColumn } from '../ledger/ids.ts';
import { idsInPool, joinedPools } from './merge/joined-pools.ts';
import { rowByIds } from '../ledger/row-by-id.ts';

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
  const isRefresh = shared > 0 && shared >= REFRESH_SHARE * standing.values.length;
  return {
    kind: isRefresh ? 'refresh' : 'new-rows',
    standing: standing.values.length,
    later: came.length,
    shared,
  };
}
