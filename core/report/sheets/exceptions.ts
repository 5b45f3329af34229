import { exceptionCodeAt } from '../figures/exception-list.ts';
import { exceptions as output } from '../outputs/exceptions.ts';
import { EXCEPTION_FILLS } from '../xlsx/fills.ts';
import { tableSheet } from './sheet.ts';

/** Exceptions: the work list, by the colour of its kinds. */
export const exceptions = tableSheet({
  title: 'Exceptions',
  rows: ({ exceptions }) => exceptions.length,
  of: (report) => ({
    tables: output.tables(report),
    fillOf: (row) => EXCEPTION_FILLS[exceptionCodeAt(report.exceptions, row)],
  }),
});
