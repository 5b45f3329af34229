import { dayText, timeText } from '../../ledger/time.ts';
import { EVERY, oddCell } from '../rule/planted.ts';
import type { MovementRule } from '../rule/movement-rule.ts';

/** A movement that has not happened yet at the date that the run looks at. */
export const afterAsOf = {
  code: 'row.after-as-of',
  severity: 'warning',
  title: 'CREATEDAT lies after the as-of date',
  remedy: 'Check the date, or run with a later as-of date.',
  field: 'CREATEDAT',
  finds: ({ createdAt, asOf }, r) => createdAt[r]! > asOf,
  value: ({ createdAt }, r) => timeText(createdAt[r]!),
  says: ({ asOf }) => `CREATEDAT lies after the as-of date ${dayText(asOf)}`,
  table: ({ created, afterAsOf }) => (afterAsOf === null ? null : `${created} >= ${afterAsOf}`),
  planted: () => [
    oddCell('CREATEDAT', { time: Date.UTC(2031, 0, 15, 10, 30) }, EVERY, {
      EXPIREDAT: { time: Date.UTC(2032, 0, 15, 10, 30) },
    }),
  ],
} satisfies MovementRule;
