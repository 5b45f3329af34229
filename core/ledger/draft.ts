import type { Policy } from '../policies/policies.ts';
import type { PolicyTraits } from '../policies/traits.ts';

/** What the matcher answers, by row of the ledger. */
export interface Matching {
  readonly policy: Policy;
  /**
   * Earned rows: the ledger row of the redemption named in REDEEMID, −1 for none. Redemptions: −1.
   * Where lots are taken whole: the redemption that took the lot; where they are split: the one that
   * used it up, −1 while any of it is open.
   */
  readonly redeemedBy: Int32Array;
  /** Unsigned cents of each row that allocations cover: Σ of its allocation amounts. */
  readonly matched: Float64Array;
  readonly allocations: AllocationRows;
}

/** The allocation ledger by ledger rows, in SEQ order: accounts ascending, then redemption order, then lot order. */
export interface AllocationRows {
  readonly count: number;
  readonly earnedRow: Int32Array;
  readonly redeemerRow: Int32Array;
  /** Unsigned cents. */
  readonly cents: Float64Array;
}

/** MATCH_STATUS by code in `Draft.status`. */
export const MATCH_STATUSES = [
  'redeemed',
  'partly redeemed',
  'open',
  'matched',
  'partly matched',
  'unmatched',
  'after cut-off',
] as const;
export const REDEEMED = 0;
export const PARTLY_REDEEMED = 1;
export const OPEN = 2;
export const MATCHED = 3;
export const PARTLY_MATCHED = 4;
export const UNMATCHED = 5;
export const AFTER_CUT_OFF = 6;

/**
 * The primary deliverable before it is written: the output's own columns in output order (CUSTOMERID,
 * CREATEDAT, TRANS_ID). Verification reads these arrays and the writers write them, so what was
 * verified is what is published. Id values are codes of the ledger's pools.
 */
export interface Draft {
  /** Of the policy by which it was matched. */
  readonly traits: PolicyTraits;
  readonly rows: number;
  /**
   * Where each output row comes from: the way to the columns that matching does not concern. r for row r of
   * the ledger at the cut-off, ledger.rows + r for row r of what comes after it.
   */
  readonly sourceRow: Int32Array;
  readonly id: Float64Array;
  readonly type: Uint8Array;
  readonly createdAt: Float64Array;
  readonly customer: Float64Array;
  /** Code in `Ledger.currency.pool`; −1 where the source has no CURRENCY column. */
  readonly currency: Int32Array;
  readonly cents: Float64Array;
  /** REDEEMID as a value of the ledger's TRANS_ID pool; NaN where blank. */
  readonly redeemId: Float64Array;
  /** Index into MATCH_STATUSES. */
  readonly status: Uint8Array;
  /** MATCHED_AMOUNT in unsigned cents: Σ of the row's allocations. NaN, a blank, after the cut-off. */
  readonly matched: Float64Array;
  /** OPEN_AMOUNT in unsigned cents: |AMOUNT| − MATCHED_AMOUNT under every policy. NaN after the cut-off. */
  readonly open: Float64Array;
  readonly allocations: AllocationTable;
}

/** allocations.csv: row i has SEQ i + 1. Id values are codes of the ledger's pools. */
export interface AllocationTable {
  readonly count: number;
  readonly earnedId: Float64Array;
  readonly redeemerId: Float64Array;
  readonly customer: Float64Array;
  readonly currency: Int32Array;
  /** Unsigned cents. */
  readonly cents: Float64Array;
}

/** Run-wide sums in cents, all unsigned but `closing` (RULES.md sections 3 and 4.5). */
export interface Totals {
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  /** earned − spent − expired. */
  readonly closing: number;
  /** Σ of the allocations. */
  readonly matched: number;
  /** Lots taken whole: amounts of lots that nothing took; lots split: open amounts of all lots. */
  readonly openLots: number;
  /** One lot per redemption: amounts of redemptions that took none; many: open amounts of all redemptions. */
  readonly uncovered: number;
  /** The gross untracked variance: untrackedUnused + untrackedUncovered. 0 where a policy leaves none. */
  readonly untracked: number;
  /** What taken lots had left over. */
  readonly untrackedUnused: number;
  /** One lot per redemption: what those that took one still needed. 0 where they may take many. */
  readonly untrackedUncovered: number;
}
// closing = openLots − uncovered + untrackedUnused − untrackedUncovered
