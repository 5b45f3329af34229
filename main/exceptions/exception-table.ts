import type { Exception } from '../../core/contract/exceptions.ts';
import type { ExceptionNote, ExceptionRecord } from '../../core/contract/run.ts';
import { noteLine } from '../history/exceptions/exception-notes.ts';
import { tableOf } from '../../core/report/columns/column.ts';
import type { Table } from '../../core/report/columns/column.ts';
import { eachText } from '../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../core/report/columns/of-items.ts';
import { EXCEPTION_COLUMNS } from '../../core/report/outputs/exceptions.ts';

/** Exceptions with what people have said about them, as a table to be exported. */
export function workListTable(
  exceptions: readonly ExceptionRecord[],
  notesOf: (exception: ExceptionRecord) => readonly ExceptionNote[],
): Table {
  // Codes that have since been retired are written as they are.
  const published = tableOf(
    EXCEPTION_COLUMNS,
    exceptions as readonly Exception[],
    exceptions.length,
  );
  const said: ItemColumns<ExceptionRecord> = [
    eachText('STATUS', ({ status }) => status),
    eachText('OWNER', ({ owner }) => owner ?? ''),
    eachText('NOTES', (exception) => notesOf(exception).map(noteLine).join('\n')),
    eachText('FIRST_RUN', ({ firstRun }) => firstRun ?? ''),
    eachText('LAST_RUN', ({ lastRun }) => lastRun ?? ''),
  ];
  const { columns } = tableOf(said, exceptions, exceptions.length);
  return { ...published, columns: [...published.columns, ...columns] };
}
