import type { CheckResult, ControlTotals } from '../contract/checks.ts';
import { runCancelled } from '../contract/problem.ts';
import type { Draft, Totals } from '../ledger/draft.ts';
import { UNMATCHED } from '../ledger/draft.ts';
import { EXPIRED } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { checkAllocations } from './allocation.ts';
import { checkBalances } from './balance-equation.ts';
import { openBooks } from './books.ts';
import type { Books } from './books.ts';
import { checkChronology } from './chronology.ts';
import { checkConservation } from './conservation.ts';
import { checkFifoOrder } from './fifo-order.ts';
import { checkRedeemIds } from './redeemid-integrity.ts';
import { checkTieOut } from './tie-out.ts';

export interface Verdict {
  /** The seven checks of RULES.md section 4, in order. */
  readonly checks: readonly CheckResult[];
  readonly passed: boolean;
  /** Output rows that want a look and are no failure. */
  readonly warnings: {
    /** Expired rows that took a lot whose EXPIREDAT is later than they are. */
    readonly expiredEarly: readonly number[];
    /** Redemptions that found no lot. */
    readonly unmatched: readonly number[];
  };
}

export interface VerifyOptions {
  readonly signal?: { readonly aborted: boolean };
  readonly onProgress?: (done: number, of: number) => void;
}

const CHECK_FUNCTIONS = [
  checkConservation,
  checkRedeemIds,
  checkChronology,
  checkFifoOrder,
  checkBalances,
  checkAllocations,
  checkTieOut,
];

/**
 * Proves a draft from its own columns and the source's, without a line of the matcher's code
 * (RULES.md section 4). Throws only when cancelled, as the Problem `run.cancelled`.
 */
export function verify(
  ledger: Ledger,
  draft: Draft,
  totals: Totals,
  control: ControlTotals,
  options: VerifyOptions = {},
): Verdict {
  const books = openBooks(ledger, draft, totals, control);
  const checks: CheckResult[] = [];
  for (const check of CHECK_FUNCTIONS) {
    if (options.signal?.aborted) throw runCancelled();
    checks.push(check(books));
    options.onProgress?.(checks.length, CHECK_FUNCTIONS.length);
  }
  return { checks, passed: checks.every(({ passed }) => passed), warnings: warningsOf(books) };
}

function warningsOf({ ledger, draft, lotRow, redemptionRow }: Books): Verdict['warnings'] {
  const expiredEarly = new Set<number>();
  for (let i = 0; i < lotRow.length; i++) {
    const lot = lotRow[i]!;
    const redemption = redemptionRow[i]!;
    if (lot < 0 || redemption < 0 || draft.type[redemption] !== EXPIRED) continue;
    const expires = ledger.expiresAt[draft.sourceRow[lot]!]!;
    if (expires > draft.createdAt[redemption]!) expiredEarly.add(redemption);
  }
  const unmatched: number[] = [];
  for (let row = 0; row < draft.rows; row++)
    if (draft.status[row] === UNMATCHED) unmatched.push(row);
  return { expiredEarly: [...expiredEarly].sort((a, b) => a - b), unmatched };
}
