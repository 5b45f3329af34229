import { EVERY, oddCell } from '../rule/planted.ts';
import type { NumberRule } from '../rule/row-rule.ts';

/** A movement that moves nothing is a mistake somewhere. */
export const amountZero = {
  code: 'row.amount-zero',
  severity: 'error',
  title: 'AMOUNT is zero',
  remedy: 'Remove the row or correct the amount.',
  on: 'numbers',
  field: 'AMOUNT',
  needs: ['AMOUNT'],
  finds: ({ cents }, r) => cents[r] === 0,
  table: { field: 'AMOUNT', faults: ({ cents }) => [`${cents} = 0`] },
  planted: () => [oddCell('AMOUNT', { cents: 0 }, EVERY)],
} satisfies NumberRule;
