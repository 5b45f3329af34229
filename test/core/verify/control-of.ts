import type { Matching, Totals } from '../../../core/ledger/draft.ts';
import { makeTotals, totalsByCurrency } from '../../../core/ledger/make-draft.ts';
import type { ControlTotals } from '../../../core/contract/checks.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { typeSums } from '../../../core/ledger/type-sums.ts';

/** The control totals of a ledger, as counting its source would have made them. */
export function controlOf(ledger: Ledger): ControlTotals {
  return { rows: ledger.rows, sums: typeSums(ledger, ledger.rows), quarantinedRows: 0 };
}

/** The totals of a matching by currency, as a run gives them. */
export function totalsOf(ledger: Ledger, matching: Matching): Record<string, Totals> {
  const byCurrency = totalsByCurrency(ledger, matching);
  return Object.keys(byCurrency).length > 1 ? byCurrency : { '': makeTotals(ledger, matching) };
}
