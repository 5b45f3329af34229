import type { RunRecord } from '../../../core/contract/run.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { unknown } from '../tables/unknown.ts';
import { notRunning } from './run-problems.ts';
import type { RunRow } from './run-rows.ts';
import { runRecord, SELECT_RUN } from './run-rows.ts';

/** What identifies a computation: the same bytes of a source, computed the same way (RULES.md section 7). */
export interface RunIdentity {
  readonly sourceId: number;
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

/** Runs by what identifies them. None of them finds a run that is archived or whose files were deleted. */
export function findRunFunctions(context: HistoryContext) {
  const { prepared } = context;

  /** The latest completed run of the same bytes computed the same way; null if there is none. */
  function findCompleted(identity: RunIdentity): RunRecord | null {
    return latestOf(identity, `= 'completed'`, 'TRUE');
  }

  /** The same, if the ledger that it left is the one that stands: another run may have changed that since. */
  function findStanding(identity: RunIdentity): RunRecord | null {
    const standing = standingLedger(context, identity.sourceId);
    return standing === null ? null : latestOf(identity, `= 'completed'`, 'r.ledger = ?', standing);
  }

  /** The latest completed run of these bytes in a source, whatever its settings; null if there is none. */
  function completedRunOf(sourceId: number, sha256: string): string | null {
    return (
      prepared<[number, string], string>(
        `SELECT id FROM current_runs WHERE source_id = ? AND sha256 = ? AND status = 'completed'
         ORDER BY seq DESC LIMIT 1`,
      )
        .pluck()
        .get(sourceId, sha256) ?? null
    );
  }

  /**
   * The latest run of this identity that died on the way and is still what it was to what stands; null if
   * there is none. Only for the holder of the writer lock, to whom a running run is a dead one.
   */
  function findInterrupted(identity: RunIdentity): RunRecord | null {
    return latestOf(
      identity,
      `IN ('running', 'interrupted', 'cancelled')`,
      '(r.ledger IS NULL OR r.standing IS ?)',
      standingLedger(context, identity.sourceId),
    );
  }

  /** Whether what a run has read was compared with what still stands, or was not read yet. */
  function isUpToDate(runId: string): boolean {
    const row = prepared<
      [string],
      { source: number; standing: string | null; ledger: string | null }
    >('SELECT source_id AS source, standing, ledger FROM runs WHERE id = ?').get(runId);
    return !row || row.ledger === null || row.standing === standingLedger(context, row.source);
  }

  /**
   * The completed runs of a source that no later one was built on, but for the latest; the newest first. What
   * they had is in no later ledger.
   */
  function forsakenRuns(sourceId: number): RunRecord[] {
    return prepared<[number, number, number], RunRow>(
      `${SELECT_RUN} WHERE r.source_id = ? AND r.status = 'completed' AND a.run_id IS NULL
         AND r.seq < (SELECT max(seq) FROM current_runs WHERE source_id = ? AND status = 'completed')
         AND NOT EXISTS (SELECT 1 FROM current_runs s WHERE s.stands_on = r.id AND s.status = 'completed')
       ORDER BY r.seq DESC LIMIT ?`,
    )
      .all(sourceId, sourceId, MOST_FORSAKEN)
      .map(runRecord);
  }

  /**
   * The latest completed run of a source, whatever its period and policy; with `beforeRunId` the
   * latest that was begun before that run. Null if there is none.
   */
  function previousCompleted(sourceId: number, beforeRunId?: string): RunRecord | null {
    const row = prepared<[number, string | null, string | null], RunRow>(
      `${SELECT_RUN} WHERE r.source_id = ? AND r.status = 'completed' AND a.run_id IS NULL
         AND (? IS NULL OR r.seq < (SELECT seq FROM runs WHERE id = ?)) ORDER BY r.seq DESC LIMIT 1`,
    ).get(sourceId, beforeRunId ?? null, beforeRunId ?? null);
    return row ? runRecord(row) : null;
  }

  function latestOf(
    { sourceId, sha256, settingsKey, version }: RunIdentity,
    status: string,
    condition: string,
    ...values: (string | null)[]
  ): RunRecord | null {
    const row = prepared<(string | number | null)[], RunRow>(
      `${SELECT_RUN} WHERE r.source_id = ? AND r.sha256 = ? AND r.settings_key = ?
         AND r.software_version = ? AND r.status ${status} AND a.run_id IS NULL AND ${condition}
         AND NOT EXISTS (SELECT 1 FROM keeping_log k WHERE k.deleted = r.id)
       ORDER BY r.seq DESC LIMIT 1`,
    ).get(sourceId, sha256, settingsKey, version, ...values);
    return row ? runRecord(row) : null;
  }

  return {
    findCompleted,
    findStanding,
    completedRunOf,
    findInterrupted,
    isUpToDate,
    forsakenRuns,
    previousCompleted,
    latestRevision: (subject: RunSubject) => latestRevision(context, subject),
  };
}

/** Of a long history, the files that went astray of late are looked at. */
const MOST_FORSAKEN = 20;

/** The run whose ledger stands in a source: that which its latest completed run left; null where none did. */
export function standingLedger({ prepared }: HistoryContext, sourceId: number): string | null {
  return (
    prepared<[number], string>(
      `SELECT ledger FROM current_runs WHERE source_id = ? AND status = 'completed' ORDER BY seq DESC LIMIT 1`,
    )
      .pluck()
      .get(sourceId) ?? null
  );
}

/**
 * The latest completed run of a source, period and policy (null where none counts), and its revision. The number goes
 * on after that of an archived one, which may come back.
 */
export function latestRevision(
  { prepared }: HistoryContext,
  subject: RunSubject,
): { id: string | null; revision: number } {
  return prepared<[RunSubject], { id: string | null; revision: number }>(
    `SELECT coalesce(max(revision), 0) AS revision, (
       SELECT id FROM current_runs WHERE source_id = $sourceId AND status = 'completed' AND policy = $policy
         AND period IS $period ORDER BY revision DESC LIMIT 1
     ) AS id
     FROM runs WHERE source_id = $sourceId AND status = 'completed' AND policy = $policy AND period IS $period`,
  ).get(subject)!;
}

/** The run of an id. Throws Problem `run.unknown`. */
export function runOf({ prepared }: HistoryContext, runId: string): RunRecord {
  const row = prepared<[string], RunRow>(`${SELECT_RUN} WHERE r.id = ?`).get(runId);
  if (!row) throw unknown('run.unknown', runId);
  return runRecord(row);
}

/** The run of an id, which is under way. Throws Problems `run.unknown` and `run.not-running`. */
export function runningRun(context: HistoryContext, runId: string): RunRecord {
  const run = runOf(context, runId);
  if (run.status !== 'running') throw notRunning(run);
  return run;
}
