import { Problem } from '../../../core/contract/problem.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import {
  findingCountRecordSchema,
  outputRecordSchema,
  runCountsSchema,
  runTotalsSchema,
} from '../../../core/contract/run.ts';
import type {
  CheckRecord,
  FindingCountRecord,
  FindingRecord,
  OutputRecord,
  RunCounts,
  RunDetail,
  RunRecord,
  RunStatus,
  RunTotals,
  SheetRows,
  StepRecord,
  StepStatus,
} from '../../../core/contract/run.ts';
import type { Policy, Settings } from '../../../core/contract/settings.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { ExceptionFunctions } from '../exceptions/exceptions.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { json } from '../tables/history-context.ts';
import { newRunId } from './run-id.ts';
import type { CheckRow, RunRow, StepRow } from './run-rows.ts';
import {
  SELECT_RUN,
  checkRecord,
  findingRecords,
  outputRecord,
  runRecord,
  stepRecord,
} from './run-rows.ts';
import { settingsKey } from '../tables/settings-key.ts';
import type { sourceFunctions } from '../tables/sources.ts';
import {
  placeWithoutSecrets,
  textWithoutSecrets,
  withoutSecrets,
} from '../../secrets/without-secrets.ts';

/** What identifies a computation: the same bytes, computed the same way. */
export interface RunIdentity {
  readonly sha256: string;
  readonly settingsKey: string;
  readonly version: string;
}

/** What three words name a run by (RULES.md section 7); revisions count within it. */
export interface RunSubject {
  readonly sourceId: number;
  readonly period: string | null;
  readonly policy: Policy;
}

export interface SourceFacts {
  readonly sha256?: string;
  readonly bytes?: number;
  readonly sheets?: readonly SheetRows[];
  readonly notes?: Readonly<Record<string, string>>;
}

export interface NewRun extends SourceFacts {
  readonly sourceId: number;
  /** Where this run's bytes come from; the source's own place if absent. */
  readonly place?: string;
  readonly settings: Settings;
  readonly settingsKey: string;
  readonly version: string;
  /** Epoch milliseconds; now if absent. */
  readonly at?: number;
  /** From {@link newRunId}; made from `at` if absent. */
  readonly id?: string;
}

export interface StepEnd {
  readonly status?: Exclude<StepStatus, 'running'>;
  readonly rowsIn?: number | null;
  readonly rowsOut?: number | null;
  readonly checksums?: Readonly<Record<string, string>>;
  readonly detail?: string | null;
  readonly at?: number;
}

/** What a run came to, as far as it came. */
export interface RunResult {
  readonly counts?: RunCounts | null;
  readonly totals?: RunTotals | null;
  /** 0 to 1. */
  readonly quality?: number | null;
  /** Latest CREATEDAT of the accepted rows, wall-clock milliseconds. */
  readonly highWater?: number | null;
  readonly rowCount?: number | null;
  readonly outputs?: readonly OutputRecord[];
  /** The step that ends with the run, in the same transaction: none is ever completed without the other. */
  readonly lastStep?: StepEnd & { readonly name: string };
  readonly at?: number;
}

