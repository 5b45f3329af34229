import { NOISE_ABOVE, NOISE_BELOW } from '../../ledger/money.ts';
import { oddCell, UNTYPED } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** Half a cent would have to be rounded, and nobody has said which way. */
export const amountDecimals = {
  code: 'row.amount-decimals',
  severity: 'error',
  title: 'AMOUNT has more than 2 decimals',
  remedy: 'Round the amount to cents in the source system.',
  on: 'cell',
  fields: ['AMOUNT'],
  finds: (cell) => cell.is === 'unreadable' && cell.why === 'too-many-decimals',
  table: {
    field: 'AMOUNT',
    faults: ({ form, whole, noise }) => [
      `${form('AMOUNT')} = 'number' AND LENGTH(${whole}) <= 12 AND ${noise} NOT IN ('', '${NOISE_BELOW}', '${NOISE_ABOVE}')`,
    ],
  },
  planted: () => [oddCell('AMOUNT', 12.345, UNTYPED)],
} satisfies CellRule;
