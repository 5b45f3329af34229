import type { TableFormat } from '../../core/contract/calls/written-file.ts';
import type { Exception } from '../../core/contract/exceptions.ts';
import type { ExceptionNote, ExceptionRecord } from '../../core/contract/run.ts';
import { tableOf } from '../../core/report/columns/column.ts';
import type { Table } from '../../core/report/columns/column.ts';
import { eachId, eachNumber, eachText, eachTime } from '../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../core/report/columns/of-items.ts';
import { CONCERNED, exceptionColumns } from '../../core/report/outputs/exceptions.ts';
import { idFormOf } from '../../core/report/partition/text-ids.ts';
import type { About } from '../../core/report/xlsx/about.ts';
import { addListSheet } from '../../core/report/xlsx/list-sheet.ts';
import { addTableSheets } from '../../core/report/xlsx/table-sheet.ts';
import { writeWorkbook } from '../../core/report/xlsx/workbook.ts';
import { localTime } from '../local-day.ts';
import { writeTableFile } from '../app/table-file.ts';

/** An exception with what people have written about it, the oldest note first. */
export interface NotedException {
  readonly exception: ExceptionRecord;
  readonly notes: readonly ExceptionNote[];
}

/**
 * Writes exceptions with what was decided on them; a workbook has all of their notes, a row each, on a sheet of its own.
 * Returns how many exceptions it holds. For use within {@link writeExport}.
 */
export async function writeWorkList(
  path: string,
  format: TableFormat,
  list: readonly NotedException[],
  { csvBom, about }: { readonly csvBom: boolean; readonly about: About },
): Promise<number> {
  const table = workListTable(list);
  if (format !== 'xlsx')
    return writeTableFile(path, 'Exceptions', table, format, { csvBom, about });
  await writeWorkbook(path, about, async (workbook) => {
    await addTableSheets(workbook, 'Exceptions', [table], { part: 'Exceptions', rows: table.rows });
    await addListSheet(workbook, 'Notes', noteColumns(list), notesOf(list));
  });
  return table.rows;
}

/** One value a cell: of notes their number, and the latest. */
function workListTable(list: readonly NotedException[]): Table {
  const exceptions = list.map(({ exception }) => exception);
  // Codes that have since been retired are written as they are.
  const published = tableOf(
    exceptionColumns(idForms(exceptions)),
    exceptions as readonly Exception[],
    exceptions.length,
  );
  const { columns } = tableOf(DECIDED, list, list.length);
  return { ...published, columns: [...published.columns, ...columns] };
}

const DECIDED: ItemColumns<NotedException> = [
  eachText('STATUS', ({ exception }) => exception.status),
  eachText('OWNER', ({ exception }) => exception.owner ?? ''),
  eachNumber('NOTES', ({ notes }) => notes.length),
  eachText('LATEST_NOTE', ({ notes }) => notes.at(-1)?.text ?? ''),
  eachText('NOTED_BY', ({ notes }) => notes.at(-1)?.author ?? ''),
  eachTime('NOTED_AT', ({ notes }) => noted(notes.at(-1))),
  eachText('FIRST_RUN', ({ exception }) => exception.firstRun ?? ''),
  eachText('LAST_RUN', ({ exception }) => exception.lastRun ?? ''),
];

/** When it was written, by the clock of this computer. */
function noted(note: ExceptionNote | undefined): number | null {
  return note ? localTime(note.at) : null;
}

interface Noted {
  readonly exception: ExceptionRecord;
  readonly note: ExceptionNote;
}

function notesOf(list: readonly NotedException[]): Noted[] {
  return list.flatMap(({ exception, notes }) => notes.map((note) => ({ exception, note })));
}

function noteColumns(list: readonly NotedException[]): ItemColumns<Noted> {
  const forms = idForms(list.map(({ exception }) => exception));
  return [
    eachText('CODE', ({ exception }) => exception.code),
    eachId('CUSTOMERID', ({ exception }) => exception.customer, forms.customer),
    eachId('TRANS_ID', ({ exception }) => CONCERNED.id(exception), forms.id),
    eachId('PAIRED_TRANS_ID', ({ exception }) => CONCERNED.pairedId(exception), forms.id),
    eachTime('NOTED_AT', ({ note }) => noted(note)),
    eachText('NOTED_BY', ({ note }) => note.author),
    eachText('NOTE', ({ note }) => note.text, 60, 'wraps'),
  ];
}

function idForms(exceptions: readonly ExceptionRecord[]): Parameters<typeof exceptionColumns>[0] {
  return {
    id: idFormOf(exceptions.flatMap(({ ids }) => ids)),
    customer: idFormOf(exceptions.map(({ customer }) => customer)),
  };
}
