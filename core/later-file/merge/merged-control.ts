import type { ControlTotals } from '../../contract/checks.ts';
import { Problem } from '../../contract/problem.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { addedSums, isTooLarge, typeSums } from '../../ledger/type-sums.ts';
import type { TypeSum } from '../../ledger/type-sums.ts';
import { ADDED, REPLACING } from './later-rows.ts';
import type { Merged } from './merge-later-file.ts';

/**
 * The totals that the merged ledger has to have: what stood, as it was counted when it was read, less
 * what was taken away, plus what the file held, as it was counted when it was read, less what of it is
 * not taken over (rows that stand already; changed ones where what stands counts). No row of the merged
 * ledger is looked at, so that tie-out proves the merge with it. The quarantined rows are the file's. Throws Problem
 * `ledger.total-too-large` where sums would no longer be exact.
 */
export function mergedControl(
  standing: ControlTotals,
  later: { readonly ledger: Ledger; readonly control: ControlTotals },
  { takenAway, fate }: Pick<Merged, 'takenAway' | 'fate'>,
): ControlTotals {
  const away = typeSums(takenAway, takenAway.rows);
  const isTaken = Uint8Array.from(fate, (of) => (of === ADDED || of === REPLACING ? 1 : 0));
  const left = typeSums(later.ledger, later.ledger.rows, isTaken);
  const came = later.control;
  const rowsOf = (sums: readonly TypeSum[]): number =>
    sums.reduce((sum, { rows }) => sum + rows, 0);
  const merged = {
    rows: standing.rows - rowsOf(away) + came.rows - rowsOf(left),
    sums: addedSums([standing.sums, came.sums], [away, left]),
    quarantinedRows: came.quarantinedRows,
  };
  if (isTooLarge(merged.sums))
    throw new Problem({
      kind: 'validation-halted',
      code: 'ledger.total-too-large',
      message: 'With this file the total is too large to be calculated to the cent.',
      hint: 'Check the amounts. If they are right, split the source.',
    });
  return merged;
}
