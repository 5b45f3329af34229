import { EARNED } from '../../ledger/ledger.ts';
import { earned, EVERY, oddCell, spent } from '../rule/planted.ts';
import type { NumberRule } from '../rule/row-rule.ts';

/** Either the type or the sign is wrong, and only the origin knows which. */
export const signWrong = {
  code: 'row.sign-wrong',
  severity: 'error',
  title: 'The sign of AMOUNT contradicts TCTYPE',
  remedy: 'Earned rows are positive; spent and expired rows are negative.',
  on: 'numbers',
  field: 'AMOUNT',
  needs: ['TCTYPE', 'AMOUNT'],
  finds: ({ type, cents }, r) => (type[r] === EARNED ? cents[r]! < 0 : cents[r]! > 0),
  table: {
    field: 'AMOUNT',
    faults: ({ text, cents }) => [
      `(${text('TCTYPE')} = 'earned' AND ${cents} < 0) OR (${text('TCTYPE')} IN ('spent', 'expired') AND ${cents} > 0)`,
    ],
  },
  planted: (at) => [
    oddCell('AMOUNT', { cents: -500 }, EVERY),
    { formats: EVERY, rows: [earned(at, 500), spent(at, -500, { found: 'AMOUNT' })] },
  ],
} satisfies NumberRule;
