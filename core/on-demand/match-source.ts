import { createFindingLog } from '../contract/findings.ts';
import type { Finding, FindingCount } from '../contract/findings.ts';
import type { CheckResult } from '../contract/checks.ts';
import type { Settings } from '../contract/settings.ts';
import { MATCH_STATUSES } from '../ledger/draft.ts';
import type { Draft, Totals } from '../ledger/draft.ts';
import { idText } from '../ledger/ids.ts';
import { makeDraft, makeTotals } from '../ledger/make-draft.ts';
import { dayText } from '../ledger/time.ts';
import { matchLedger } from '../match/match.ts';
import type { OpenSource } from '../source/reading/raw-rows.ts';
import type { ValidatedSource } from '../accepted/validated-source.ts';
import { validateSource } from '../validate/validate-source.ts';
import { verificationFailed } from '../verify/proof.ts';
import { verify } from '../verify/verify.ts';

/** A row as it was matched. Unsigned cents; null after the cut-off. */
export interface MatchedRow {
  readonly id: string;
  readonly redeemId: string | null;
  readonly status: (typeof MATCH_STATUSES)[number];
  readonly matchedCents: number | null;
  readonly openCents: number | null;
}

/** Which lot gave how much to which redemption, in unsigned cents. */
export interface GivenAllocation {
  readonly earnedId: string;
  readonly redemptionId: string;
  readonly customer: string;
  readonly cents: number;
}

/** What matching a small ledger came to. */
export interface MatchedSource {
  /** `YYYY-MM-DD`: at its end all is stated. */
  readonly asOf: string;
  readonly rowsGiven: number;
  readonly rowsSetAside: number;
  /** By currency; of the only one by an empty name. Cents. */
  readonly totals: Readonly<Record<string, Totals>>;
  readonly findings: readonly FindingCount[];
  readonly found: readonly Finding[];
  readonly checks: readonly CheckResult[];
  /** By customer, time and TRANS_ID, as in the files of a run. */
  readonly rows: readonly MatchedRow[];
  readonly allocations: readonly GivenAllocation[];
}

/** As many findings are told one by one, of each code. */
const MOST_FOUND = 100;

/**
 * Validates, matches and verifies a small ledger in memory, by the rules of a run, and keeps nothing.
 *
 * @param endOfToday wall-clock ms, for the default cut-off.
 * @throws Problems of kind `source-unreadable`, `validation-halted` and `verification-failed`.
 */
export async function matchSource(
  source: OpenSource,
  settings: Settings,
  endOfToday: number,
): Promise<MatchedSource> {
  const findings = createFindingLog(MOST_FOUND);
  const validated = await validateSource(source, settings, { findings, endOfToday });
  const matching = matchLedger(validated.ledger, settings.policy);
  const draft = makeDraft(validated, matching);
  const totals = makeTotals(validated.ledger, matching);
  const checks = verify(validated, draft, validated.asOf, totals, validated.control);
  if (!checks.every(({ passed }) => passed))
    throw verificationFailed(checks, 'Nothing is answered. Send these rows to support.');
  return {
    asOf: dayText(validated.asOf),
    rowsGiven: validated.sourceRows,
    rowsSetAside: validated.rejectedRows,
    totals,
    findings: findings.counts(),
    found: findings.kept,
    checks,
    rows: rowsOf(validated, draft),
    allocations: allocationsOf(validated, draft),
  };
}

function rowsOf({ ledger }: ValidatedSource, draft: Draft): MatchedRow[] {
  const { pool } = ledger.id;
  return Array.from({ length: draft.rows }, (_, i) => ({
    id: idText(pool, draft.id[i]!),
    redeemId: Number.isNaN(draft.redeemId[i]!) ? null : idText(pool, draft.redeemId[i]!),
    status: MATCH_STATUSES[draft.status[i]!]!,
    matchedCents: centsOf(draft.matched[i]!),
    openCents: centsOf(draft.open[i]!),
  }));
}

function allocationsOf({ ledger }: ValidatedSource, { allocations }: Draft): GivenAllocation[] {
  const { count, earnedId, redeemerId, customer, cents } = allocations;
  return Array.from({ length: count }, (_, i) => ({
    earnedId: idText(ledger.id.pool, earnedId[i]!),
    redemptionId: idText(ledger.id.pool, redeemerId[i]!),
    customer: idText(ledger.customer.pool, customer[i]!),
    cents: cents[i]!,
  }));
}

function centsOf(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
