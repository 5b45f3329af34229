import { idText } from '../../ledger/ids.ts';
import { WORKBOOK } from '../rule/planted.ts';
import type { MovementRule } from '../rule/movement-rule.ts';

/** The customer is unknown where all customers should be. */
export const customerNotInCustomers = {
  code: 'row.customer-not-in-customers',
  severity: 'warning',
  title: 'CUSTOMERID is not in Customers',
  remedy: 'Export Customers again, or check the id.',
  field: 'CUSTOMERID',
  finds: ({ customers, customer }, r) => customers !== null && !customers.has(customer[r]!),
  value: ({ ledger, customer }, r) => idText(ledger.customer.pool, customer[r]!),
  table: () => null,
  planted: () => [{ formats: WORKBOOK, rows: [{ found: 'CUSTOMERID' }], inCustomers: false }],
} satisfies MovementRule;
