import { oddCell, WORKBOOK } from '../rule/planted.ts';
import { ID_FIELDS } from '../rule/row-rule.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** A number that a spreadsheet shows as a date: the id is behind it, but which of the two was meant is not known. */
export const idDate = {
  code: 'row.id-date',
  severity: 'error',
  title: 'An id is formatted as a date',
  remedy:
    'Format its column as text or as a number, check that the ids are right, and export again.',
  on: 'cell',
  fields: ID_FIELDS,
  finds: (cell) => cell.is === 'unreadable' && cell.why === 'date',
  says: (header) => `${header} is formatted as a date`,
  table: null,
  planted: ({ time }) => [oddCell('CUSTOMERID', { time }, WORKBOOK)],
} satisfies CellRule;
