import { accountsOf, compareIds } from './accounts.ts';
import { arrangeBy } from './arranged-ledger.ts';
import type { IdColumn } from './ids.ts';
import type { Ledger, TextColumn } from './ledger.ts';

/**
 * The accepted rows told apart at the cut-off, the end of the as-of day (RULES.md section 2a). Every figure
 * is made from `ledger`; `after` is carried along and takes part in none, so that whoever makes figures
 * need not know that there are dates. Both are arranged, tell values in the same dictionaries and number
 * their own accounts.
 */
export interface CutLedger {
  readonly ledger: Ledger;
  readonly after: Ledger;
}

/**
 * Tells a ledger apart at a moment (wall-clock ms, inclusive), and arranges both halves; `order` is the
 * output order of all rows, null where they stand in it. The ledger's own arrays are rearranged, and the
 * halves are views of them. Also returns the order in which the rows stand then, those of `ledger` and
 * those of `after` behind; null where they stand as they did.
 */
export function cutLedger(
  ledger: Ledger,
  moment: number,
  order: Int32Array | null = null,
): CutLedger & { readonly order: Int32Array | null } {
  const { createdAt, rows } = ledger;
  let later = 0;
  for (let r = 0; r < rows; r++) if (createdAt[r]! > moment) later++;
  if (later === 0) return { ...uncut(order === null ? ledger : arrangeBy(ledger, order)), order };
  const cut = rows - later;
  const halves = new Int32Array(rows);
  let at = 0;
  let after = cut;
  for (let i = 0; i < rows; i++) {
    const r = order === null ? i : order[i]!;
    halves[createdAt[r]! > moment ? after++ : at++] = r;
  }
  const arranged = arrangeBy(ledger, halves);
  return { ledger: viewOf(arranged, 0, cut), after: viewOf(arranged, cut, rows), order: halves };
}

/** A ledger after which nothing comes. */
export function uncut(ledger: Ledger): CutLedger {
  return { ledger, after: viewOf(ledger, ledger.rows, ledger.rows) };
}

/** A stretch of a ledger's rows as a ledger of its own, without a copy. */
function viewOf(ledger: Ledger, from: number, to: number): Ledger {
  const view = <A extends Float64Array | Int32Array | Uint8Array>(column: A): A =>
    column.subarray(from, to) as A;
  const ids = ({ values, pool }: IdColumn): IdColumn => ({ values: view(values), pool });
  const text = ({ codes, pool }: TextColumn): TextColumn => ({ codes: view(codes), pool });
  const customer = ids(ledger.customer);
  const currency = ledger.currency && text(ledger.currency);
  return {
    rows: to - from,
    id: ids(ledger.id),
    type: view(ledger.type),
    createdAt: view(ledger.createdAt),
    expiresAt: view(ledger.expiresAt),
    customer,
    order: ids(ledger.order),
    cents: view(ledger.cents),
    reason: text(ledger.reason),
    currency,
    extras: ledger.extras.map(text),
    sheetRow: view(ledger.sheetRow),
    columns: ledger.columns,
    ...accountsOf(customer, currency, to - from),
  };
}

/**
 * The rows in output order (CUSTOMERID, CREATEDAT, TRANS_ID): r for a row of `ledger`, ledger.rows + r for
 * one of `after`; null where nothing comes after and all is in its place. A customer's later rows stand
 * behind those at the cut-off, so only the customers of the two have to be put in order.
 */
export function outputRows({ ledger, after }: CutLedger): Int32Array | null {
  if (after.rows === 0) return null;
  const { values, pool } = ledger.customer;
  const rows = new Int32Array(ledger.rows + after.rows);
  let i = 0;
  let at = 0;
  for (let r = 0; r < after.rows; r++) {
    const customer = after.customer.values[r]!;
    while (i < ledger.rows && compareIds(pool, values[i]!, customer) <= 0) rows[at++] = i++;
    rows[at++] = ledger.rows + r;
  }
  while (i < ledger.rows) rows[at++] = i++;
  return rows;
}
