import { oddCell, UNTYPED } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** Half a cent would have to be rounded, and nobody has said which way. */
export const amountDecimals = {
  code: 'row.amount-decimals',
  severity: 'error',
  title: 'AMOUNT has more than 2 decimals',
  remedy: 'Round the amount to cents at its origin.',
  on: 'cell',
  fields: ['AMOUNT'],
  finds: (cell) => cell.is === 'unreadable' && cell.why === 'too-many-decimals',
  table: {
    field: 'AMOUNT',
    faults: ({ form, whole, fraction }) => [
      `${form('AMOUNT')} = 'number' AND LENGTH(${whole}) <= 12 AND LENGTH(${fraction}) > 2`,
    ],
  },
  planted: () => [oddCell('AMOUNT', 12.345, UNTYPED)],
} satisfies CellRule;
