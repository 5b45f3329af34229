import type { RunRecord } from '../../../core/contract/run.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { insertNote } from './exception-notes.ts';

type CarriedTo = Pick<RunRecord, 'id' | 'sourceId' | 'policy' | 'period'>;

/** Carrying the states of exceptions from run to run of a source. */
export function carryOverFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, now } = context;

  /** Carries the states over to a run that is about to complete, within its transaction. */
  function carryOver(run: CarriedTo): void {
    reopenReturned(run);
    prepared<[{ run: string; source: number }]>(
      `INSERT INTO exception_states (source_id, key, first_run, last_run)
       SELECT $source, key, $run, $run FROM exceptions WHERE run_id = $run
       ON CONFLICT (source_id, key) DO UPDATE
         SET first_run = coalesce(first_run, excluded.first_run), last_run = excluded.last_run`,
    ).run({ run: run.id, source: run.sourceId });
  }

  function reopenReturned(run: CarriedTo): void {
    const line = { source: run.sourceId, policy: run.policy, period: run.period };
    const previous = prepared<[typeof line], string>(
      `SELECT id FROM current_runs WHERE source_id = $source AND status = 'completed' AND policy = $policy
         AND period IS $period ORDER BY seq DESC LIMIT 1`,
    )
      .pluck()
      .get(line);
    if (previous === undefined) return;
    const returned = prepared<
      [Record<string, string | number | null>],
      { key: string; status: string }
    >(
      `SELECT e.key, s.status FROM exceptions e
       CROSS JOIN exception_states s ON s.source_id = $source AND s.key = e.key AND s.status <> 'open'
       WHERE e.run_id = $run
         -- Of a kind that was not listed in full nobody can tell what was gone from it.
         AND e.code NOT IN (
           SELECT c.code FROM exception_counts c WHERE c.run_id = $previous AND c.count >
             (SELECT count(*) FROM exceptions p WHERE p.run_id = $previous AND p.code = c.code)
         )
         AND NOT EXISTS (SELECT 1 FROM exceptions p WHERE p.run_id = $previous AND p.key = e.key)
         AND EXISTS (
           SELECT 1 FROM current_runs o JOIN exceptions p ON p.run_id = o.id AND p.key = e.key
           WHERE o.source_id = $source AND o.status = 'completed' AND o.policy = $policy AND o.period IS $period
         )`,
    ).all({ ...line, run: run.id, previous });
    const at = now();
    for (const { key, status } of returned) {
      prepared<[number, number, string]>(
        `UPDATE exception_states SET status = 'open', decided_cents = NULL, updated_at = ?
         WHERE source_id = ? AND key = ?`,
      ).run(at, run.sourceId, key);
      const text = `Appeared again in run ${run.id}; reopened. Its status was ${status}.`;
      insertNote(context, run.sourceId, key, at, 'system', text);
    }
    if (returned.length > 0) {
      const keys = returned.map(({ key }) => key);
      appendAudit({
        action: 'exception.reopened',
        runId: run.id,
        actor: 'system',
        detail: { keys },
      });
    }
  }

  return { carryOver };
}
