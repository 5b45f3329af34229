import { compareIdTexts, idText } from '../../ledger/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { JoinedAccounts } from './joined-accounts.ts';
import type { PairedColumns } from './paired-columns.ts';
import { rowByIds } from '../../ledger/row-by-id.ts';

/** What a delivered row is to what stands; codes of `DeliveredRows.fate`. */
export const ADDED = 0;
/** Its TRANS_ID stands, equal in every column. */
export const KNOWN = 1;
/** Its TRANS_ID stands with another value in at least one column. */
export const CHANGED = 2;

export interface DeliveredRows {
  /** By delivered row: the standing row with the same TRANS_ID, −1 for none. */
  readonly standingOf: Int32Array;
  /** By delivered row: ADDED, KNOWN or CHANGED. */
  readonly fate: Uint8Array;
  /** By standing row: 1 where its TRANS_ID was delivered. */
  readonly isDelivered: Uint8Array;
}

/**
 * What each row of a delivery is to what stands. Both ledgers are arranged, tell values in the same pools
 * and have each TRANS_ID once; `standing` has its extra columns in the order of `delivered`.
 */
export function deliveredRows(
  standing: Ledger,
  delivered: Ledger,
  accounts: JoinedAccounts,
): DeliveredRows {
  const standingOf = new Int32Array(delivered.rows).fill(-1);
  const isDelivered = new Uint8Array(standing.rows);
  const compare = placeComparer(standing, delivered, accounts);
  let isAllPaired = true;
  for (let s = 0, d = 0; d < delivered.rows;) {
    const order = s === standing.rows ? 1 : compare(s, d);
    if (order === 0) {
      standingOf[d] = s;
      isDelivered[s] = 1;
    } else if (order > 0) isAllPaired = false;
    if (order <= 0) s++;
    if (order >= 0) d++;
  }
  if (!isAllPaired) pairMoved(standing, delivered, standingOf, isDelivered);
  return { standingOf, isDelivered, fate: fatesOf(standing, delivered, standingOf) };
}

/**
 * Compares the place of a standing row in output order (CUSTOMERID, CREATEDAT, TRANS_ID) with that of a
 * delivered one; 0 only for the same TRANS_ID.
 */
export function placeComparer(
  standing: Ledger,
  delivered: Ledger,
  { ofStanding, ofDelivered, customerNumber }: JoinedAccounts,
): (standingRow: number, deliveredRow: number) => number {
  const ofAccount = (joined: Int32Array): Int32Array => joined.map((a) => customerNumber[a]!);
  const standingCustomer = ofAccount(ofStanding);
  const deliveredCustomer = ofAccount(ofDelivered);
  const { pool } = delivered.id;
  return (s, d) => {
    const order =
      standingCustomer[standing.account[s]!]! - deliveredCustomer[delivered.account[d]!]! ||
      standing.createdAt[s]! - delivered.createdAt[d]!;
    if (order !== 0) return order;
    const a = standing.id.values[s]!;
    const b = delivered.id.values[d]!;
    if (a === b) return 0;
    return a >= 0 && b >= 0 ? a - b : compareIdTexts(idText(pool, a), idText(pool, b));
  };
}

/** The standing ledger with its extra columns in the order of the delivery's. */
export function withExtrasAs(standing: Ledger, { standingExtra }: PairedColumns): Ledger {
  return { ...standing, extras: standingExtra.map((e) => standing.extras[e]!) };
}

/** Finds rows whose customer or time was changed: they stand elsewhere, so only their TRANS_ID tells. */
function pairMoved(
  standing: Ledger,
  delivered: Ledger,
  standingOf: Int32Array,
  isDelivered: Uint8Array,
): void {
  if (!isDelivered.includes(0)) return;
  const { rowOf: deliveredRow } = rowByIds(delivered.id.values, (d) => standingOf[d]! < 0);
  for (let s = 0; s < standing.rows; s++) {
    if (isDelivered[s] === 1) continue;
    const d = deliveredRow(standing.id.values[s]!);
    if (d < 0) continue;
    standingOf[d] = s;
    isDelivered[s] = 1;
  }
}

function fatesOf(standing: Ledger, delivered: Ledger, standingOf: Int32Array): Uint8Array {
  const fate = new Uint8Array(delivered.rows).fill(ADDED);
  for (let d = 0; d < delivered.rows; d++) if (standingOf[d]! >= 0) fate[d] = KNOWN;
  // Column after column, because that reads memory from front to back. A function of its own for each
  // kind of array, because V8 compiles it for the kinds that it has seen.
  const compareFloat64 = columnComparer<Float64Array>(standingOf, fate);
  const compareInt32 = columnComparer<Int32Array>(standingOf, fate);
  columnComparer<Uint8Array>(standingOf, fate)(standing.type, delivered.type);
  compareFloat64(standing.createdAt, delivered.createdAt);
  compareFloat64(standing.expiresAt, delivered.expiresAt);
  compareFloat64(standing.customer.values, delivered.customer.values);
  compareFloat64(standing.order.values, delivered.order.values);
  compareFloat64(standing.cents, delivered.cents);
  compareInt32(standing.reason.codes, delivered.reason.codes);
  if (standing.currency && delivered.currency)
    compareInt32(standing.currency.codes, delivered.currency.codes);
  delivered.extras.forEach(({ codes }, e) => compareInt32(standing.extras[e]!.codes, codes));
  return fate;
}

function columnComparer<A extends Float64Array | Int32Array | Uint8Array>(
  standingOf: Int32Array,
  fate: Uint8Array,
): (standing: A, delivered: A) => void {
  return (standing, delivered) => {
    for (let d = 0; d < standingOf.length; d++) {
      const s = standingOf[d]!;
      if (s < 0) continue;
      const before = standing[s]!;
      const after = delivered[d]!;
      // Blank is NaN in a column of times or ids, and two blanks are no difference.
      if (before !== after && (before === before || after === after)) fate[d] = CHANGED;
    }
  };
}
