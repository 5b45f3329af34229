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
  const way = wayTo(order);
  const float64 = new Float64Array(ledger.rows);
  const int32 = new Int32Array(ledger.rows);
  const moveFloat64 = moverAlong<Float64Array>(way);
  const moveInt32 = moverAlong<Int32Array>(way);
  for (const column of [
    id.values,
    ledger.createdAt,
    ledger.expiresAt,
    customer.values,
    orders.values,
    ledger.cents,
  ])
    moveFloat64(column, float64);
  for (const column of [
    reason.codes,
    ...(currency ? [currency.codes] : []),
    ...extras.map(({ codes }) => codes),
    ledger.sheetRow,
    ledger.account,
  ])
    moveInt32(column, int32);
  moverAlong<Uint8Array>(way)(ledger.type, new Uint8Array(ledger.rows));
  return ledger;
}

/** Where each row goes, by way of blocks of places that fit the processor's cache. */
interface Way {
  readonly place: Int32Array;
  /** The rows sorted by block: where the first row of each block stands, and the places in that order. */
  readonly firstOfBlock: Int32Array;
  readonly placeInOrder: Int32Array;
}

const BLOCK_BITS = 16;

function wayTo(order: Int32Array): Way {
  const rows = order.length;
  const place = new Int32Array(rows);
  for (let i = 0; i < rows; i++) place[order[i]!] = i;
  const blocks = (rows >>> BLOCK_BITS) + 1;
  // Every place is taken once, so a block has as many rows as it has places.
  const firstOfBlock = Int32Array.from({ length: blocks }, (_, b) => b << BLOCK_BITS);
  const placeInOrder = new Int32Array(rows);
  const next = firstOfBlock.slice();
  for (let r = 0; r < rows; r++) {
    const to = place[r]!;
    placeInOrder[next[to >>> BLOCK_BITS]!++] = to;
  }
  return { place, firstOfBlock, placeInOrder };
}

/**
 * Moves a column in two passes, front to back into blocks and then within each block: following each
 * row to its place through the whole column misses the cache every time and took three times as long. A
 * function of its own for each kind of array, because V8 compiles it for the kinds that it has seen.
 */
function moverAlong<A extends Float64Array | Int32Array | Uint8Array>({
  place,
  firstOfBlock,
  placeInOrder,
}: Way): (column: A, scratch: A) => void {
  return (column, scratch) => {
    const next = firstOfBlock.slice();
    for (let r = 0; r < place.length; r++) scratch[next[place[r]! >>> BLOCK_BITS]!++] = column[r]!;
    for (let i = 0; i < placeInOrder.length; i++) column[placeInOrder[i]!] = scratch[i]!;
  };
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

function isIdentity(order: Int32Array): boolean {
  for (let i = 0; i < order.length; i++) if (order[i] !== i) return false;
  return true;
}
