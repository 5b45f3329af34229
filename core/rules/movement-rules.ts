import { customerNotInCustomers } from './movement/customer-not-in-customers.ts';
import { expiryBlank } from './movement/expiry-blank.ts';
import { orderBlank } from './movement/order-blank.ts';
import { orderNotInSales } from './movement/order-not-in-sales.ts';
import { orderOtherCustomer } from './movement/order-other-customer.ts';
import type { MovementRule, Movements } from './rule/movement-rule.ts';

const RULES = [
  orderBlank,
  orderNotInSales,
  orderOtherCustomer,
  customerNotInCustomers,
  expiryBlank,
] as const satisfies readonly MovementRule[];
export type MovementCode = (typeof RULES)[number]['code'];

/** The warnings on single movements, in the order in which a movement is told them. */
export const MOVEMENT_RULES: readonly (MovementRule & { readonly code: MovementCode })[] = RULES;

/**
 * Whether any of the rules finds movement `r`. It runs for every movement, so it is written out instead
 * of walking the list; a test holds it to the list.
 */
export function movementIsOdd(movements: Movements, r: number): boolean {
  return (
    orderBlank.finds(movements, r) ||
    orderNotInSales.finds(movements, r) ||
    orderOtherCustomer.finds(movements, r) ||
    customerNotInCustomers.finds(movements, r) ||
    expiryBlank.finds(movements, r)
  );
}
