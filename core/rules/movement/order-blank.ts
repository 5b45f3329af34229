import { SPENT } from '../../ledger/ledger.ts';
import { earned, EVERY, spent } from '../rule/planted.ts';
import type { MovementRule } from '../rule/movement-rule.ts';

/** Credit is spent on an order; without it the redemption cannot be traced. */
export const orderBlank = {
  code: 'row.order-blank',
  severity: 'warning',
  title: 'A spent row has no ORDERID',
  remedy: 'Look up the order and fill it in.',
  field: 'ORDERID',
  finds: ({ type, order }, r) => type[r] === SPENT && Number.isNaN(order[r]!),
  table: ({ has, type, hasOrder }) =>
    has('ORDERID') ? `${type} = 'spent' AND ${hasOrder} = 0` : null,
  planted: (at) => [
    {
      formats: EVERY,
      rows: [earned(at, 1500), spent(at, 1500, { ORDERID: null, found: 'ORDERID' })],
    },
  ],
} satisfies MovementRule;
