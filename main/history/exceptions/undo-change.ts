import { z } from 'zod';
import type { UndoneChange } from '../../../core/contract/api/exceptions.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { exceptionStatusSchema } from '../../../core/contract/run.ts';
import type { AuditRecord } from '../../../core/contract/run.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { insertNote } from './exception-notes.ts';

const stateSchema = z.object({
  status: exceptionStatusSchema,
  owner: z.string().nullable(),
  updatedAt: z.int().nullable(),
  decidedCents: z.int().nullable(),
});
/** Exceptions that were in one and the same state. */
const stateBeforeSchema = stateSchema.extend({ keys: z.array(z.string()) });
type StateBefore = z.infer<typeof stateBeforeSchema>;

const UNTOUCHED: z.infer<typeof stateSchema> = {
  status: 'open',
  owner: null,
  updatedAt: null,
  decidedCents: null,
};

/** What an entry of the audit trail says of a change that can be undone. */
const changeSchema = z.object({
  sourceId: z.int(),
  keys: z.array(z.string()),
  before: z.array(stateBeforeSchema).default([]),
});

/** The states of exceptions as they are now, those that are alike together. */
export function statesBefore(
  { prepared }: HistoryContext,
  sourceId: number,
  keys: readonly string[],
): readonly StateBefore[] {
  const read = prepared<[number, string], z.infer<typeof stateSchema>>(
    `SELECT status, owner, updated_at AS updatedAt, decided_cents AS decidedCents
     FROM exception_states WHERE source_id = ? AND key = ?`,
  );
  const alike = new Map<string, StateBefore>();
  for (const key of keys) {
    const state = read.get(sourceId, key) ?? UNTOUCHED;
    const as = JSON.stringify(state);
    const known = alike.get(as);
    if (known) known.keys.push(key);
    else alike.set(as, { ...state, keys: [key] });
  }
  return [...alike.values()];
}

/** Taking back what was decided about exceptions; nothing of the trail or the notes is taken away. */
export function undoFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => AuditRecord,
) {
  const { prepared, atomically, now } = context;

  /**
   * Puts the exceptions of a change back to the state before it, but those that were changed again
   * since, and notes on each that it was undone. `entries` are ids of the audit trail, of one change.
   * Throws Problem `exception.changed-since` where nothing of it can be undone any more.
   */
  function undoExceptionChange(runId: string, entries: readonly number[]): UndoneChange {
    return atomically(() => {
      const changes = entries.map((id) => changeOf(runId, id));
      const undone = new Set<string>();
      const at = now();
      for (const change of changes) for (const key of restored(change)) undone.add(key);
      const all = new Set(changes.flatMap(({ keys }) => keys));
      // Of a note alone there is no state to put back: it is said to be withdrawn.
      if (changes.every(({ before }) => before.length === 0))
        for (const key of all) undone.add(key);
      if (undone.size === 0) throw changedSince();
      const { sourceId } = changes[0]!;
      for (const key of undone)
        insertNote(context, sourceId, key, at, context.actor, 'The previous change was undone.');
      const detail = { sourceId, keys: [...undone], entries: [...entries] };
      appendAudit({ action: 'exception.undone', runId, at, detail });
      return { undone: undone.size, left: all.size - undone.size };
    });
  }

  /** The change that an entry of the trail speaks of, and when it was made. Old ones do not say what was before. */
  function changeOf(runId: string, id: number) {
    const row = prepared<[number, string], { at: number; detail: string }>(
      `SELECT at, detail FROM audit
       WHERE id = ? AND run_id = ?
         AND (action = 'exception.note'
           OR (action = 'exception.state' AND json_type(detail, '$.before') IS NOT NULL))
         AND NOT EXISTS (
           SELECT 1 FROM audit AS later
           JOIN json_each(later.detail, '$.entries') AS taken ON taken.value = audit.id
           WHERE later.run_id = audit.run_id AND later.action = 'exception.undone')`,
    ).get(id, runId);
    if (!row) throw changedSince();
    return { at: row.at, ...changeSchema.parse(JSON.parse(row.detail)) };
  }

  /** The keys that were still as the change left them, and are now as they were before it. */
  function restored({ at, sourceId, before }: ReturnType<typeof changeOf>): readonly string[] {
    const restore = prepared<(string | number | null)[]>(
      `UPDATE exception_states SET status = ?, owner = ?, updated_at = ?, decided_cents = ?
       WHERE source_id = ? AND key = ? AND updated_at = ?`,
    );
    return before.flatMap(({ keys, status, owner, updatedAt, decidedCents }) =>
      keys.filter(
        (key) =>
          restore.run(status, owner, updatedAt, decidedCents, sourceId, key, at).changes === 1,
      ),
    );
  }

  return { undoExceptionChange };
}

function changedSince(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'exception.changed-since',
    message: 'This change can no longer be undone: the exceptions have been changed since.',
    hint: 'Reload the list and change them by hand.',
  });
}
