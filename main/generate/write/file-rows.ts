import type { LedgerModel } from '../ledger/ledger-model.ts';
import type { MessyPlan, PlantedRow } from '../messy/messy-plan.ts';

/** What goes into a file: a ledger, and for a messy file what is planted between its rows. */
export interface FileRows {
  readonly ledger: LedgerModel;
  readonly messy: MessyPlan | null;
}

export function rowCount({ ledger, messy }: FileRows): number {
  return ledger.rows + (messy?.planted.length ?? 0);
}

/**
 * Stretches of the file in order: clean rows from `from` up to but not including `to`, then the
 * planted row that follows them, if any.
 */
export function* stretches({
  ledger,
  messy,
}: FileRows): Generator<{ from: number; to: number; planted: PlantedRow | null }> {
  let from = 0;
  for (const planted of messy?.planted ?? []) {
    yield { from, to: planted.after, planted };
    from = planted.after;
  }
  yield { from, to: ledger.rows, planted: null };
}
