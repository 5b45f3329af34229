import type { RunRecord, RunStatus } from '../../../core/contract/run.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { settingsKey } from '../tables/settings-key.ts';
import { latestRevision, runningRun, runOf, standingLedger } from './find-runs.ts';
import { matchBegun, notRunning } from './run-problems.ts';

/** Runs whose completed steps can be gone on from. */
const RESUMABLE: readonly RunStatus[] = ['interrupted', 'cancelled', 'running'];

/** Letting a run wait, and taking it further. */
export function resumeRunFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now } = context;

  /**
   * Lets a run wait for a person after a step: it is interrupted and says so. Its completed steps
   * stand. Throws Problem `run.not-running`.
   */
  function pauseRun(runId: string, after: StepName, at = now()): RunRecord {
    return atomically(() => {
      runningRun(context, runId);
      prepared<[number, string, string]>(
        `UPDATE runs SET status = 'interrupted', ended_at = ?, problem = NULL, paused_after = ?
         WHERE id = ?`,
      ).run(at, after, runId);
      appendAudit({ action: 'run.paused', runId, at, endsRun: true, detail: { after } });
      return runOf(context, runId);
    });
  }

  /**
   * Gives a run that waits or died another policy, and so another identity and line of revisions.
   * Throws Problem `run.match-begun` once matching has begun, `run.not-running` for a run that ended.
   */
  function choosePolicy(runId: string, policy: Policy, at = now()): RunRecord {
    return atomically(() => {
      const run = runOf(context, runId);
      if (!RESUMABLE.includes(run.status)) throw notRunning(run);
      if (run.policy === policy) return run;
      const begun = prepared<[string], number>(
        `SELECT count(*) FROM steps WHERE run_id = ? AND name IN ('match', 'verify', 'report')`,
      ).pluck();
      if (begun.get(runId)! > 0) throw matchBegun(run);
      const settings = { ...run.settings, policy };
      const latest = latestRevision(context, { ...run, policy });
      prepared<(string | number | null)[]>(
        `UPDATE runs SET policy = ?, settings = ?, settings_key = ?, revision = ?, supersedes = ?
         WHERE id = ?`,
      ).run(
        policy,
        JSON.stringify(settings),
        settingsKey(settings, run.softwareVersion),
        latest.revision + 1,
        latest.id,
        runId,
      );
      appendAudit({
        action: 'run.policy-chosen',
        runId,
        at,
        detail: { before: run.policy, after: policy },
      });
      return runOf(context, runId);
    });
  }

  /** Sets an interrupted run going again. Its completed steps stand. */
  function resumeRun(runId: string, at = now()): RunRecord {
    return atomically(() => {
      const run = runOf(context, runId);
      if (!RESUMABLE.includes(run.status)) throw notRunning(run);
      // Another run of the same subject may have completed in the meantime.
      const latest = latestRevision(context, run);
      // What it has read already is what it is to what stood then; else it is compared with what stands now.
      prepared<[number, string | null, string | null, string]>(
        `UPDATE runs SET status = 'running', ended_at = NULL, problem = NULL, paused_after = NULL,
           revision = ?, supersedes = ?,
           standing = CASE WHEN ledger IS NULL THEN ? ELSE standing END WHERE id = ?`,
      ).run(latest.revision + 1, latest.id, standingLedger(context, run.sourceId), runId);
      appendAudit({ action: 'run.resumed', runId, at });
      return runOf(context, runId);
    });
  }

  return { pauseRun, choosePolicy, resumeRun };
}
