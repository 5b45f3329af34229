import { EVERY, oddCell } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** Accounts are kept by currency, so it has to be one. */
export const currencyInvalid = {
  code: 'row.currency-invalid',
  severity: 'error',
  title: 'CURRENCY is not a three-letter code',
  remedy: 'Write an ISO 4217 code such as USD.',
  on: 'cell',
  fields: ['CURRENCY'],
  finds: (cell) => cell.is === 'value' && !/^[A-Z]{3}$/.test(cell.text),
  table: {
    field: 'CURRENCY',
    faults: ({ text, matches }) => [`NOT ${matches(text('CURRENCY'), '^[A-Z]{3}$')}`],
  },
  planted: () => [oddCell('CURRENCY', 'US Dollar', EVERY)],
} satisfies CellRule;
