import { Problem } from '../../../core/contract/problem.ts';
import type { AuditRecord, RunRecord } from '../../../core/contract/run.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';
import type { Head } from '../audit/heads-file.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { runOf } from './find-runs.ts';
import { notDelivered } from './run-problems.ts';
import type { RunRow } from './run-rows.ts';
import { runRecord, SELECT_RUN } from './run-rows.ts';

/** Of a source, the run that later files are compared with, as it is and as it would be; null for none. */
export interface StandingChange {
  readonly sourceName: string;
  readonly before: RunRecord | null;
  readonly after: RunRecord | null;
}

/** The entries of the audit trail that tell of a delivery; versions before 0.3.0 have the second only. */
const DELIVERED = `'delivery.announced', 'delivery.sent'`;

/** Putting runs aside, and bringing them back (RULES.md section 7). Nothing of them is deleted. */
export function archiveFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => Pick<AuditRecord, 'id' | 'hash'>,
) {
  const { prepared, atomically, now } = context;

  /**
   * Archives runs, all of them or none, and returns those that were not yet. Throws Problem `run.unknown`, and
   * `archive.under-way`, `archive.signed-off`, `archive.delivered` or `archive.built-on` where one has to stay.
   */
  function archiveRuns(runIds: readonly string[], reason: string): RunRecord[] {
    return atomically(() => {
      const runs = runIds.map((id) => runOf(context, id)).filter((run) => run.archived === null);
      refuseToArchive(runs);
      const at = now();
      const because = textWithoutSecrets(reason);
      for (const { id } of runs) {
        prepared<[string, number, string, string]>(
          'INSERT INTO archived_runs (run_id, at, actor, reason) VALUES (?, ?, ?, ?)',
        ).run(id, at, context.actor, because);
        appendAudit({ action: 'run.archived', runId: id, at, detail: { reason: because } });
      }
      return runs;
    });
  }

  /**
   * Brings archived runs back, each to its place in time, and returns those that were archived. Throws Problem
   * `run.unknown`, `archive.deleted`, `archive.under-way` while a run of the same source is at work, and
   * `archive.builds-on` where one builds on a run that stays archived.
   */
  function unarchiveRuns(runIds: readonly string[], reason: string): RunRecord[] {
    return atomically(() => {
      const runs = runIds.map((id) => runOf(context, id)).filter((run) => run.archived !== null);
      refuseToBringBack(runs);
      const detail = { reason: textWithoutSecrets(reason) };
      for (const { id } of runs) {
        prepared<[string]>('DELETE FROM archived_runs WHERE run_id = ?').run(id);
        appendAudit({ action: 'run.unarchived', runId: id, detail });
      }
      return runs;
    });
  }

  /**
   * Writes down that the files of a run are being announced to others: from now on it is not archived, whatever
   * becomes of the announcement, which may be seen although it seems to fail. Throws Problem `run.archived` where the
   * run was archived while its files were uploaded. Returns the head of the audit log, which the manifests bear.
   */
  function announceDelivery(runId: string): Head {
    return atomically(() => {
      if (runOf(context, runId).archived !== null) throw notDelivered(runId);
      const { id, hash } = appendAudit({ action: 'delivery.announced', runId });
      return { entry: id, hash };
    });
  }

  /**
   * What archiving these runs, or bringing them back, would change in what later files are compared with: the
   * sources whose standing run would be another. Throws what that would throw.
   */
  function standingAfter(runIds: readonly string[], archive: boolean): StandingChange[] {
    const runs = runIds.map((id) => runOf(context, id));
    const moved = runs.filter((run) => (run.archived === null) === archive);
    if (archive) refuseToArchive(moved);
    else refuseToBringBack(moved);
    return [...Map.groupBy(moved, ({ sourceId }) => sourceId)]
      .map(([sourceId, own]) => ({
        sourceName: own[0]!.sourceName,
        before: latestOf(sourceId, []),
        after: latestOf(sourceId, ids(own)),
      }))
      .filter(({ before, after }) => before?.id !== after?.id);
  }

  /** The latest completed run of a source that counts, were these archived, or brought back if they are. */
  function latestOf(sourceId: number, moved: readonly string[]): RunRecord | null {
    const row = prepared<[number, string], RunRow>(
      `${SELECT_RUN} WHERE r.source_id = ? AND r.status = 'completed'
         AND (a.run_id IS NULL) <> (r.id IN (SELECT value FROM json_each(?)))
       ORDER BY r.seq DESC LIMIT 1`,
    ).get(sourceId, JSON.stringify(moved));
    return row ? runRecord(row) : null;
  }

  function refuseToArchive(runs: readonly RunRecord[]): void {
    const together = JSON.stringify(ids(runs));
    for (const run of runs) {
      refuseUnderWay(run);
      if (has('SELECT 1 FROM sign_offs WHERE run_id = ?', run.id)) throw signedOff(run);
      if (has(`SELECT 1 FROM audit WHERE run_id = ? AND action IN (${DELIVERED})`, run.id))
        throw delivered(run);
      const builtOn = prepared<[string, string], string>(
        `SELECT id FROM current_runs WHERE stands_on = ? AND status = 'completed'
           AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT 1`,
      ).pluck();
      const later = builtOn.get(run.id, together);
      if (later !== undefined) throw isBuiltOn(run, later);
    }
  }

  function refuseToBringBack(runs: readonly RunRecord[]): void {
    const together = JSON.stringify(ids(runs));
    const buildsOn = prepared<[string, string], string>(
      `SELECT a.run_id FROM runs r JOIN archived_runs a ON a.run_id = r.stands_on
       WHERE r.id = ? AND a.run_id NOT IN (SELECT value FROM json_each(?))`,
    ).pluck();
    for (const run of runs) {
      refuseUnderWay(run);
      if (run.deleted !== null) throw filesDeleted(run);
      const earlier = buildsOn.get(run.id, together);
      if (earlier !== undefined) throw buildsOnArchived(run, earlier);
    }
  }

  /** What a run at work is compared with stays as it was when it began. */
  function refuseUnderWay(run: RunRecord): void {
    const atWork = prepared<[number], string>(
      `SELECT id FROM runs WHERE source_id = ? AND status = 'running' LIMIT 1`,
    ).pluck();
    const other = atWork.get(run.sourceId);
    if (other !== undefined) throw underWay(run, other);
  }

  function has(sql: string, runId: string): boolean {
    return prepared<[string]>(sql).get(runId) !== undefined;
  }

  return { archiveRuns, unarchiveRuns, announceDelivery, standingAfter };
}

