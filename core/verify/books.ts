import type { Draft } from '../ledger/draft.ts';
import { accountsOf } from '../ledger/accounts.ts';
import { idText } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import type { MovementOrder } from '../ledger/movement-order.ts';
import { rowByIds } from '../ledger/row-by-id.ts';

/**
 * What the checks read of one partition: the draft as it would be published, and indexes over it that
 * were made from its own columns. Nothing here comes from the matcher or from its intermediate results.
 */
export interface Books {
  readonly ledger: Ledger;
  readonly draft: Draft;
  /** Output rows and allocations that stand before this partition's: for messages. */
  readonly firstRow: number;
  readonly firstAllocation: number;
  /** Account of each output row, and the number of accounts. */
  readonly account: Int32Array;
  readonly accountCount: number;
  /** Output rows by account in the order in which movements count. */
  readonly movements: MovementOrder;
  /** Output rows whose TRANS_ID is on an earlier row too. */
  readonly repeatedIds: readonly number[];
  /** Output row of a TRANS_ID value, −1 where there is none. */
  rowOf(id: number): number;
  /** Output rows of each allocation's lot and redemption, −1 where the id is not in the output. */
  readonly lotRow: Int32Array;
  readonly redemptionRow: Int32Array;
  /** Σ of the allocations by output row, in cents, and how many there are. */
  readonly given: Float64Array;
  readonly pairs: Int32Array;
  /** An id of a movement as text, for messages. */
  idOf(row: number): string;
  /** The customer of an output row as text. */
  customerOf(row: number): string;
  /** A currency as text, from its code; empty for none. */
  currencyOf(code: number): string;
}

export function openBooks(
  ledger: Ledger,
  draft: Draft,
  before: { readonly rows: number; readonly allocations: number },
): Books {
  const { rows, allocations } = draft;
  const customer = { values: draft.customer, pool: ledger.customer.pool };
  const currency = ledger.currency && { codes: draft.currency, pool: ledger.currency.pool };
  const { account, accounts } = accountsOf(customer, currency, rows);
  const id = { values: draft.id, pool: ledger.id.pool };
  const movements = movementOrder({ ...draft, id, account, accounts });
  const { rowOf, repeated } = rowByIds(draft.id);
  const lotRow = new Int32Array(allocations.count);
  const redemptionRow = new Int32Array(allocations.count);
  const given = new Float64Array(rows);
  const pairs = new Int32Array(rows);
  for (let i = 0; i < allocations.count; i++) {
    const lot = rowOf(allocations.earnedId[i]!);
    const redemption = rowOf(allocations.redeemerId[i]!);
    lotRow[i] = lot;
    redemptionRow[i] = redemption;
    if (lot >= 0) {
      given[lot]! += allocations.cents[i]!;
      pairs[lot]!++;
    }
    if (redemption >= 0) {
      given[redemption]! += allocations.cents[i]!;
      pairs[redemption]!++;
    }
  }
  return {
    ledger,
    draft,
    firstRow: before.rows,
    firstAllocation: before.allocations,
    account,
    accountCount: accounts.count,
    movements,
    repeatedIds: repeated,
    rowOf,
    lotRow,
    redemptionRow,
    given,
    pairs,
    idOf: (row) => idText(ledger.id.pool, draft.id[row]!),
    customerOf: (row) => idText(ledger.customer.pool, draft.customer[row]!),
    currencyOf: (code) => ledger.currency?.pool[code] ?? '',
  };
}
