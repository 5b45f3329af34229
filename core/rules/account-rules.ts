import { balanceNegative } from './account/balance-negative.ts';
import { idOrder } from './account/id-order.ts';
import type { AccountMovements, AccountRule } from './rule/account-rule.ts';

const RULES = [balanceNegative, idOrder] as const satisfies readonly AccountRule[];
export type AccountCode = (typeof RULES)[number]['code'];

/** The rules on an account's movements in their order. */
export const ACCOUNT_RULES: readonly (AccountRule & { readonly code: AccountCode })[] = RULES;

/**
 * Whether any of the rules finds movement `r`. It runs for every movement, so it is written out instead
 * of walking the list; a test holds it to the list.
 */
export function accountIsOdd(
  movements: AccountMovements,
  balance: number,
  r: number,
  before: number,
): boolean {
  return balanceNegative.finds(movements, balance) || idOrder.finds(movements, balance, r, before);
}
