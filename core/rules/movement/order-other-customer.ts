import { idText } from '../../ledger/ids.ts';
import { earned, spent, WORKBOOK } from '../rule/planted.ts';
import type { MovementRule } from '../rule/movement-rule.ts';

/** Sales may have an order under several customers; one of them has to be this one. */
export const orderOtherCustomer = {
  code: 'row.order-other-customer',
  severity: 'warning',
  title: 'ORDERID belongs to another customer in Sales',
  remedy: 'Check which customer paid with this order.',
  field: 'ORDERID',
  finds({ sales, order, customer }, r) {
    const owner = sales?.get(order[r]!);
    if (owner === undefined) return false;
    return typeof owner === 'number' ? owner !== customer[r] : !owner.includes(customer[r]!);
  },
  value: ({ ledger, order }, r) => idText(ledger.order.pool, order[r]!),
  says({ ledger, sales, order }, r) {
    const owner = sales!.get(order[r]!)!;
    const other = idText(ledger.customer.pool, typeof owner === 'number' ? owner : owner[0]!);
    const value = idText(ledger.order.pool, order[r]!);
    return `Order ${value} belongs to customer ${other || '(blank)'} in Sales`;
  },
  orphansOrder: true,
  table: () => null,
  planted: (at) => [
    {
      formats: WORKBOOK,
      rows: [earned(at, 2200), spent(at, 2200, { inSales: 'other-customer', found: 'ORDERID' })],
    },
  ],
} satisfies MovementRule;
