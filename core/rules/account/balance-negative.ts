import { idText } from '../../ledger/ids.ts';
import { decimalText } from '../../ledger/money.ts';
import type { AccountRule } from '../rule/account-rule.ts';
import { earned, EVERY, spent } from '../rule/planted.ts';

/** More was taken than had been given: something is missing, or out of order. */
export const balanceNegative = {
  code: 'account.balance-negative',
  severity: 'warning',
  title: 'A balance is overdrawn',
  remedy: 'Look for a missing earned row or a redemption entered too early.',
  field: 'AMOUNT',
  once: true,
  finds: (_movements, balance) => balance < 0,
  value: (_movements, balance) => decimalText(balance),
  says: ({ ledger: { customer } }, balance, r) =>
    `The balance of customer ${idText(customer.pool, customer.values[r]!)} falls to ${decimalText(balance)} here`,
  planted: (at) => [
    { formats: EVERY, rows: [earned(at, 1000), spent(at, 2500, { found: 'AMOUNT' })] },
  ],
} satisfies AccountRule;