function ids(runs: readonly RunRecord[]): string[] {
  return runs.map(({ id }) => id);
}

function underWay({ id, sourceName }: RunRecord, other: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'archive.under-way',
    message:
      id === other
        ? `The run ${id} is still under way.`
        : `A run of ${sourceName} is under way (${other}), and may be compared with this one.`,
    hint: 'Wait until it has ended, or cancel it.',
    details: { runId: id },
  });
}

function filesDeleted({ id }: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'archive.deleted',
    message: `The files of the run ${id} were deleted under a retention rule, so it stays archived.`,
    hint: 'Reconcile the source again if its rows are needed.',
    details: { runId: id },
  });
}

function signedOff({ id }: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'archive.signed-off',
    message: `The run ${id} is signed off. It is part of the books and cannot be archived.`,
    hint: 'Leave it out of the selection. A new revision of the run supersedes it.',
    details: { runId: id },
  });
}

function delivered({ id }: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'archive.delivered',
    message: `The files of the run ${id} have been delivered. Others may rely on them, so the run cannot be archived.`,
    hint: 'Leave it out of the selection. A new revision of the run supersedes it.',
    details: { runId: id },
  });
}

function isBuiltOn({ id }: RunRecord, later: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'archive.built-on',
    message: `The run ${later} builds on the run ${id}, which therefore cannot be archived by itself.`,
    hint: `Archive the run ${later} as well, if it was a trial too.`,
    details: { runId: id, later },
  });
}

function buildsOnArchived({ id }: RunRecord, earlier: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'archive.builds-on',
    message: `The run ${id} builds on the run ${earlier}, which is archived; it cannot be restored by itself.`,
    hint: `Restore the run ${earlier} as well.`,
    details: { runId: id, earlier },
  });
}
