import { DAY_MS } from '../../ledger/time.ts';
import { EVERY, oddCell } from '../rule/planted.ts';
import type { NumberRule } from '../rule/row-rule.ts';

/** A date without a time of day means that whole day. */
export const expiresBeforeCreated = {
  code: 'row.expires-before-created',
  severity: 'error',
  title: 'EXPIREDAT is before CREATEDAT',
  remedy: 'Correct one of the two dates.',
  on: 'numbers',
  field: 'EXPIREDAT',
  needs: ['CREATEDAT', 'EXPIREDAT'],
  finds({ created, expires }, r) {
    const end = expires[r]!;
    if (!(end < created[r]!)) return false;
    return (end % DAY_MS === 0 ? end + DAY_MS - 1 : end) < created[r]!;
  },
  table: {
    field: 'EXPIREDAT',
    faults: ({ lastMoment, time }) => [`${lastMoment} < ${time('CREATEDAT')}`],
  },
  planted: ({ time }) => [oddCell('EXPIREDAT', { time: time - 30 * DAY_MS }, EVERY)],
} satisfies NumberRule;
