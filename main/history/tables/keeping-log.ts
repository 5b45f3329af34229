import { keepingEntrySchema } from '../../../core/contract/keeping/keeping-log.ts';
import type { KeepingEntry, LoggedKeeping } from '../../../core/contract/keeping/keeping-log.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';
import { parsed } from './history-context.ts';

interface LogRow {
  id: number;
  at: number;
  actor: string;
  entry: string;
}

/** A period that is locked, and the run that it is locked with. */
export interface LockedPeriod {
  readonly sourceId: number;
  readonly period: string;
  readonly run: string;
  /** When it was locked: ms since 1970. */
  readonly at: number;
}

/** When a run's files were deleted under a retention rule, and by whom. */
export interface DeletedRun {
  readonly at: number;
  readonly by: string;
}

/** What is decided on keeping and deleting; triggers refuse to change it. */
export function keepingLogFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now } = context;

  /**
   * Adds to the log what `decide` makes of the history as it stands at that moment, in one transaction: what others
   * write comes before or after. Audited one by one as `keeping.` and what it is. Returns the numbers of the entries.
   * Throws what `decide` throws, with nothing added.
   */
  function logKeeping(decide: () => readonly KeepingEntry[], actor = context.actor): number[] {
    return atomically(() =>
      decide().map((given) => {
        const entry = keepingEntrySchema.parse(withoutSecrets(given));
        const at = now();
        const { lastInsertRowid } = prepared<[number, string, string]>(
          'INSERT INTO keeping_log (at, actor, entry) VALUES (?, ?, ?)',
        ).run(at, actor, JSON.stringify(entry));
        const { is, ...said } = entry;
        appendAudit({
          action: `keeping.${is}`,
          runId: runOf(entry),
          at,
          actor,
          // The list itself is sealed with the entry.
          detail: { ...said, ...('files' in said && { files: said.files.length }) },
        });
        return Number(lastInsertRowid);
      }),
    );
  }

  function runOf(entry: KeepingEntry): string | null {
    const name = 'name' in entry ? entry.name : null;
    const known = prepared<[string], string>('SELECT id FROM runs WHERE id = ?').pluck();
    return name === null ? null : (known.get(name) ?? null);
  }

  /** All that was decided, the oldest first. */
  function keepingLog(): LoggedKeeping[] {
    return prepared<[], LogRow>('SELECT id, at, actor, entry FROM keeping_log ORDER BY id')
      .all()
      .map(({ entry, ...row }) => ({ ...row, entry: keepingEntrySchema.parse(parsed(entry)) }));
  }

  /** When the files of a run were deleted, and by whom; null where they were not. */
  function deletedRun(runId: string): DeletedRun | null {
    const row = prepared<[string], DeletedRun>(
      'SELECT at, actor AS by FROM keeping_log WHERE deleted = ? ORDER BY id LIMIT 1',
    );
    return row.get(runId) ?? null;
  }

  /** The periods that are locked now. */
  function lockedPeriods(): LockedPeriod[] {
    return prepared<[], LockedPeriod>(
      `SELECT source_id AS sourceId, period, run, at FROM (
         SELECT source_id, period, at, entry ->> '$.event.is' AS "is", entry ->> '$.run' AS run, max(id) FROM close_log
         WHERE entry ->> '$.is' = 'event' GROUP BY source_id, period
       ) WHERE "is" = 'locked'`,
    ).all();
  }

  return { logKeeping, keepingLog, deletedRun, lockedPeriods };
}
