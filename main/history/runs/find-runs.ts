import type { RunRecord } from '../../../core/contract/run.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { unknown } from '../tables/unknown.ts';
import { notRunning } from './run-problems.ts';
import type { RunRow } from './run-rows.ts';
import { runRecord, SELECT_RUN } from './run-rows.ts';

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

/** Runs by what identifies them. */
export function findRunFunctions(context: HistoryContext) {
  const { prepared } = context;

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

  function latestOf(identity: RunIdentity, status: string): RunRecord | null {
    const row = prepared<[string, string, string], RunRow>(
      `${SELECT_RUN} WHERE r.sha256 = ? AND r.settings_key = ? AND r.software_version = ?
         AND r.status ${status} ORDER BY r.seq DESC LIMIT 1`,
    ).get(identity.sha256, identity.settingsKey, identity.version);
    return row ? runRecord(row) : null;
  }

  return {
    findCompleted,
    completedRunOf,
    findInterrupted,
    previousCompleted,
    latestRevision: (subject: RunSubject) => latestRevision(context, subject),
  };
}

/** The latest completed run of a source, period and policy, and its revision. */
export function latestRevision(
  { prepared }: HistoryContext,
  subject: RunSubject,
): { id: string; revision: number } | null {
  return (
    prepared<[number, string, string | null], { id: string; revision: number }>(
      `SELECT id, revision FROM runs WHERE source_id = ? AND status = 'completed' AND policy = ?
         AND period IS ? ORDER BY revision DESC LIMIT 1`,
    ).get(subject.sourceId, subject.policy, subject.period) ?? null
  );
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
