import { accountsOf } from '../ledger/accounts.ts';
import type { CutLedger } from '../ledger/cut-ledger.ts';
import type { Draft } from '../ledger/draft.ts';
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
  /** The accepted rows at the cut-off, and those after it. */
  readonly ledger: Ledger;
  readonly after: Ledger;
  /** All rows as they would be published. */
  readonly published: Draft;
  /** Those of them that lie at the cut-off, by their own CREATEDAT: the ones that figures are made from. */
  readonly draft: Draft;
  /** Published rows that lie after it. */
  readonly laterRows: readonly number[];
  /** Output rows and allocations that stand before this partition's: for messages. */
  readonly firstRow: number;
  readonly firstAllocation: number;
  /** Account of each row of the draft, and the number of accounts. */
  readonly account: Int32Array;
  readonly accountCount: number;
  /** Its rows by account in the order in which movements count. */
  readonly movements: MovementOrder;
  /** Published rows whose TRANS_ID is on an earlier row too. */
  readonly repeatedIds: readonly number[];
  /** The draft's row of a TRANS_ID value, −1 where there is none. */
  rowOf(id: number): number;
  /** The draft's rows of each allocation's lot and redemption, −1 where it has no such id. */
  readonly lotRow: Int32Array;
  readonly redemptionRow: Int32Array;
  /** Σ of the allocations by row of the draft, in cents, and how many there are. */
  readonly given: Float64Array;
  readonly pairs: Int32Array;
  /** The id of a row of the draft as text, for messages; and that of a published row. */
  idOf(row: number): string;
  publishedIdOf(row: number): string;
  /** The customer of a row of the draft as text. */
  customerOf(row: number): string;
  /** A currency as text, from its code; empty for none. */
  currencyOf(code: number): string;
}

export function openBooks(
  { ledger, after }: CutLedger,
  published: Draft,
  asOf: number,
  before: { readonly rows: number; readonly allocations: number },
): Books {
  const laterRows = rowsAfter(published, asOf);
  const draft = withoutRows(published, laterRows);
  const { rows, allocations } = draft;
  const customer = { values: draft.customer, pool: ledger.customer.pool };
  const currency = ledger.currency && { codes: draft.currency, pool: ledger.currency.pool };
  const { account, accounts } = accountsOf(customer, currency, rows);
  const id = { values: draft.id, pool: ledger.id.pool };
  const movements = movementOrder({ ...draft, id, account, accounts });
  const { rowOf, repeated } = rowByIds(draft.id);
  const repeatedIds = draft === published ? repeated : rowByIds(published.id).repeated;
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
    after,
    published,
    draft,
    laterRows,
    firstRow: before.rows,
    firstAllocation: before.allocations,
    account,
    accountCount: accounts.count,
    movements,
    repeatedIds,
    rowOf,
    lotRow,
    redemptionRow,
    given,
    pairs,
    idOf: (row) => idText(ledger.id.pool, draft.id[row]!),
    publishedIdOf: (row) => idText(ledger.id.pool, published.id[row]!),
    customerOf: (row) => idText(ledger.customer.pool, draft.customer[row]!),
    currencyOf: (code) => ledger.currency?.pool[code] ?? '',
  };
}

/** The rows whose CREATEDAT lies after a moment, ascending. */
function rowsAfter({ rows, createdAt }: Draft, moment: number): readonly number[] {
  const later: number[] = [];
  for (let row = 0; row < rows; row++) if (createdAt[row]! > moment) later.push(row);
  return later;
}

/** The draft without some of its rows; itself where there are none to leave out. */
function withoutRows(draft: Draft, left: readonly number[]): Draft {
  if (left.length === 0) return draft;
  const rows = draft.rows - left.length;
  const kept = new Int32Array(rows);
  for (let row = 0, at = 0, next = 0; row < draft.rows; row++)
    if (left[next] === row) next++;
    else kept[at++] = row;
  const of = <A extends Float64Array | Int32Array | Uint8Array>(from: A, to: A): A => {
    for (let i = 0; i < rows; i++) to[i] = from[kept[i]!]!;
    return to;
  };
  return {
    traits: draft.traits,
    rows,
    sourceRow: of(draft.sourceRow, new Int32Array(rows)),
    id: of(draft.id, new Float64Array(rows)),
    type: of(draft.type, new Uint8Array(rows)),
    createdAt: of(draft.createdAt, new Float64Array(rows)),
    customer: of(draft.customer, new Float64Array(rows)),
    currency: of(draft.currency, new Int32Array(rows)),
    cents: of(draft.cents, new Float64Array(rows)),
    redeemId: of(draft.redeemId, new Float64Array(rows)),
    status: of(draft.status, new Uint8Array(rows)),
    matched: of(draft.matched, new Float64Array(rows)),
    open: of(draft.open, new Float64Array(rows)),
    allocations: draft.allocations,
  };
}
