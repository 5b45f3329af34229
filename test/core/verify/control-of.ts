import type { ControlTotals } from '../../../core/contract/checks.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { typeSums } from '../../../core/ledger/type-sums.ts';

/** The control totals of a ledger, as counting its source would have made them. */
export function controlOf(ledger: Ledger): ControlTotals {
  return { rows: ledger.rows, sums: typeSums(ledger, ledger.rows), quarantinedRows: 0 };
}
