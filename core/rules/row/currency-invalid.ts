import { CURRENCY_FORM, isCurrencyCode } from '../../ledger/money.ts';
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
  finds: (cell) => cell.is === 'value' && !isCurrencyCode(cell.text),
  table: {
    field: 'CURRENCY',
    faults: ({ text, matches }) => [`NOT ${matches(text('CURRENCY'), CURRENCY_FORM)}`],
  },
  planted: () => [oddCell('CURRENCY', 'US Dollar', EVERY)],
} satisfies CellRule;
