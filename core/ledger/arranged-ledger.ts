import { idRanks } from './ids.ts';
import type { Ledger } from './ledger.ts';

/**
 * The ledger with its rows in output order: CUSTOMERID, CREATEDAT, TRANS_ID (RULES.md section 6). From
 * here on each customer's rows stand side by side, so that every later step reads memory from front to
 * back and a range of rows is a piece of work of its own. The arrays of the given ledger are rearranged
 * where they are, because at ten million rows a second copy of them would be 600 MB; lists of its rows
 * have to be translated with {@link rowsInOrder}.
 */
export function arrangedLedger(ledger: Ledger): Ledger {
  return arrangeBy(ledger, outputOrder(ledger));
}

/** Rearranges the ledger's own arrays: what was row order[i] becomes row i. Returns the same ledger. */
export function arrangeBy(ledger: Ledger, order: Int32Array): Ledger {
  if (isIdentity(order)) return ledger;
  const { id, customer, order: orders, reason, currency, extras } = ledger;
  const float64 = new Float64Array(ledger.rows);
  const int32 = new Int32Array(ledger.rows);
  const uint8 = new Uint8Array(ledger.rows);
  for (const column of [
    id.values,
    ledger.createdAt,
    ledger.expiresAt,
    customer.values,
    orders.values,
    ledger.cents,
  ])
    column.set(gathered(column, order, float64));
  for (const column of [
    reason.codes,
    ...(currency ? [currency.codes] : []),
    ...extras.map(({ codes }) => codes),
    ledger.sheetRow,
    ledger.account,
  ])
    column.set(gathered(column, order, int32));
  ledger.type.set(gathered(ledger.type, order, uint8));
  return ledger;
}

/** What rows of the ledger as it was are called after {@link arrangeBy}, ascending. */
export function rowsInOrder(rows: readonly number[], order: Int32Array): number[] {
  if (rows.length === 0) return [];
  const place = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) place[order[i]!] = i;
  return rows.map((row) => place[row]!).sort((a, b) => a - b);
}

/**
 * Ledger rows in output order. Accounts are numbered by customer, so a counting sort by account leaves
 * only each customer's own rows to be ordered, and most of them are already.
 */
export function outputOrder(ledger: Ledger): Int32Array {
  const { rows, account, createdAt } = ledger;
  const { count, customer } = ledger.accounts;
  const rank = idRanks(ledger.id);
  const start = new Int32Array(count + 1);
  for (let r = 0; r < rows; r++) start[account[r]! + 1]!++;
  for (let a = 0; a < count; a++) start[a + 1]! += start[a]!;
  const order = new Int32Array(rows);
  const next = start.slice();
  for (let r = 0; r < rows; r++) order[next[account[r]!]!++] = r;
  const compare = (i: number, j: number): number =>
    createdAt[i]! - createdAt[j]! || rank[i]! - rank[j]!;
  for (let a = 0; a < count;) {
    let after = a + 1;
    while (after < count && customer[after] === customer[a]) after++;
    const from = start[a]!;
    const to = start[after]!;
    let sorted = true;
    for (let k = from + 1; k < to && sorted; k++) sorted = compare(order[k - 1]!, order[k]!) <= 0;
    if (!sorted) order.subarray(from, to).sort(compare);
    a = after;
  }
  return order;
}

function gathered<A extends Float64Array | Int32Array | Uint8Array>(
  from: A,
  order: Int32Array,
  to: A,
): A {
  for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!;
  return to;
}

function isIdentity(order: Int32Array): boolean {
  for (let i = 0; i < order.length; i++) if (order[i] !== i) return false;
  return true;
}
