import { exceptionStatusSchema } from '../../../core/contract/run.ts';
import type { AuditRecord, ExceptionStatus } from '../../../core/contract/run.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import type { Saying } from './exception-notes.ts';
import { centsOf, sourceOf } from './exceptions-of-run.ts';
import { statesBefore } from './undo-change.ts';

export interface StateChange {
  readonly status?: ExceptionStatus | undefined;
  /** Null takes the owner away. */
  readonly owner?: string | null | undefined;
}

/** What people have decided about exceptions. */
export function stateFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => AuditRecord,
  addNotes: (runId: string, keys: readonly string[], text: string, by: Saying) => number,
) {
  const { prepared, atomically, now } = context;

  /**
   * Sets the status or the owner of exceptions of a run, and so of the same exceptions in every
   * run of its source. All or none: throws Problem `exception.unknown` if the run lacks one. The
   * entry in the audit trail keeps what was there before; its id is answered.
   */
  function setExceptionState(
    runId: string,
    keys: readonly string[],
    change: StateChange,
    by: Saying = {},
  ): number {
    const at = by.at ?? now();
    const status = change.status === undefined ? null : exceptionStatusSchema.parse(change.status);
    const setsOwner = change.owner !== undefined ? 1 : 0;
    const owner = change.owner == null ? null : textWithoutSecrets(change.owner);
    return atomically(() => {
      const sourceId = sourceOf(context, runId);
      const before = statesBefore(context, sourceId, keys);
      for (const key of keys) {
        prepared<(string | number | null)[]>(
          `INSERT INTO exception_states (source_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING`,
        ).run(sourceId, key);
        prepared<[Record<string, string | number | null>]>(
          `UPDATE exception_states SET updated_at = $at,
             decided_cents = CASE WHEN $status IS NULL THEN decided_cents ELSE $cents END,
             status = coalesce($status, status),
             owner = CASE WHEN $setsOwner = 1 THEN $owner ELSE owner END
           WHERE source_id = $sourceId AND key = $key`,
        ).run({ at, status, setsOwner, owner, cents: centsOf(context, runId, key), sourceId, key });
      }
      const { actor } = by;
      const detail = { sourceId, keys, ...change, before };
      return appendAudit({ action: 'exception.state', runId, at, detail, ...(actor && { actor }) })
        .id;
    });
  }

  /**
   * Sets status and owner of exceptions of a run and adds a note to each, all of it or nothing.
   * Throws Problem `exception.unknown` if the run lacks one of them. Answers the ids of its entries
   * in the audit trail, by which it can be undone.
   */
  function changeExceptions(
    runId: string,
    keys: readonly string[],
    change: StateChange & { readonly note?: string | undefined },
    by: Saying = {},
  ): readonly number[] {
    const { note, ...state } = change;
    const said = { ...by, at: by.at ?? now() };
    return atomically(() => {
      const ids: number[] = [];
      if (state.status !== undefined || state.owner !== undefined)
        ids.push(setExceptionState(runId, keys, state, said));
      if (note) ids.push(addNotes(runId, keys, note, said));
      return ids;
    });
  }

  return { setExceptionState, changeExceptions };
}
