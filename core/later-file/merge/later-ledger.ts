import { sharedFloat64, sharedInt32 } from '../../ledger/ledger.ts';
import type { Ledger, TextColumn } from '../../ledger/ledger.ts';
import { idInPool, idsInPool, joinedPools, textsInPool } from './joined-pools.ts';

/** A later file told in the dictionaries of what stands: equal values are equal texts in both ledgers. */
export interface LaterLedger {
  /** Its pools begin with those of the standing ledger; rows, accounts and columns are the later file's own. */
  readonly ledger: Ledger;
  /** Where each text of the later file's own pools went: for what else is told in them, such as Sales. */
  readonly customerPlace: Int32Array;
  readonly orderPlace: Int32Array;
}

/**
 * The later file in the joined pools. Columns are shared with the given ledger wherever their values stay
 * what they are; nothing of it is changed. `standingExtra` is that of the paired columns.
 */
export function laterInPoolsOf(
  standing: Ledger,
  later: Ledger,
  standingExtra: readonly number[],
): LaterLedger {
  const texts = (stood: TextColumn, came: TextColumn): TextColumn =>
    textsInPool(came, joinedPools(stood.pool, came.pool));
  const customers = joinedPools(standing.customer.pool, later.customer.pool);
  const orders = joinedPools(standing.order.pool, later.order.pool);
  const { accounts } = later;
  const customer = sharedFloat64(accounts.count);
  for (let a = 0; a < accounts.count; a++)
    customer[a] = idInPool(accounts.customer[a]!, customers.placeOf);
  let currency = later.currency;
  let accountCurrency = accounts.currency;
  if (currency !== null && standing.currency !== null) {
    const currencies = joinedPools(standing.currency.pool, currency.pool);
    accountCurrency = sharedInt32(accounts.count);
    for (let a = 0; a < accounts.count; a++) {
      const code = accounts.currency[a]!;
      accountCurrency[a] = code < 0 ? -1 : currencies.placeOf[code]!;
    }
    currency = textsInPool(currency, currencies);
  }
  return {
    ledger: {
      ...later,
      id: idsInPool(later.id, joinedPools(standing.id.pool, later.id.pool)),
      customer: idsInPool(later.customer, customers),
      order: idsInPool(later.order, orders),
      reason: texts(standing.reason, later.reason),
      currency,
      extras: later.extras.map((extra, e) => texts(standing.extras[standingExtra[e]!]!, extra)),
      accounts: { count: accounts.count, customer, currency: accountCurrency },
    },
    customerPlace: customers.placeOf,
    orderPlace: orders.placeOf,
  };
}
