import type { Settings } from '../../contract/settings.ts';
import { EARNED, EXPIRED } from '../../ledger/ledger.ts';
import type { MovementOrder } from '../../ledger/movement-order.ts';
import { policyOf } from '../../policies/policies.ts';
import { openExceptions } from './exception-list.ts';
import type { ExceptionList, OpenExceptions, ToldFrom } from './exception-list.ts';

export interface ExceptionSources extends ToldFrom {
  readonly movements: MovementOrder;
  readonly settings: Settings;
  /** Ledger rows. */
  readonly orphanOrders: readonly number[];
  readonly backdated: readonly number[];
}

/**
 * What the analyst has to look at (RULES.md section 5), in the order of its kinds. A cent is at stake once:
 * what a kind has at stake of a movement is not counted again by a later one.
 */
export function exceptionsOf(sources: ExceptionSources): ExceptionList {
  const { ledger, matching, quarantined, changes, orphanOrders, backdated } = sources;
  const list = openExceptions({ ledger, matching, quarantined, changes });
  // Only the kinds that come after those of the matching ask what these have at stake.
  const asked = orphanOrders.length + backdated.length > 0 || changes !== null;
  const carried = carriedOf(asked ? ledger.rows : 0);
  addShortRedemptions(sources, list, carried);
  addVariances(sources, list, carried);
  addEarlyExpiries(sources, list, carried);
  addNegativeBalances(sources, list);
  for (const row of orphanOrders)
    list.addRows('order.orphan', carried.rest(row, Math.abs(ledger.cents[row]!)), row);
  quarantined.forEach(({ cents }, i) => list.add('row.quarantined', cents, i));
  for (const row of backdated)
    list.addRows('row.backdated', carried.rest(row, Math.abs(ledger.cents[row]!)), row);
  changes?.cents.forEach((cents, i) => {
    const row = changes.row[i]!;
    list.add('row.changed', row < 0 ? cents : carried.rest(row, cents), i, row);
  });
  return list.done();
}

/** What exceptions have at stake of each ledger row. */
interface Carried {
  /** Notes that an exception has so many cents of a row at stake. */
  readonly add: (row: number, cents: number) => void;
  /** What of an amount of a row none has at stake so far, in cents; from now on all of it is. */
  readonly rest: (row: number, cents: number) => number;
}

function carriedOf(rows: number): Carried {
  const carried = new Float64Array(rows);
  return {
    add: (row, cents) => void (carried[row]! += cents),
    rest(row, cents) {
      const left = Math.max(0, cents - carried[row]!);
      carried[row]! += left;
      return left;
    },
  };
}

/** Redemptions that took nothing, and those that may take many lots and found too few. */
function addShortRedemptions(
  { ledger, matching, movements }: ExceptionSources,
  list: OpenExceptions,
  carried: Carried,
): void {
  const takesMany = policyOf(matching.policy).traits.lotsPerRedemption === 'many';
  for (const row of movements.order) {
    if (ledger.type[row] === EARNED) continue;
    const need = -ledger.cents[row]!;
    const open = need - matching.matched[row]!;
    if (open === need) list.addRows('redemption.unmatched', need, row);
    else if (open > 0 && takesMany) list.addRows('redemption.partly-matched', open, row);
    else continue;
    carried.add(row, open);
  }
}

/** What pairs leave over beyond the tolerance: of a lot taken whole, and of a redemption that may take one. */
function addVariances(
  { ledger, matching, settings }: ExceptionSources,
  list: OpenExceptions,
  carried: Carried,
): void {
  const { leavesVariance, lotsPerRedemption, splitsLots } = policyOf(matching.policy).traits;
  if (!leavesVariance) return;
  const oneLot = lotsPerRedemption === 'one';
  const { count, earnedRow, redeemerRow } = matching.allocations;
  for (let i = 0; i < count; i++) {
    const lot = earnedRow[i]!;
    const redemption = redeemerRow[i]!;
    const unused = splitsLots ? 0 : ledger.cents[lot]! - matching.matched[lot]!;
    const uncovered = oneLot ? -ledger.cents[redemption]! - matching.matched[redemption]! : 0;
    // Either the lot or the redemption of a pair is used up, so one of the two is zero.
    if (unused + uncovered <= settings.toleranceCents) continue;
    list.addRows('variance.untracked', unused + uncovered, lot, redemption);
    carried.add(unused > 0 ? lot : redemption, unused + uncovered);
  }
}

function addEarlyExpiries(
  { ledger, matching }: ExceptionSources,
  list: OpenExceptions,
  carried: Carried,
): void {
  const { count, earnedRow, redeemerRow, cents } = matching.allocations;
  for (let i = 0; i < count; i++) {
    const lot = earnedRow[i]!;
    const redemption = redeemerRow[i]!;
    if (ledger.type[redemption] !== EXPIRED) continue;
    if (!(ledger.expiresAt[lot]! > ledger.createdAt[redemption]!)) continue;
    list.addRows('expired.out-of-order', cents[i]!, redemption, lot);
    carried.add(redemption, cents[i]!);
    carried.add(lot, cents[i]!);
  }
}

/** Accounts below zero; at stake is what of it no redemption has: nothing, unless a tolerance hides some. */
function addNegativeBalances(
  { ledger, matching, movements, settings }: ExceptionSources,
  list: OpenExceptions,
): void {
  const oneLot = policyOf(matching.policy).traits.lotsPerRedemption === 'one';
  for (let a = 0; a < ledger.accounts.count; a++) {
    let balance = 0;
    let lowest = 0;
    let first = -1;
    let short = 0;
    let rest = 0;
    for (let k = movements.start[a]!; k < movements.start[a + 1]!; k++) {
      const row = movements.order[k]!;
      const cents = ledger.cents[row]!;
      balance += cents;
      if (cents < 0) {
        const open = -cents - matching.matched[row]!;
        const hidden = oneLot && matching.matched[row]! > 0 && open <= settings.toleranceCents;
        if (!hidden) short += open;
      }
      if (balance < 0 && first < 0) first = row;
      lowest = Math.min(lowest, balance);
      rest = Math.max(rest, -balance - short);
    }
    if (first >= 0) list.addOverdrawn(rest, first, lowest);
  }
}