export interface RunQuery {
  readonly sourceId?: number | undefined;
  readonly status?: RunStatus | undefined;
  readonly policy?: Policy | undefined;
  /** Null asks for runs over the whole ledger. */
  readonly period?: string | null | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Findings of each code that are kept with the run; the files in its folder may hold more. */
const SAMPLES_PER_CODE = 100;

export function runFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
  sources: ReturnType<typeof sourceFunctions>,
  exceptions: ExceptionFunctions,
) {
  const { prepared, atomically, now } = context;

  /**
   * Begins a run and returns it. Its revision is one more than that of the latest completed run of
   * the same source, period and policy, which it supersedes once it completes itself.
   */
  function startRun(run: NewRun): RunRecord {
    const at = run.at ?? now();
    const id = run.id ?? newRunId(at);
    const { period, policy } = run.settings;
    return atomically(() => {
      const source = sources.getSource(run.sourceId);
      if (!source) throw unknown('source', String(run.sourceId));
      const latest = latestRevision({ sourceId: run.sourceId, period, policy });
      prepared<(string | number | null)[]>(
        `INSERT INTO runs (id, source_id, place, sha256, bytes, sheets, notes, period, policy, settings,
           settings_key, software_version, status, revision, supersedes, started_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?)`,
      ).run(
        id,
        run.sourceId,
        placeWithoutSecrets(run.place ?? source.place),
        run.sha256 ?? null,
        run.bytes ?? null,
        json(run.sheets),
        json(withoutSecrets(run.notes ?? {})),
        period,
        policy,
        JSON.stringify(run.settings),
        run.settingsKey,
        run.version,
        (latest?.revision ?? 0) + 1,
        latest?.id ?? null,
        at,
      );
      appendAudit({ action: 'run.started', runId: id, at, detail: { version: run.version } });
      return theRun(id);
    });
  }

  /** Adds what has been learnt of the source since the run began. */
  function recordSourceFacts(runId: string, facts: SourceFacts): void {
    const { changes } = prepared<(string | number | null)[]>(
      `UPDATE runs SET sha256 = coalesce(?, sha256), bytes = coalesce(?, bytes),
         sheets = coalesce(?, sheets), notes = json_patch(notes, coalesce(?, '{}')) WHERE id = ?`,
    ).run(
      facts.sha256 ?? null,
      facts.bytes ?? null,
      json(facts.sheets),
      json(withoutSecrets(facts.notes)),
      runId,
    );
    if (changes === 0) throw unknown('run', runId);
  }

  /** Writes down that a step begins; one that was begun before begins anew. */
  function startStep(runId: string, name: string, at = now()): void {
    prepared<[{ run: string; name: string; at: number }]>(
      `INSERT INTO steps (run_id, seq, name, status, started_at)
       VALUES ($run, (SELECT count(*) FROM steps WHERE run_id = $run), $name, 'running', $at)
       ON CONFLICT (run_id, name) DO UPDATE SET status = 'running', started_at = $at, ended_at = NULL,
         rows_in = NULL, rows_out = NULL, checksums = '{}', detail = NULL, attempts = attempts + 1`,
    ).run({ run: runId, name, at });
  }

  /** Writes down how a step ended; `completed` unless said otherwise. Throws if it never began. */
  function endStep(runId: string, name: string, end: StepEnd = {}): void {
    const { changes } = prepared<(string | number | null)[]>(
      `UPDATE steps SET status = ?, ended_at = ?, rows_in = ?, rows_out = ?, checksums = ?, detail = ?
       WHERE run_id = ? AND name = ?`,
    ).run(
      end.status ?? 'completed',
      end.at ?? now(),
      end.rowsIn ?? null,
      end.rowsOut ?? null,
      JSON.stringify(end.checksums ?? {}),
      end.detail == null ? null : textWithoutSecrets(end.detail),
      runId,
      name,
    );
    if (changes === 0) throw unknown('step', `${runId} ${name}`);
  }

  /** The step if it has completed, else null: what a resumed run need not do again. */
  function completedStep(runId: string, name: string): StepRecord | null {
    const row = prepared<[string, string], StepRow>(
      `SELECT * FROM steps WHERE run_id = ? AND name = ? AND status = 'completed'`,
    ).get(runId, name);
    return row ? stepRecord(row) : null;
  }

  /** Replaces the run's findings: true counts, and the first samples of each code. */
  function recordFindings(
    runId: string,
    counts: readonly FindingCountRecord[],
    samples: readonly FindingRecord[],
  ): void {
    const byCode = Map.groupBy(samples, (finding) => finding.code);
    atomically(() => {
      prepared<[string]>('DELETE FROM findings WHERE run_id = ?').run(runId);
      prepared<[string]>('DELETE FROM finding_samples WHERE run_id = ?').run(runId);
      for (const { code, severity, count } of counts) {
        prepared<[string, string, string, number]>(
          'INSERT INTO findings (run_id, code, severity, count) VALUES (?, ?, ?, ?)',
        ).run(runId, code, severity, count);
      }
      for (const [code, found] of byCode) {
        prepared<[string, string, string]>(
          'INSERT INTO finding_samples (run_id, code, samples) VALUES (?, ?, ?)',
        ).run(runId, code, JSON.stringify(found.slice(0, SAMPLES_PER_CODE)));
      }
    });
  }

  /** Replaces the verdicts of the result verification. */
  function recordChecks(runId: string, checks: readonly CheckRecord[]): void {
    atomically(() => {
      prepared<[string]>('DELETE FROM checks WHERE run_id = ?').run(runId);
      for (const [seq, check] of checks.entries()) {
        prepared<(string | number)[]>(
          `INSERT INTO checks (run_id, seq, id, passed, numbers, detail, failures, failure_count)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ).run(
          runId,
          seq,
          check.id,
          check.passed ? 1 : 0,
          JSON.stringify(check.numbers),
          check.detail,
          JSON.stringify(check.failures),
          check.failureCount,
        );
      }
    });
  }

  /** Replaces the list of files that the run has written. */
  function recordOutputs(runId: string, outputs: readonly OutputRecord[]): void {
    atomically(() => {
      prepared<[string]>('DELETE FROM outputs WHERE run_id = ?').run(runId);
      for (const output of outputs.map((given) => outputRecordSchema.parse(given))) {
        prepared<[string, string, string, number, string, number | null]>(
          'INSERT INTO outputs (run_id, name, path, bytes, sha256, rows) VALUES (?, ?, ?, ?, ?, ?)',
        ).run(runId, output.name, output.path, output.bytes, output.sha256, output.rows);
      }
    });
  }

  /** Writes down what validation found out of the source, so that it is known before the run ends. */
  function recordValidation(
    runId: string,
    facts: Pick<RunResult, 'counts' | 'quality' | 'highWater' | 'rowCount'> & {
      readonly rejected: { readonly rows: number; readonly cents: number };
    },
  ): void {
    prepared<(string | number | null)[]>(
      `UPDATE runs SET counts = coalesce(?, counts), quality = coalesce(?, quality),
         high_water = coalesce(?, high_water), row_count = coalesce(?, row_count),
         rejected_rows = ?, rejected_cents = ? WHERE id = ?`,
    ).run(
      json(facts.counts && runCountsSchema.parse(facts.counts)),
      facts.quality ?? null,
      facts.highWater ?? null,
      facts.rowCount ?? null,
      facts.rejected.rows,
      facts.rejected.cents,
      runId,
    );
  }

  /** Writes down the totals of a run that has been matched, before it ends. */
  function recordTotals(runId: string, totals: RunTotals): void {
    prepared<[string, string]>('UPDATE runs SET totals = ? WHERE id = ?').run(
      JSON.stringify(runTotalsSchema.parse(totals)),
      runId,
    );
  }

  /**
   * Lets a run wait for a person after a step: it is interrupted and says so. Its completed steps
   * stand. Throws Problem `run.not-running`.
   */
  function pauseRun(runId: string, after: StepName, at = now()): RunRecord {
    return atomically(() => {
      running(runId);
      prepared<[number, string, string]>(
        `UPDATE runs SET status = 'interrupted', ended_at = ?, problem = NULL, paused_after = ?
         WHERE id = ?`,
      ).run(at, after, runId);
      appendAudit({ action: 'run.paused', runId, at, detail: { after } });
      return theRun(runId);
    });
  }

  /**
   * Gives a run that waits or died another policy, and so another identity and line of revisions.
   * Throws Problem `run.match-begun` once matching has begun, `run.not-running` for a run that ended.
   */
  function choosePolicy(runId: string, policy: Policy, at = now()): RunRecord {
    return atomically(() => {
      const run = theRun(runId);
      if (!RESUMABLE.includes(run.status)) throw notRunning(run);
      if (run.policy === policy) return run;
      const begun = prepared<[string], number>(
        `SELECT count(*) FROM steps WHERE run_id = ? AND name IN ('match', 'verify', 'report')`,
      ).pluck();
      if (begun.get(runId)! > 0) throw matchBegun(run);
      const settings = { ...run.settings, policy };
      const latest = latestRevision({ ...run, policy });
      prepared<(string | number | null)[]>(
        `UPDATE runs SET policy = ?, settings = ?, settings_key = ?, revision = ?, supersedes = ?
         WHERE id = ?`,
      ).run(
        policy,
        JSON.stringify(settings),
        settingsKey(settings, run.softwareVersion),
        (latest?.revision ?? 0) + 1,
        latest?.id ?? null,
        runId,
      );
      appendAudit({
        action: 'run.policy-chosen',
        runId,
        at,
        detail: { from: run.policy, to: policy },
      });
      return theRun(runId);
    });
  }

  /**
   * Completes a run, in one transaction with the carry-over of its exceptions. From here on nothing
   * about it can be changed, so its steps are to be ended before, and its last one with it. Throws
   * Problem `run.not-running` if it has already ended.
   */
  function completeRun(runId: string, result: RunResult): RunRecord {
    return atomically(() => {
      const run = running(runId);
      if (result.lastStep) endStep(runId, result.lastStep.name, result.lastStep);
      if (result.outputs) recordOutputs(runId, result.outputs);
      exceptions.carryOver(run);
      end(runId, 'completed', result, null);
      return theRun(runId);
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
      running(runId);
      if (result.outputs) recordOutputs(runId, result.outputs);
      prepared<[string, number, string]>(
        `UPDATE steps SET status = ?, ended_at = ? WHERE run_id = ? AND status = 'running'`,
      ).run(status === 'halted' ? 'failed' : status, result.at ?? now(), runId);
      end(runId, status, result, problem);
      return theRun(runId);
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

  /** Sets an interrupted run going again. Its completed steps stand. */
  function resumeRun(runId: string, at = now()): RunRecord {
    return atomically(() => {
      const run = theRun(runId);
      if (!RESUMABLE.includes(run.status)) throw notRunning(run);
      // Another run of the same subject may have completed in the meantime.
      const latest = latestRevision(run);
      prepared<[number, string | null, string]>(
        `UPDATE runs SET status = 'running', ended_at = NULL, problem = NULL, paused_after = NULL,
           revision = ?, supersedes = ? WHERE id = ?`,
      ).run((latest?.revision ?? 0) + 1, latest?.id ?? null, runId);
      appendAudit({ action: 'run.resumed', runId, at });
      return theRun(runId);
    });
  }

  /** The latest completed run of the same bytes computed the same way; null if there is none. */
  function findCompleted(identity: RunIdentity): RunRecord | null {
    return latestOf(identity, `= 'completed'`);
  }

  /** The latest completed run of these bytes, whatever its settings; null if there is none. */
  function completedRunOf(sha256: string): string | null {
    return (
      prepared<[string], string>(
        `SELECT id FROM runs WHERE sha256 = ? AND status = 'completed' ORDER BY seq DESC LIMIT 1`,
      )
        .pluck()
        .get(sha256) ?? null
    );
  }

  /**
   * The latest run of this identity that died on the way; null if there is none. Only for the
   * holder of the writer lock, to whom a running run is a dead one.
   */
  function findInterrupted(identity: RunIdentity): RunRecord | null {
    return latestOf(identity, `IN ('running', 'interrupted', 'cancelled')`);
  }

  /**
   * The latest completed run of a source, whatever its period and policy; with `beforeRunId` the
   * latest that was begun before that run. Null if there is none.
   */
  function previousCompleted(sourceId: number, beforeRunId?: string): RunRecord | null {
    const row = prepared<[number, string | null, string | null], RunRow>(
      `${SELECT_RUN} WHERE r.source_id = ? AND r.status = 'completed'
         AND (? IS NULL OR r.seq < (SELECT seq FROM runs WHERE id = ?)) ORDER BY r.seq DESC LIMIT 1`,
    ).get(sourceId, beforeRunId ?? null, beforeRunId ?? null);
    return row ? runRecord(row) : null;
  }

  /** The latest completed run of a source, period and policy, and its revision. */
  function latestRevision(subject: RunSubject): { id: string; revision: number } | null {
    return (
      prepared<[number, string, string | null], { id: string; revision: number }>(
        `SELECT id, revision FROM runs WHERE source_id = ? AND status = 'completed' AND policy = ?
           AND period IS ? ORDER BY revision DESC LIMIT 1`,
      ).get(subject.sourceId, subject.policy, subject.period) ?? null
    );
  }

  /** The newest first. */
  function listRuns(query: RunQuery = {}): RunRecord[] {
    const { where, values } = matching(query);
    return prepared<(string | number | null)[], RunRow>(
      `${SELECT_RUN} ${where} ORDER BY r.seq DESC LIMIT ? OFFSET ?`,
    )
      .all(...values, query.limit ?? 100, query.offset ?? 0)
      .map(runRecord);
  }

  /** How many runs `listRuns` would list without a limit. */
  function countRuns(query: RunQuery = {}): number {
    const { where, values } = matching(query);
    return prepared<(string | number | null)[], number>(`SELECT count(*) FROM runs r ${where}`)
      .pluck()
      .get(...values)!;
  }

  /** The runs of a source by how they ended. */
  function runOutcomes(sourceId: number): { status: RunStatus; count: number }[] {
    return prepared<[number], { status: RunStatus; count: number }>(
      `SELECT status, count(*) AS count FROM runs WHERE source_id = ? GROUP BY 1 ORDER BY 1`,
    ).all(sourceId);
  }

  /**
   * How long a run was at work, in milliseconds: the sum of its steps, without what it waited. A step
   * over which the clock was set back counts as none.
   */
  function workedMs(runId: string): number {
    return prepared<[string], number>(
      'SELECT coalesce(sum(max(ended_at - started_at, 0)), 0) FROM steps WHERE run_id = ? AND ended_at IS NOT NULL',
    )
      .pluck()
      .get(runId)!;
  }

  /** A run with its steps, findings, checks, outputs and exceptions in summary; null if unknown. */
  function getRun(runId: string): RunDetail | null {
    // One read transaction, so that a run that is under way is shown as of one instant.
    return context.db.transaction(() => {
      const row = prepared<[string], RunRow>(`${SELECT_RUN} WHERE r.id = ?`).get(runId);
      if (!row) return null;
      const run = runRecord(row);
      return {
        run,
        source: sources.getSource(run.sourceId)!,
        steps: prepared<[string], StepRow>('SELECT * FROM steps WHERE run_id = ? ORDER BY seq')
          .all(runId)
          .map(stepRecord),
        findings: findingCountRecordSchema.array().parse(
          prepared<[string]>(
            `SELECT code, severity, count FROM findings WHERE run_id = ? ORDER BY CASE severity
               WHEN 'critical' THEN 0 WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, code`,
          ).all(runId),
        ),
        findingSamples: prepared<[string], string>(
          'SELECT samples FROM finding_samples WHERE run_id = ? ORDER BY code',
        )
          .pluck()
          .all(runId)
          .flatMap(findingRecords),
        checks: prepared<[string], CheckRow>('SELECT * FROM checks WHERE run_id = ? ORDER BY seq')
          .all(runId)
          .map(checkRecord),
        outputs: prepared<[string], OutputRecord>(
          'SELECT name, path, bytes, sha256, rows FROM outputs WHERE run_id = ? ORDER BY name',
        )
          .all(runId)
          .map(outputRecord),
        exceptions: exceptions.exceptionSummary(runId),
      };
    })();
  }

  function end(
    runId: string,
    status: RunStatus,
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
      ...(problem && { detail: { code: problem.code } }),
    });
  }

  function latestOf(identity: RunIdentity, status: string): RunRecord | null {
    const row = prepared<[string, string, string], RunRow>(
      `${SELECT_RUN} WHERE r.sha256 = ? AND r.settings_key = ? AND r.software_version = ?
         AND r.status ${status} ORDER BY r.seq DESC LIMIT 1`,
    ).get(identity.sha256, identity.settingsKey, identity.version);
    return row ? runRecord(row) : null;
  }

  function theRun(runId: string): RunRecord {
    const row = prepared<[string], RunRow>(`${SELECT_RUN} WHERE r.id = ?`).get(runId);
    if (!row) throw unknown('run', runId);
    return runRecord(row);
  }

  function running(runId: string): RunRecord {
    const run = theRun(runId);
    if (run.status !== 'running') throw notRunning(run);
    return run;
  }

  return {
    startRun,
    recordSourceFacts,
    startStep,
    endStep,
    completedStep,
    recordFindings,
    recordChecks,
    recordOutputs,
    recordValidation,
    recordTotals,
    pauseRun,
    choosePolicy,
    completeRun,
    failRun,
    markInterrupted,
    resumeRun,
    findCompleted,
    completedRunOf,
    findInterrupted,
    previousCompleted,
    latestRevision,
    listRuns,
    countRuns,
    runOutcomes,
    workedMs,
    getRun,
  };
}

/** Runs whose completed steps can be gone on from. */
const RESUMABLE: readonly RunStatus[] = ['interrupted', 'cancelled', 'running'];

function matching(query: RunQuery): { where: string; values: (string | number | null)[] } {
  const where: string[] = [];
  const values: (string | number | null)[] = [];
  const is = (column: string, value: string | number | null | undefined): void => {
    if (value === undefined) return;
    where.push(`r.${column} IS ?`);
    values.push(value);
  };
  is('source_id', query.sourceId);
  is('status', query.status);
  is('policy', query.policy);
  is('period', query.period);
  return { where: where.length > 0 ? `WHERE ${where.join(' AND ')}` : '', values };
}

/** The plain value of a problem, which as an Error would lose its message in JSON. */
function problemText({ kind, code, message, hint, details }: ProblemValue): ProblemValue {
  return withoutSecrets({ kind, code, message, hint, details: details ?? {} });
}

function unknown(what: string, name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: `${what}.unknown`,
    message: `The history knows no ${what} ${name}.`,
    hint: 'Look it up in the list of runs.',
  });
}

function matchBegun(run: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.match-begun',
    message: `The run ${run.id} has begun to match with the policy ${run.policy}.`,
    hint: 'Continue it with this policy, or start a new run with another.',
    details: { runId: run.id, policy: run.policy },
  });
}

function notRunning(run: RunRecord): Problem {
  return new Problem({
    kind: 'internal',
    code: 'run.not-running',
    message: `The run ${run.id} has already ended (${run.status}).`,
    hint: 'Start a new run; a forced one becomes a new revision that supersedes the old.',
    details: { runId: run.id, status: run.status },
  });
}
