import { compareIdTexts, idText } from '../../ledger/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { JoinedAccounts } from './joined-accounts.ts';
import type { PairedColumns } from './paired-columns.ts';
import { rowByIds } from '../../ledger/row-by-id.ts';

/** What a row of the later file is to what stands; codes of a fate. */
export const ADDED = 0;
/** Its TRANS_ID stands, equal in every column. */
export const KNOWN = 1;
/** Its TRANS_ID stands with another value in at least one column, and what stands counts. */
export const CHANGED = 2;
/** The same, and the file counts. */
export const REPLACING = 3;

export interface LaterRows {
  /** By row of the later file: the standing row with the same TRANS_ID, −1 for none. */
  readonly standingOf: Int32Array;
  /** By row of the later file: ADDED, KNOWN or CHANGED. */
  readonly fate: Uint8Array;
  /** By standing row: 1 where its TRANS_ID is in the later file. */
  readonly isInFile: Uint8Array;
}

/**
 * What each row of a later file is to what stands. Both ledgers are arranged, tell values in the same pools
 * and have each TRANS_ID once; `standing` has its extra columns in the order of `later`.
 */
export function laterRows(standing: Ledger, later: Ledger, accounts: JoinedAccounts): LaterRows {
  const standingOf = new Int32Array(later.rows).fill(-1);
  const isInFile = new Uint8Array(standing.rows);
  const compare = placeComparer(standing, later, accounts);
  let isAllPaired = true;
  for (let s = 0, d = 0; d < later.rows;) {
    const order = s === standing.rows ? 1 : compare(s, d);
    if (order === 0) {
      standingOf[d] = s;
      isInFile[s] = 1;
    } else if (order > 0) isAllPaired = false;
    if (order <= 0) s++;
    if (order >= 0) d++;
  }
  if (!isAllPaired) pairMoved(standing, later, standingOf, isInFile);
  return { standingOf, isInFile, fate: fatesOf(standing, later, standingOf) };
}

/**
 * Compares the place of a standing row in output order (CUSTOMERID, CREATEDAT, TRANS_ID) with that of
 * one of the later file; 0 only for the same TRANS_ID.
 */
export function placeComparer(
  standing: Ledger,
  later: Ledger,
  { ofStanding, ofLater, customerNumber }: JoinedAccounts,
): (standingRow: number, laterRow: number) => number {
  const ofAccount = (joined: Int32Array): Int32Array => joined.map((a) => customerNumber[a]!);
  const standingCustomer = ofAccount(ofStanding);
  const laterCustomer = ofAccount(ofLater);
  const { pool } = later.id;
  return (s, d) => {
    const order =
      standingCustomer[standing.account[s]!]! - laterCustomer[later.account[d]!]! ||
      standing.createdAt[s]! - later.createdAt[d]!;
    if (order !== 0) return order;
    const a = standing.id.values[s]!;
    const b = later.id.values[d]!;
    if (a === b) return 0;
    return a >= 0 && b >= 0 ? a - b : compareIdTexts(idText(pool, a), idText(pool, b));
  };
}

/** The standing ledger with its extra columns in the order of the later file's. */
export function withExtrasAs(standing: Ledger, { standingExtra }: PairedColumns): Ledger {
  return { ...standing, extras: standingExtra.map((e) => standing.extras[e]!) };
}

/** Finds rows whose customer or time was changed: they stand elsewhere, so only their TRANS_ID tells. */
function pairMoved(
  standing: Ledger,
  later: Ledger,
  standingOf: Int32Array,
  isInFile: Uint8Array,
): void {
  if (!isInFile.includes(0)) return;
  const { rowOf: laterRow } = rowByIds(later.id.values, (d) => standingOf[d]! < 0);
  for (let s = 0; s < standing.rows; s++) {
    if (isInFile[s] === 1) continue;
    const d = laterRow(standing.id.values[s]!);
    if (d < 0) continue;
    standingOf[d] = s;
    isInFile[s] = 1;
  }
}

function fatesOf(standing: Ledger, later: Ledger, standingOf: Int32Array): Uint8Array {
  const fate = new Uint8Array(later.rows).fill(ADDED);
  for (let d = 0; d < later.rows; d++) if (standingOf[d]! >= 0) fate[d] = KNOWN;
  // Column after column, because that reads memory from front to back. A function of its own for each
  // kind of array, because V8 compiles it for the kinds that it has seen.
  const compareFloat64 = columnComparer<Float64Array>(standingOf, fate);
  const compareInt32 = columnComparer<Int32Array>(standingOf, fate);
  columnComparer<Uint8Array>(standingOf, fate)(standing.type, later.type);
  compareFloat64(standing.createdAt, later.createdAt);
  compareFloat64(standing.expiresAt, later.expiresAt);
  compareFloat64(standing.customer.values, later.customer.values);
  compareFloat64(standing.order.values, later.order.values);
  compareFloat64(standing.cents, later.cents);
  compareInt32(standing.reason.codes, later.reason.codes);
  if (standing.currency && later.currency)
    compareInt32(standing.currency.codes, later.currency.codes);
  later.extras.forEach(({ codes }, e) => compareInt32(standing.extras[e]!.codes, codes));
  return fate;
}

function columnComparer<A extends Float64Array | Int32Array | Uint8Array>(
  standingOf: Int32Array,
  fate: Uint8Array,
): (standing: A, later: A) => void {
  return (standing, later) => {
    for (let d = 0; d < standingOf.length; d++) {
      const s = standingOf[d]!;
      if (s < 0) continue;
      const before = standing[s]!;
      const after = later[d]!;
      // Blank is NaN in a column of times or ids, and two blanks are no difference.
      if (before !== after && (before === before || after === after)) fate[d] = CHANGED;
    }
  };
}
