import { exceptionNoteSchema } from '../../../core/contract/run.ts';
import type { AuditRecord, ExceptionNote } from '../../../core/contract/run.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { centsOf, sourceOf } from './exceptions-of-run.ts';

/** Who says something, and when; the history's actor and now if absent. */
export interface Saying {
  readonly actor?: string;
  readonly at?: number;
}

/** What people have written about exceptions. */
export function noteFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => AuditRecord,
) {
  const { prepared, atomically, now } = context;

  /** Adds one note to several exceptions, with one entry in the audit trail, whose id is answered. */
  function addNotes(runId: string, keys: readonly string[], text: string, by: Saying): number {
    return atomically(() => {
      const sourceId = sourceOf(context, runId);
      const { at = now(), actor = context.actor } = by;
      const detail = { sourceId, keys };
      for (const key of keys) {
        centsOf(context, runId, key);
        insertNote(context, sourceId, key, at, actor, text);
      }
      return appendAudit({ action: 'exception.note', runId, at, actor, detail }).id;
    });
  }

  /** Adds a note to an exception of a run, and so of its source. Throws `exception.unknown`. */
  function addNote(runId: string, key: string, text: string, by: Saying = {}): ExceptionNote {
    return atomically(() => {
      const sourceId = sourceOf(context, runId);
      centsOf(context, runId, key);
      const { at = now(), actor = context.actor } = by;
      const note = insertNote(context, sourceId, key, at, actor, text);
      const detail = { sourceId, keys: [key] };
      appendAudit({ action: 'exception.note', runId, at, actor, detail });
      return note;
    });
  }

  /** The notes of an exception, the oldest first. */
  function exceptionNotes(sourceId: number, key: string): ExceptionNote[] {
    return exceptionNoteSchema
      .array()
      .parse(
        prepared<[number, string]>(
          'SELECT at, author, text FROM exception_notes WHERE source_id = ? AND key = ? ORDER BY id',
        ).all(sourceId, key),
      );
  }

  return { addNotes, addNote, exceptionNotes };
}

/** Adds a note as it is. */
export function insertNote(
  { prepared }: HistoryContext,
  sourceId: number,
  key: string,
  at: number,
  author: string,
  given: string,
): ExceptionNote {
  const text = textWithoutSecrets(given);
  prepared<(string | number)[]>(
    'INSERT INTO exception_notes (source_id, key, at, author, text) VALUES (?, ?, ?, ?, ?)',
  ).run(sourceId, key, at, author, text);
  return { at, author, text };
}
