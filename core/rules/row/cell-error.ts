import { oddCell, WORKBOOK } from '../rule/planted.ts';
import { FIELDS_THAT_ARE_READ } from '../rule/row-rule.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** A cell such as #REF!, of which only Excel knows what it should have been. */
export const cellError = {
  code: 'row.cell-error',
  severity: 'error',
  title: 'The cell shows an Excel error',
  remedy: 'Correct the formula, or paste its value.',
  on: 'cell',
  fields: FIELDS_THAT_ARE_READ,
  finds: ({ is }) => is === 'excel-error',
  table: null,
  planted: () => [
    oddCell('AMOUNT', { error: '#REF!' }, WORKBOOK),
    oddCell('CUSTOMERID', { error: '#REF!' }, WORKBOOK),
  ],
} satisfies CellRule;
