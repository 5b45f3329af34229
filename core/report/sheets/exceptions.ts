import { exceptionCodeAt } from '../figures/exception-list.ts';
import { EXCEPTION_COLUMNS, exceptions as output } from '../outputs/exceptions.ts';
import { EXCEPTION_FILLS } from '../xlsx/fills.ts';
import { tableSheet } from './sheet.ts';

/** Exceptions: the work list, by the colour of its kinds. */
export const exceptions = tableSheet({
  title: 'Exceptions',
  rows: ({ exceptions }) => exceptions.length,
  columns: () => EXCEPTION_COLUMNS,
  tables: (report) => output.tables(report),
  fillOf:
    ({ exceptions }) =>
    (row) =>
      EXCEPTION_FILLS[exceptionCodeAt(exceptions, row)],
});
