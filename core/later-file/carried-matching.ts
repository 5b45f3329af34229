import { Problem } from '../contract/problem.ts';
import type { Policy } from '../contract/settings.ts';
import type { Matching } from '../ledger/draft.ts';
import { partitionMatcher } from '../match/match-partition.ts';
import { matchingOf, matchTarget } from '../match/match.ts';
import type { MatchTarget } from '../match/match-partition.ts';
import type { Merged } from './merge/merge-later-file.ts';
import { touchedPieces } from './touched-pieces.ts';
import type { TouchedPieces } from './touched-pieces.ts';

export interface CarriedMatching {
  /** By row of the merged ledger: the same as if all of it were matched anew. */
  readonly matching: Matching;
  /** Customers of the merged ledger that were matched anew, and their rows. */
  readonly customersAnew: number;
  readonly rowsAnew: number;
  /** Merged rows that stood and whose REDEEMID or MATCHED_AMOUNT is another one now; ascending. */
  readonly rematched: Int32Array;
  /** Redemptions that stood and take other lots, or other amounts of them, than before; merged rows, ascending. */
  readonly rematchedRedemptions: Int32Array;
}

type Carried = Pick<Merged, 'ledger' | 'standingRow' | 'touched'>;

/**
 * The matching of a merged ledger: that of customers who were not touched is carried over from the
 * standing run's, by row of the standing ledger, and the others are matched anew. Customers never share
 * lots (RULES.md section 3), so nothing of the ones can depend on the others. Throws Problem
 * `increment.other-policy` where the standing matching was made under another policy.
 */
export function carriedMatching(
  standing: Matching,
  merged: Carried,
  policy: Policy,
): CarriedMatching {
  if (standing.policy !== policy) throw otherPolicy(standing.policy, policy);
  const { ledger, touched } = merged;
  const pieces = touchedPieces(ledger, touched);
  const target = matchTarget(ledger.rows, pieces.count);
  const mergedRow = mergedRowOfStanding(merged.standingRow, standing.redeemedBy.length);
  const carry = pieceCarrier(standing, merged, mergedRow, pieces, target);
  const match = partitionMatcher(ledger, pieces, policy, target);
  let rowsAnew = 0;
  for (let p = 0; p < pieces.count; p++) {
    if (pieces.touched[p] === 1) {
      match(p);
      rowsAnew += pieces.firstRow[p + 1]! - pieces.firstRow[p]!;
    } else carry(p);
  }
  const matching = matchingOf(policy, pieces, target);
  return {
    matching,
    customersAnew: touchedCustomersOf(merged),
    rowsAnew,
    rematched: rematchedRows(standing, matching, merged, mergedRow),
    rematchedRedemptions: rematchedRedemptions(standing, matching, merged, mergedRow),
  };
}

function otherPolicy(standing: Policy, policy: Policy): Problem {
  return new Problem({
    kind: 'internal',
    code: 'increment.other-policy',
    message: `The previous run was matched under ${standing} and cannot be continued under ${policy}.`,
    hint: 'Choose the policy of the previous run, or match the whole ledger again.',
  });
}

function mergedRowOfStanding(standingRow: Int32Array, standingRows: number): Int32Array {
  const mergedRow = new Int32Array(standingRows).fill(-1);
  for (let m = 0; m < standingRow.length; m++)
    if (standingRow[m]! >= 0) mergedRow[standingRow[m]!] = m;
  return mergedRow;
}

/**
 * Returns a function that copies an untouched piece's part of the standing matching; pieces in their
 * order. Untouched customers come in the same order as they did, and so do their allocations.
 */
function pieceCarrier(
  standing: Matching,
  { ledger, standingRow, touched }: Carried,
  mergedRow: Int32Array,
  pieces: TouchedPieces,
  target: MatchTarget,
): (piece: number) => void {
  const { count, earnedRow, redeemerRow, cents } = standing.allocations;
  let next = 0;
  return (p) => {
    const from = pieces.firstRow[p]!;
    const to = pieces.firstRow[p + 1]!;
    for (let m = from; m < to; m++) {
      const s = standingRow[m]!;
      const redeemer = standing.redeemedBy[s]!;
      target.redeemedBy[m] = redeemer < 0 ? -1 : mergedRow[redeemer]!;
      target.matched[m] = standing.matched[s]!;
    }
    let at = from;
    for (; next < count; next++) {
      const lot = mergedRow[earnedRow[next]!]!;
      if (lot < 0 || touched[ledger.account[lot]!] === 1) continue;
      if (lot >= to) break;
      target.earnedRow[at] = lot;
      target.redeemerRow[at] = mergedRow[redeemerRow[next]!]!;
      target.cents[at] = cents[next]!;
      at++;
    }
    target.allocated[p] = at - from;
  };
}

function touchedCustomersOf({ ledger: { accounts }, touched }: Carried): number {
  let count = 0;
  for (let a = 0; a < accounts.count; a++)
    if (touched[a] === 1 && (a === 0 || accounts.customer[a] !== accounts.customer[a - 1])) count++;
  return count;
}

function rematchedRows(
  standing: Matching,
  matching: Matching,
  { ledger, standingRow, touched }: Carried,
  mergedRow: Int32Array,
): Int32Array {
  const rematched: number[] = [];
  for (let m = 0; m < ledger.rows; m++) {
    const s = standingRow[m]!;
    if (s < 0 || touched[ledger.account[m]!] === 0) continue;
    const before = standing.redeemedBy[s]!;
    const now = matching.redeemedBy[m]!;
    // The redemption that took the lot may be gone, so −1 in mergedRow is not the same as none.
    const other = before < 0 ? now >= 0 : now < 0 || mergedRow[before] !== now;
    if (other || standing.matched[s] !== matching.matched[m]) rematched.push(m);
  }
  return Int32Array.from(rematched);
}

/** Compares each redemption's allocations, which stand side by side, with those that it had. */
function rematchedRedemptions(
  { allocations: before }: Matching,
  { allocations: now }: Matching,
  { ledger, standingRow, touched }: Carried,
  mergedRow: Int32Array,
): Int32Array {
  const rematched: number[] = [];
  const isCompared = (m: number): boolean =>
    m >= 0 && standingRow[m]! >= 0 && touched[ledger.account[m]!] === 1;
  // By merged row: the first of the allocations that the redemption had, until it is compared.
  const firstBefore = new Int32Array(ledger.rows).fill(-1);
  for (let b = before.count - 1; b >= 0; b--) {
    const redeemer = mergedRow[before.redeemerRow[b]!]!;
    if (isCompared(redeemer)) firstBefore[redeemer] = b;
  }
  for (let n = 0; n < now.count;) {
    const redeemer = now.redeemerRow[n]!;
    const first = n;
    while (n < now.count && now.redeemerRow[n] === redeemer) n++;
    if (!isCompared(redeemer)) continue;
    let b = firstBefore[redeemer]!;
    firstBefore[redeemer] = -1;
    const formerRow = standingRow[redeemer];
    let same = b >= 0;
    for (let i = first; i < n && same; i++, b++)
      same =
        before.redeemerRow[b] === formerRow &&
        mergedRow[before.earnedRow[b]!] === now.earnedRow[i] &&
        before.cents[b] === now.cents[i];
    if (!same || before.redeemerRow[b] === formerRow) rematched.push(redeemer);
  }
  // What is left took lots and takes none any more.
  for (let m = 0; m < ledger.rows; m++) if (firstBefore[m]! >= 0) rematched.push(m);
  return Int32Array.from(rematched).sort();
}
