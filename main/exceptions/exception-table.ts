import type { Exception } from '../../core/contract/exceptions.ts';
import type { ExceptionNote, ExceptionRecord } from '../../core/contract/run.ts';
import { exceptionTable } from '../../core/report/tables.ts';
import type { Column, Table } from '../../core/report/tables.ts';

/** Exceptions with what people have said about them, as a table to be exported. */
export function workListTable(
  exceptions: readonly ExceptionRecord[],
  notesOf: (exception: ExceptionRecord) => readonly ExceptionNote[],
): Table {
  // Codes that have since been retired are written as they are.
  const table = exceptionTable(exceptions as readonly Exception[]);
  const text = (name: string, of: (exception: ExceptionRecord) => string): Column => ({
    name,
    kind: 'text',
    at: (row) => row,
    pool: exceptions.map(of),
  });
  return {
    ...table,
    columns: [
      ...table.columns,
      text('STATUS', ({ status }) => status),
      text('OWNER', ({ owner }) => owner ?? ''),
      text('NOTES', (exception) => notesOf(exception).map(noteLine).join('\n')),
      text('FIRST_RUN', ({ firstRun }) => firstRun ?? ''),
      text('LAST_RUN', ({ lastRun }) => lastRun ?? ''),
    ],
  };
}

function noteLine({ at, author, text }: ExceptionNote): string {
  return `${new Date(at).toISOString().slice(0, 10)} ${author}: ${text}`;
}
