import { exceptionTitle } from '../../../contract/exceptions.ts';
import { tableOf } from '../../columns/column.ts';
import { eachDate, eachNumber, eachText } from '../../columns/of-items.ts';
import type { ItemColumns } from '../../columns/of-items.ts';
import type { Noted } from '../../figures/decisions.ts';
import type { ReportInput } from '../../figures/report-input.ts';
import { CONCERNED } from '../../outputs/exceptions.ts';
import { sheetTexts } from '../../partition/text-ids.ts';
import { concernedColumns } from './exceptions.ts';
import { tableSheet } from './sheet.ts';

/** Notes: what people have noted on exceptions, a row each. */
export const notes = tableSheet({
  title: 'Notes',
  shows: 'What people have noted on exceptions, the oldest note of each first',
  when: (report) => notesOf(report).length > 0,
  rows: (report) => notesOf(report).length,
  columns: columnsOf,
  tables: (report) => [tableOf(columnsOf(report), notesOf(report), notesOf(report).length)],
});

function notesOf({ afterwards }: ReportInput): readonly Noted[] {
  return afterwards?.notes ?? [];
}

function columnsOf({ source }: ReportInput): ItemColumns<Noted> {
  return [
    eachText('Kind', ({ of }) => exceptionTitle(of.code), 24, 'wraps'),
    ...concernedColumns(sheetTexts(source)).map((column) => ({
      ...column,
      of: (notes: readonly Noted[]) => column.of(notes.map(({ of }) => of)),
    })),
    eachNumber('Row in file', ({ of }) => CONCERNED.row(of), 12),
    eachDate('Noted on', 'day', ({ day }) => Date.parse(day)),
    eachText('Noted by', ({ author }) => author, 18, 'wraps'),
    eachText('Note', ({ text }) => text, 60, 'wraps'),
  ];
}
