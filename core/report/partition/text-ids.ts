import type { CutLedger } from '../../ledger/cut-ledger.ts';
import type { Matching } from '../../ledger/draft.ts';
import type { IdColumn } from '../../ledger/ids.ts';

/** Which columns of ids hold a text anywhere in the run, so that all of them is written as text. */
export interface TextIds {
  readonly id: boolean;
  readonly customer: boolean;
  /** Of the deliverable, which has the rows after the cut-off as well. */
  readonly delivered: {
    readonly id: boolean;
    readonly customer: boolean;
    readonly order: boolean;
  };
  readonly redeemId: boolean;
  readonly earnedId: boolean;
  readonly redeemerId: boolean;
}

/** Which columns of ids are written as text, from the whole run's ledger and matching. */
export function textIdsOf(
  { ledger, after }: CutLedger,
  { redeemedBy, allocations }: Matching,
): TextIds {
  const anyText = ({ values, pool }: IdColumn): boolean => {
    if (pool.length > 0) for (const value of values) if (value < 0) return true;
    return false;
  };
  const anyNamed = (rows: Int32Array): boolean => {
    for (const row of rows) if (row >= 0 && ledger.id.values[row]! < 0) return true;
    return false;
  };
  const hasTexts = ledger.id.pool.length > 0;
  const { count, earnedRow, redeemerRow } = allocations;
  const id = anyText(ledger.id);
  const customer = anyText(ledger.customer);
  return {
    id,
    customer,
    delivered: {
      id: id || anyText(after.id),
      customer: customer || anyText(after.customer),
      order: anyText(ledger.order) || anyText(after.order),
    },
    redeemId: hasTexts && anyNamed(redeemedBy),
    earnedId: hasTexts && anyNamed(earnedRow.subarray(0, count)),
    redeemerId: hasTexts && anyNamed(redeemerRow.subarray(0, count)),
  };
}
