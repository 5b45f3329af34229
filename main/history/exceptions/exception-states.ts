import { exceptionStatusSchema } from '../../../core/contract/run.ts';
import type { ExceptionStatus } from '../../../core/contract/run.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import type { Saying } from './exception-notes.ts';
import { centsOf, sourceOf } from './exceptions-of-run.ts';

export interface StateChange {
  readonly status?: ExceptionStatus | undefined;
  /** Null takes the owner away. */
  readonly owner?: string | null | undefined;
}

/** What people have decided about exceptions. */
export function stateFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
  addNotes: (runId: string, keys: readonly string[], text: string, by: Saying) => void,
) {
  const { prepared, atomically, now } = context;

  /**
   * Sets the status or the owner of exceptions of a run, and so of the same exceptions in every
   * run of its source. All or none: throws Problem `exception.unknown` if the run lacks one.
   */
  function setExceptionState(
    runId: string,
    keys: readonly string[],
    change: StateChange,
    by: Saying = {},
  ): void {
    const at = by.at ?? now();
    const status = change.status === undefined ? null : exceptionStatusSchema.parse(change.status);
    const setsOwner = change.owner !== undefined ? 1 : 0;
    const owner = change.owner == null ? null : textWithoutSecrets(change.owner);
    atomically(() => {
      const sourceId = sourceOf(context, runId);
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
      const detail = { sourceId, keys, ...change };
      appendAudit({ action: 'exception.state', runId, at, detail, ...(actor && { actor }) });
    });
  }

  /**
   * Sets status and owner of exceptions of a run and adds a note to each, all of it or nothing.
   * Throws Problem `exception.unknown` if the run lacks one of them.
   */
  function changeExceptions(
    runId: string,
    keys: readonly string[],
    change: StateChange & { readonly note?: string | undefined },
    by: Saying = {},
  ): void {
    const { note, ...state } = change;
    const said = { ...by, at: by.at ?? now() };
    atomically(() => {
      if (state.status !== undefined || state.owner !== undefined)
        setExceptionState(runId, keys, state, said);
      if (note) addNotes(runId, keys, note, said);
    });
  }

  return { setExceptionState, changeExceptions };
}
