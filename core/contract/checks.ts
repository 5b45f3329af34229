import type { TypeSum } from '../ledger/type-sums.ts';

/** The seven checks of RULES.md section 4, in their order. */
export const CHECKS = {
  conservation: 'Every accepted row is in the output once, unchanged',
  'redeemid-integrity': 'Every REDEEMID names a redemption of the same customer',
  chronology: 'No lot is taken before it was earned',
  'fifo-order': 'Older lots are taken first',
  'balance-equation': 'Every customer’s balance is explained by lots and redemptions',
  allocation: 'No lot or redemption is allocated beyond its amount',
  'tie-out': 'The roll-forward ties, and totals tie out to the source',
} as const;
export type CheckId = keyof typeof CHECKS;
export const CHECK_IDS = Object.keys(CHECKS) as readonly CheckId[];

export interface CheckFailure {
  /** One sentence: what does not hold here. */
  readonly message: string;
  /** TRANS_IDs concerned. */
  readonly ids: readonly string[];
}

export interface CheckResult {
  readonly id: CheckId;
  readonly title: string;
  readonly passed: boolean;
  /** One sentence with the numbers. */
  readonly detail: string;
  readonly numbers: Readonly<Record<string, number | string>>;
  /** The first failures, up to a cap. */
  readonly failures: readonly CheckFailure[];
  readonly failureCount: number;
}

/**
 * What was counted from the source's rows as they were read, without the rows set aside: the totals
 * that the output has to equal.
 */
export interface ControlTotals {
  readonly rows: number;
  readonly sums: readonly TypeSum[];
  readonly quarantinedRows: number;
}
