import type { CheckId, CheckResult, ControlTotals } from '../contract/checks.ts';
import { Problem } from '../contract/problem.ts';
import type { CutLedger } from '../ledger/cut-ledger.ts';
import type { Draft, Totals } from '../ledger/draft.ts';
import { UNMATCHED } from '../ledger/draft.ts';
import { idText } from '../ledger/ids.ts';
import { EXPIRED } from '../ledger/ledger.ts';
import { allocation } from './allocation.ts';
import { balanceEquation } from './balance-equation.ts';
import { openBooks } from './books.ts';
import type { Books } from './books.ts';
import type { Check } from './check.ts';
import { addedParts, checkResult, checkSheet } from './check-sheet.ts';
import type { CheckPart } from './check-sheet.ts';
import { chronology } from './chronology.ts';
import { conservation } from './conservation.ts';
import { fifoOrder } from './fifo-order.ts';
import { redeemIdIntegrity } from './redeemid-integrity.ts';
import { tieOut } from './tie-out.ts';

/** The seven checks of RULES.md section 4, in order. */
const SEVEN_CHECKS: readonly Check[] = [
  conservation,
  redeemIdIntegrity,
  chronology,
  fifoOrder,
  balanceEquation,
  allocation,
  tieOut,
];

/** What was found in one partition. Plain data, because it is kept between attempts of a run. */
export interface PartitionProof {
  readonly parts: Readonly<Record<CheckId, CheckPart>>;
  /** The first and the last customer of the output; null where it has no rows. */
  readonly edge: { readonly first: string; readonly last: string } | null;
  /** Rows of the partition's draft at the cut-off that want a look and are no failure. */
  readonly warnings: {
    /** Expired rows that took a lot whose EXPIREDAT is later than they are. */
    readonly expiredEarly: readonly number[];
    /** Redemptions that found no lot. */
    readonly unmatched: readonly number[];
  };
}

/**
 * Looks at one partition: a draft of whole customers and the accepted rows that it was made from, numbered
 * from 0, at the cut-off `asOf` (wall-clock ms) and after it; `before` says how many rows and allocations stand before it. `between` is called
 * before each check with the checks done and all of them, and may throw.
 */
export function provePartition(
  cut: CutLedger,
  draft: Draft,
  asOf: number,
  before: { readonly rows: number; readonly allocations: number },
  between: (done: number, of: number) => void = () => undefined,
): PartitionProof {
  const books = openBooks(cut, draft, asOf, before);
  const parts = SEVEN_CHECKS.map((check, n) => {
    between(n, SEVEN_CHECKS.length);
    return [check.id, check.part(books)] as const;
  });
  between(parts.length, parts.length);
  const customerOf = (row: number): string =>
    idText(books.ledger.customer.pool, draft.customer[row]!);
  return {
    parts: Object.fromEntries(parts) as Record<CheckId, CheckPart>,
    edge: draft.rows === 0 ? null : { first: customerOf(0), last: customerOf(draft.rows - 1) },
    warnings: warningsOf(books),
  };
}

/**
 * The verdict on a run, from what was found in its partitions, in their order, and from its totals by currency;
 * those of the only one may stand under any name.
 */
export function concludeProof(
  proofs: readonly PartitionProof[],
  totals: Readonly<Record<string, Totals>>,
  control: ControlTotals,
): readonly CheckResult[] {
  const edges = proofs.flatMap(({ edge }) => (edge ? [edge] : []));
  return SEVEN_CHECKS.map(({ id, conclude }) => {
    const found = addedParts(proofs.map(({ parts }) => parts[id]));
    const sheet = checkSheet();
    const { numbers, held } = conclude(
      (name) => found.sums[name] ?? 0,
      { totals, control, edges, sums: found.sums },
      sheet.fail,
    );
    return checkResult(id, addedParts([found, sheet.part({})]), numbers, held);
  });
}

/** The Problem of a run whose checks do not all hold; the hint says where what was made lies. */
export function verificationFailed(checks: readonly CheckResult[], hint: string): Problem {
  const failed = checks.filter(({ passed }) => !passed);
  return new Problem({
    kind: 'verification-failed',
    code: 'verification.failed',
    message: `Verification failed: ${failed.map(({ title, detail }) => `${title} (${detail})`).join('; ')}`,
    hint,
    details: { failed: failed.map(({ id }) => id).join(', ') },
  });
}

function warningsOf({ ledger, draft, lotRow, redemptionRow }: Books): PartitionProof['warnings'] {
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
