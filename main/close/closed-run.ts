import { join } from 'node:path';
import type { ClosedRun } from '../../core/close/period/close-of-run.ts';
import { kindOfPeriod } from '../../core/contract/periods.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { ROLL_FORWARD_KINDS } from '../../core/periods/periods.ts';
import type { RollForwardKind } from '../../core/periods/periods.ts';
import { loadMatching } from '../../core/run-folder/matching-file.ts';
import { MATCH_FILE } from '../../core/run-folder/names.ts';
import { loadValidation } from '../../core/run-folder/validation-file.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { History } from '../history/history.ts';
import { theRun } from '../history/the-run.ts';
import { signedRun } from '../run-views/close-today.ts';
import { validatedLedger } from '../run-views/validated-ledger.ts';

/** Where the runs are, and what is remembered of them. */
export interface ClosingHistory {
  readonly root: string;
  readonly history: History;
}

/**
 * A finished run as its close is made from it: the ledger and the matching that it keeps, and what people have
 * decided on its exceptions; `materialCents` is what they have to decide on. Throws Problems `run.unknown`,
 * `run.not-validated`, `run.checkpoint-missing`, `run.checkpoint-damaged`, `close.period-kind` or
 * `close.files-changed`.
 */
export async function closedRun(
  { root, history }: ClosingHistory,
  runId: string,
  materialCents: number,
): Promise<ClosedRun> {
  const detail = theRun(history, runId);
  const { run } = detail;
  const { path, sha256 } = await validatedLedger({ root, history }, runId);
  const { source } = await loadValidation(path, sha256);
  const matchSha256 = history.completedStep(runId, 'match')?.checksums[MATCH_FILE];
  const matching =
    matchSha256 === undefined
      ? null
      : loadMatching(
          join(runFolder(root, runId), MATCH_FILE),
          matchSha256,
          run.policy,
          source.ledger.rows,
        );
  if (matching === null) throw filesChanged(runId);
  const { period, kind } = periodOf(detail);
  const { items } = history.listExceptions(runId, { limit: Number.MAX_SAFE_INTEGER });
  return {
    ...signedRun(history, detail, period),
    kind,
    asOf: source.asOf,
    ledger: source.ledger,
    matching,
    customerGroups: source.customerGroups,
    isVerified: detail.checks.length > 0 && detail.checks.every(({ passed }) => passed),
    // An amount that nobody knows may be any.
    undecided: items.filter(
      ({ status, cents }) => status === 'open' && (cents ?? Infinity) >= Math.max(1, materialCents),
    ).length,
  };
}

/** The period that a run reports on, of a kind that divides time. Throws Problem `close.period-kind`. */
function periodOf({ run }: Pick<RunDetail, 'run'>): {
  readonly period: string;
  readonly kind: RollForwardKind;
} {
  const { period, settings } = run;
  const found = period === null ? null : kindOfPeriod(period, settings.calendar);
  const kind = ROLL_FORWARD_KINDS.find((id) => id === found?.id);
  if (period !== null && kind !== undefined) return { period, kind };
  throw new Problem({
    kind: 'usage',
    code: 'close.period-kind',
    message: `The run ${run.id} reports on ${period ?? 'the whole ledger'}, which cannot be closed.`,
    hint: 'Reconcile the source for a month, a quarter, a week, two weeks or a fiscal period.',
    details: { runId: run.id, period },
  });
}

function filesChanged(runId: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'close.files-changed',
    message: `The matching of the run ${runId} is no longer in its folder as it was written.`,
    hint: 'Put the folder of the run back from a backup, or run the source again with force.',
    details: { runId },
  });
}
