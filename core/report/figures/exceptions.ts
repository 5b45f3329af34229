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

/** What the analyst has to look at (RULES.md section 5), in the order of its kinds. */
export function exceptionsOf(sources: ExceptionSources): ExceptionList {
  const { ledger, matching, quarantined, changes } = sources;
  const list = openExceptions({ ledger, matching, quarantined, changes });
  addShortRedemptions(sources, list);
  addVariances(sources, list);
  addEarlyExpiries(sources, list);
  addNegativeBalances(sources, list);
  for (const row of sources.orphanOrders)
    list.addRows('order.orphan', Math.abs(ledger.cents[row]!), row);
  quarantined.forEach(({ cents }, i) => list.add('row.quarantined', cents, i));
  for (const row of sources.backdated)
    list.addRows('row.backdated', Math.abs(ledger.cents[row]!), row);
  changes?.cents.forEach((cents, i) => list.add('row.changed', cents, i, changes.row[i]));
  return list.done();
}

/** Redemptions that took nothing, and those that may take many lots and found too few. */
function addShortRedemptions(
  { ledger, matching, movements }: ExceptionSources,
  list: OpenExceptions,
): void {
  const takesMany = policyOf(matching.policy).traits.lotsPerRedemption === 'many';
  for (const row of movements.order) {
    if (ledger.type[row] === EARNED) continue;
    const need = -ledger.cents[row]!;
    const open = need - matching.matched[row]!;
    if (open === need) list.addRows('redemption.unmatched', need, row);
    else if (open > 0 && takesMany) list.addRows('redemption.partly-matched', open, row);
  }
}

/** What pairs leave over beyond the tolerance: of a lot taken whole, and of a redemption that may take one. */
function addVariances(
  { ledger, matching, settings }: ExceptionSources,
  list: OpenExceptions,
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
    if (unused + uncovered > settings.toleranceCents)
      list.addRows('variance.untracked', unused + uncovered, lot, redemption);
  }
}

function addEarlyExpiries({ ledger, matching }: ExceptionSources, list: OpenExceptions): void {
  const { count, earnedRow, redeemerRow, cents } = matching.allocations;
  for (let i = 0; i < count; i++) {
    const lot = earnedRow[i]!;
    const redemption = redeemerRow[i]!;
    if (ledger.type[redemption] !== EXPIRED) continue;
    if (ledger.expiresAt[lot]! > ledger.createdAt[redemption]!)
      list.addRows('expired.out-of-order', cents[i]!, redemption, lot);
  }
}

function addNegativeBalances({ ledger, movements }: ExceptionSources, list: OpenExceptions): void {
  for (let a = 0; a < ledger.accounts.count; a++) {
    let balance = 0;
    let lowest = 0;
    let first = -1;
    for (let k = movements.start[a]!; k < movements.start[a + 1]!; k++) {
      balance += ledger.cents[movements.order[k]!]!;
      if (balance < 0 && first < 0) first = movements.order[k]!;
      lowest = Math.min(lowest, balance);
    }
    if (first >= 0) list.addRows('balance.negative', -lowest, first);
  }
}
