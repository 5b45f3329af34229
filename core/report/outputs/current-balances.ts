import { count, money, time } from '../columns/of-arrays.ts';
import { ROWS_A_TOTAL } from '../drawn/list-rows.ts';
import { currentBalances as standing } from '../figures/balances.ts';
import { currencyColumn, customerColumn } from '../partition/part.ts';
import type { Part, WrittenRun } from '../partition/part.ts';
import { partitioned } from './output.ts';

/** customer_current_balances: where each customer stands, by currency. */
export const currentBalances = partitioned({
  name: 'customer_current_balances',
  formats: ['csv'],
  cost: { rows: ({ source }) => source.ledger.accounts.count, weight: 0.2 },
  sheet: { before: ({ firstAccount }) => firstAccount, foot: footOf },
  rows: balanceRows,
  count: ({ own }) => own.accounts.count,
  columns: (run) => [
    customerColumn(run, ({ customer }) => customer),
    ...currencyColumn(run, ({ own }: BalanceRows) => own.accounts.currency),
    money('CUMULATIVE_EARNED', ({ balances }) => balances.earned),
    money('CUMULATIVE_SPENT', ({ balances }) => balances.spent),
    money('CUMULATIVE_EXPIRED', ({ balances }) => balances.expired),
    money('CURRENT_BALANCE', ({ balances }) => balances.balance),
    count('OPEN_LOTS', ({ balances }) => Float64Array.from(balances.openLots)),
    money('OPEN_LOT_AMOUNT', ({ balances }) => balances.openAmount),
    time('NEXT_EXPIRY', ({ balances }) => balances.nextExpiry),
  ],
});

type BalanceRows = ReturnType<typeof balanceRows>;

function balanceRows({ own, matching, place }: Part, { ledger, asOf }: WrittenRun) {
  // The accounts' own ids are in the coding of the part.
  const customer = new Float64Array(own.accounts.count);
  for (let i = 0; i < own.rows; i++)
    customer[own.account[i]!] = ledger.customer.values[place.firstRow + i]!;
  return { own, customer, balances: standing(own, matching, asOf) };
}

/** Totals by currency stand below. */
function footOf({ ledger: { accounts } }: WrittenRun): number {
  return Math.max(1, new Set(accounts.currency).size) * ROWS_A_TOTAL;
}
