import { LOST_DIGITS_FORM } from '../../ledger/float-ids.ts';
import { oddCell, UNTYPED, WORKBOOK } from '../rule/planted.ts';
import { ID_FIELDS } from '../rule/row-rule.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** A spreadsheet has shortened the id: others may look the same now, and their customers would be one. */
export const idDigitsLost = {
  code: 'row.id-digits-lost',
  severity: 'error',
  title: 'An id has lost digits',
  remedy:
    'Format the column as text in the source system before the ids are entered, and export again.',
  on: 'cell',
  fields: ID_FIELDS,
  finds: (cell) => cell.is === 'unreadable' && cell.why === 'digits-lost',
  says: (header) => `${header} has lost digits in a spreadsheet`,
  table: {
    field: null,
    faults: ({ text, matches }) => ID_FIELDS.map((field) => matches(text(field), LOST_DIGITS_FORM)),
  },
  planted: () => [
    oddCell('CUSTOMERID', '1.23457E+11', UNTYPED),
    oddCell('ORDERID', 1_234_567_890_123_450, WORKBOOK),
  ],
} satisfies CellRule;
