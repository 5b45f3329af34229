import type { Matching } from '../../ledger/draft.ts';
import { EARNED, SPENT } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { DAY_MS } from '../../ledger/time.ts';
import { openCents } from '../../report/figures/balances.ts';

/** The moment up to which lots may last, and no longer: the cut-off less the days of grace. */
export interface ExpiryTerms {
  /** The cut-off, wall-clock ms. */
  readonly asOf: number;
  /** Whole days for which a lot may still be used after its EXPIREDAT. */
  readonly graceDays: number;
}

/** Open lots that should have expired: a place a lot, in the order of the ledger. */
export interface LapsedLots {
  /** The lot's row in the ledger. */
  readonly rows: readonly number[];
  /** What of it is open, in cents. */
  readonly cents: readonly number[];
  /** Whether no older lot of its account is open that has not lapsed: whatever is booked takes the oldest first. */
  readonly isNext: readonly boolean[];
}

/** The open lots at the cut-off whose EXPIREDAT, with the days of grace, lies before it (RULES.md section 10). */
export function lapsedLots(
  ledger: Ledger,
  matching: Matching,
  { asOf, graceDays }: ExpiryTerms,
): LapsedLots {
  const rows: number[] = [];
  const cents: number[] = [];
  const isNext: boolean[] = [];
  const isHeld = new Uint8Array(ledger.accounts.count);
  for (let row = 0; row < ledger.rows; row++) {
    if (ledger.type[row] !== EARNED) continue;
    const open = openCents(ledger, matching, row);
    if (open === 0) continue;
    const account = ledger.account[row]!;
    // Without an EXPIREDAT it is NaN, and never before anything.
    if (ledger.expiresAt[row]! + graceDays * DAY_MS < asOf) {
      rows.push(row);
      cents.push(open);
      isNext.push(isHeld[account] === 0);
    } else isHeld[account] = 1;
  }
  return { rows, cents, isNext };
}

/** What was spent of lots after they had lapsed: a place an allocation, in the order of the allocations. */
export interface LateSpending {
  readonly lots: readonly number[];
  readonly redemptions: readonly number[];
  readonly cents: readonly number[];
}

/** The allocations to `spent` rows that lie after the EXPIREDAT, with the days of grace, of the lot they took. */
export function lateSpending(
  ledger: Ledger,
  { allocations }: Matching,
  { graceDays }: Pick<ExpiryTerms, 'graceDays'>,
): LateSpending {
  const found = { lots: [] as number[], redemptions: [] as number[], cents: [] as number[] };
  for (let i = 0; i < allocations.count; i++) {
    const lot = allocations.earnedRow[i]!;
    const redemption = allocations.redeemerRow[i]!;
    if (ledger.type[redemption] !== SPENT) continue;
    if (!(ledger.expiresAt[lot]! + graceDays * DAY_MS < ledger.createdAt[redemption]!)) continue;
    found.lots.push(lot);
    found.redemptions.push(redemption);
    found.cents.push(allocations.cents[i]!);
  }
  return found;
}
