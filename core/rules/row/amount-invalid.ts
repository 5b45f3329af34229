import { oddCell, UNTYPED } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** An amount in words or with letters in it. */
export const amountInvalid = {
  code: 'row.amount-invalid',
  severity: 'error',
  title: 'AMOUNT is not a number',
  remedy: 'Write the amount as a plain number such as -16.07.',
  on: 'cell',
  fields: ['AMOUNT'],
  finds: (cell) => cell.is === 'unreadable' && cell.why === 'not-a-number',
  table: { field: 'AMOUNT', faults: ({ form }) => [`${form('AMOUNT')} = 'bad'`] },
  planted: () => [oddCell('AMOUNT', 'ten dollars', UNTYPED)],
} satisfies CellRule;
