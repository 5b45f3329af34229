import type { Matching } from '../../ledger/draft.ts';
import { EARNED } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { MovementOrder } from '../../ledger/movement-order.ts';

/**
 * Running figures of each movement, at its place in the movement order: unsigned cumulated cents by
 * type and the balance after the movement, within customer and currency.
 */
export interface BalanceHistory {
  readonly earned: Float64Array;
  readonly spent: Float64Array;
  readonly expired: Float64Array;
  readonly balance: Float64Array;
}

export function balanceHistory(ledger: Ledger, { order, start }: MovementOrder): BalanceHistory {
  const columns = [0, 1, 2].map(() => new Float64Array(ledger.rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const balance = new Float64Array(ledger.rows);
  for (let a = 0; a < ledger.accounts.count; a++) {
    const sums = [0, 0, 0];
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const row = order[k]!;
      sums[ledger.type[row]!]! += Math.abs(ledger.cents[row]!);
      for (let t = 0; t < 3; t++) columns[t]![k] = sums[t]!;
      balance[k] = sums[0]! - sums[1]! - sums[2]!;
    }
  }
  return { earned: columns[0], spent: columns[1], expired: columns[2], balance };
}

/** Where each account stands: one entry an account. Cents; times in wall-clock ms. */
export interface CurrentBalances {
  readonly earned: Float64Array;
  readonly spent: Float64Array;
  readonly expired: Float64Array;
  readonly balance: Float64Array;
  /** Lots of which something is open and that, where lots are taken whole, nothing has taken. */
  readonly openLots: Int32Array;
  readonly openAmount: Float64Array;
  /** The earliest EXPIREDAT of an open lot that is not before the as-of date; NaN for none. */
  readonly nextExpiry: Float64Array;
}

export function currentBalances(ledger: Ledger, matching: Matching, asOf: number): CurrentBalances {
  const { count } = ledger.accounts;
  const sums = [0, 1, 2].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const balance = new Float64Array(count);
  const openLots = new Int32Array(count);
  const openAmount = new Float64Array(count);
  const nextExpiry = new Float64Array(count).fill(NaN);
  for (let row = 0; row < ledger.rows; row++) {
    const a = ledger.account[row]!;
    const cents = ledger.cents[row]!;
    sums[ledger.type[row]!]![a]! += Math.abs(cents);
    balance[a]! += cents;
    const open = openCents(ledger, matching, row);
    if (open === 0) continue;
    openLots[a]!++;
    openAmount[a]! += open;
    const expires = ledger.expiresAt[row]!;
    if (expires >= asOf && !(expires >= nextExpiry[a]!)) nextExpiry[a] = expires;
  }
  return {
    earned: sums[0],
    spent: sums[1],
    expired: sums[2],
    balance,
    openLots,
    openAmount,
    nextExpiry,
  };
}

/** Cents of an earned row that are still an open lot; 0 for redemptions and for lots that are taken. */
export function openCents(ledger: Ledger, matching: Matching, row: number): number {
  if (ledger.type[row] !== EARNED || matching.redeemedBy[row]! >= 0) return 0;
  return ledger.cents[row]! - matching.matched[row]!;
}
