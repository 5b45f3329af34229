import { MAX_ROW_CENTS } from '../../ledger/money.ts';
import { EVERY, oddCell } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** Beyond this, sums would no longer be exact. */
export const amountTooLarge = {
  code: 'row.amount-too-large',
  severity: 'error',
  title: 'AMOUNT is larger than 100 billion',
  remedy: 'Correct the amount.',
  on: 'cell',
  fields: ['AMOUNT'],
  finds: (cell) => cell.is === 'unreadable' && cell.why === 'too-large',
  table: {
    field: 'AMOUNT',
    faults: ({ form, whole, cents }) => [
      `${form('AMOUNT')} = 'number' AND (LENGTH(${whole}) > 12 OR ABS(COALESCE(${cents}, 0)) > ${MAX_ROW_CENTS})`,
    ],
    // Its decimals are looked at only where it is not too large.
    before: 'row.amount-decimals',
  },
  planted: () => [oddCell('AMOUNT', { cents: 25_000_000_000_000 }, EVERY)],
} satisfies CellRule;
