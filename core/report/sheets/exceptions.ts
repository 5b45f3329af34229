import { exceptions as output } from '../outputs/exceptions.ts';
import { EXCEPTION_FILLS } from '../xlsx/fills.ts';
import { tableSheet } from './sheet.ts';

/** Exceptions: the work list, by the colour of its kinds. */
export const exceptions = tableSheet({
  title: 'Exceptions',
  rows: ({ exceptions }) => exceptions.kept.length,
  table: output.table,
  fillOf:
    ({ exceptions }) =>
    (row) =>
      EXCEPTION_FILLS[exceptions.kept[row]!.code],
});
