import { EVERY, oddCell } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** Of a movement of another kind it is not known whether it gives or takes. */
export const typeUnknown = {
  code: 'row.type-unknown',
  severity: 'error',
  title: 'TCTYPE is not earned, spent or expired',
  remedy: 'Correct the type.',
  on: 'cell',
  fields: ['TCTYPE'],
  finds: ({ is }) => is === 'unreadable',
  table: {
    field: 'TCTYPE',
    faults: ({ text }) => [`${text('TCTYPE')} NOT IN ('', 'earned', 'spent', 'expired')`],
  },
  planted: () => [oddCell('TCTYPE', 'refunded', EVERY)],
} satisfies CellRule;
