import type { Matching } from '../../ledger/draft.ts';
import type { Ledger } from '../../ledger/ledger.ts';

/** Which columns of ids hold a text anywhere in the run, so that all of them is written as text. */
export interface TextIds {
  readonly id: boolean;
  readonly customer: boolean;
  readonly order: boolean;
  readonly redeemId: boolean;
  readonly earnedId: boolean;
  readonly redeemerId: boolean;
}

/** Which columns of ids are written as text, from the whole run's ledger and matching. */
export function textIdsOf(
  ledger: Pick<Ledger, 'id' | 'customer' | 'order'>,
  { redeemedBy, allocations }: Matching,
): TextIds {
  const anyText = (values: Float64Array): boolean => {
    for (const value of values) if (value < 0) return true;
    return false;
  };
  const anyNamed = (rows: Int32Array): boolean => {
    for (const row of rows) if (row >= 0 && ledger.id.values[row]! < 0) return true;
    return false;
  };
  const id = ledger.id.pool.length > 0;
  const { count, earnedRow, redeemerRow } = allocations;
  return {
    id: id && anyText(ledger.id.values),
    customer: ledger.customer.pool.length > 0 && anyText(ledger.customer.values),
    order: ledger.order.pool.length > 0 && anyText(ledger.order.values),
    redeemId: id && anyNamed(redeemedBy),
    earnedId: id && anyNamed(earnedRow.subarray(0, count)),
    redeemerId: id && anyNamed(redeemerRow.subarray(0, count)),
  };
}
