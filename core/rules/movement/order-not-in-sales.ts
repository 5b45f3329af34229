import { idText } from '../../ledger/ids.ts';
import { earned, spent, WORKBOOK } from '../rule/planted.ts';
import type { MovementRule } from '../rule/movement-rule.ts';

/** The order is unknown where all orders should be. */
export const orderNotInSales = {
  code: 'row.order-not-in-sales',
  severity: 'warning',
  title: 'ORDERID is not in Sales',
  remedy: 'Check the order, or export Sales for the whole period.',
  field: 'ORDERID',
  finds: ({ sales, order }, r) =>
    sales !== null && !Number.isNaN(order[r]!) && sales.get(order[r]!) === undefined,
  value: ({ ledger, order }, r) => idText(ledger.order.pool, order[r]!),
  orphansOrder: true,
  table: () => null,
  planted: (at) => [
    {
      formats: WORKBOOK,
      rows: [earned(at, 1800), spent(at, 1800, { inSales: false, found: 'ORDERID' })],
    },
  ],
} satisfies MovementRule;
