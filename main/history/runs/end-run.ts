import type { ProblemValue } from '../../../core/contract/problem.ts';
import { runCountsSchema, runTotalsSchema } from '../../../core/contract/run.ts';
import type { OutputRecord, RunRecord, RunStatus, RunTotals } from '../../../core/contract/run.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { json } from '../tables/history-context.ts';
import { runningRun, runOf } from './find-runs.ts';
import type { ValidationFacts } from './run-facts.ts';
import type { StepEnd } from './run-steps.ts';

/** What a run came to, as far as it came. */
export interface RunResult extends ValidationFacts {
  readonly totals?: RunTotals | null;
  readonly outputs?: readonly OutputRecord[];
  /** The step that ends with the run, in the same transaction: none is ever completed without the other. */
  readonly lastStep?: StepEnd & { readonly name: string };
  readonly at?: number;
}

/** What is written down of a run as it ends, elsewhere than in its own row. */
interface Beside {
  readonly endStep: (runId: string, name: string, end: StepEnd) => void;
  readonly recordOutputs: (runId: string, outputs: readonly OutputRecord[]) => void;
  readonly carryOver: (run: RunRecord) => void;
}

/** Writing down how a run ends. */
export function endRunFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
  beside: Beside,
) {
  const { prepared, atomically, now } = context;

  /**
   * Completes a run, in one transaction with the carry-over of its exceptions. From here on nothing
   * about it can be changed, so its steps are to be ended before, and its last one with it. Throws
   * Problem `run.not-running` if it has already ended.
   *
   * @param beforehand called within the transaction, when all is written and nothing has been promised yet.
   */
  function completeRun(
    runId: string,
    result: RunResult,
    beforehand: () => void = () => undefined,
  ): RunRecord {
    return atomically(() => {
      const run = runningRun(context, runId);
      if (result.lastStep) beside.endStep(runId, result.lastStep.name, result.lastStep);
      if (result.outputs) beside.recordOutputs(runId, result.outputs);
      beside.carryOver(run);
      // What is reconciled in a warehouse stands by itself.
      prepared<[string, string]>('UPDATE runs SET ledger = coalesce(ledger, ?) WHERE id = ?').run(
        runId,
        runId,
      );
      end(context, appendAudit, runId, 'completed', result, null);
      beforehand();
      return runOf(context, runId);
    });
  }

  /**
   * Ends a run without a result: verification failed or a fault, validation halted, or cancelled.
   * A step that was under way ends with it. Throws Problem `run.not-running`.
   */
  function failRun(
    runId: string,
    status: 'failed' | 'halted' | 'cancelled' | 'interrupted',
    problem: ProblemValue | null,
    result: RunResult = {},
  ): RunRecord {
    return atomically(() => {
      runningRun(context, runId);
      if (result.outputs) beside.recordOutputs(runId, result.outputs);
      prepared<[string, number, string]>(
        `UPDATE steps SET status = ?, ended_at = ? WHERE run_id = ? AND status = 'running'`,
      ).run(status === 'halted' ? 'failed' : status, result.at ?? now(), runId);
      end(context, appendAudit, runId, status, result, problem);
      return runOf(context, runId);
    });
  }

  /**
   * Marks every running run as interrupted and returns their ids. Only for the holder of the writer
   * lock: then the process of any running run is gone.
   */
  function markInterrupted(at = now()): string[] {
    return atomically(() => {
      const ids = prepared<[], string>(`SELECT id FROM runs WHERE status = 'running' ORDER BY seq`)
        .pluck()
        .all();
      for (const id of ids) failRun(id, 'interrupted', null, { at });
      return ids;
    });
  }

  return { completeRun, failRun, markInterrupted };
}

function end(
  { prepared, now }: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
  runId: string,
  status: Exclude<RunStatus, 'running'>,
  result: RunResult,
  problem: ProblemValue | null,
): void {
  const at = result.at ?? now();
  prepared<(string | number | null)[]>(
    `UPDATE runs SET status = ?, ended_at = ?, counts = coalesce(?, counts),
       totals = coalesce(?, totals), quality = coalesce(?, quality),
       high_water = coalesce(?, high_water), row_count = coalesce(?, row_count), problem = ?
     WHERE id = ?`,
  ).run(
    status,
    at,
    json(result.counts && runCountsSchema.parse(result.counts)),
    json(result.totals && runTotalsSchema.parse(result.totals)),
    result.quality ?? null,
    result.highWater ?? null,
    result.rowCount ?? null,
    json(problem && problemText(problem)),
    runId,
  );
  appendAudit({
    action: `run.${status}`,
    runId,
    at,
    endsRun: true,
    detail: problem ? { code: problem.code } : resultOf(prepared, runId),
  });
}

/** What a run has come to, as its entry says it: its files with their SHA-256, verdicts, and numbers. */
function resultOf(
  prepared: HistoryContext['prepared'],
  runId: string,
): Readonly<Record<string, unknown>> {
  const pairs = (sql: string): object =>
    Object.fromEntries(
      prepared<[string], { key: string; value: unknown }>(sql)
        .all(runId)
        .map(({ key, value }) => [key, value]),
    );
  return {
    files: pairs('SELECT name AS key, sha256 AS value FROM outputs WHERE run_id = ? ORDER BY name'),
    checks: pairs(
      `SELECT id AS key, CASE passed WHEN 1 THEN 'passed' ELSE 'failed' END AS value FROM checks WHERE run_id = ? ORDER BY seq`,
    ),
    exceptions: pairs(
      'SELECT code AS key, count AS value FROM exception_counts WHERE run_id = ? ORDER BY code',
    ),
  };
}

/** The plain value of a problem, which as an Error would lose its message in JSON. */
function problemText({ kind, code, message, hint, details }: ProblemValue): ProblemValue {
  return withoutSecrets({ kind, code, message, hint, details: details ?? {} });
}
