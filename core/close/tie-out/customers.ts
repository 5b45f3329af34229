import type {
  CustomerBalance,
  CustomerComparison,
  CustomerDifference,
} from '../../contract/close/customers.ts';
import { compareIdTexts } from '../../ledger/ids.ts';

/** Two lists of customers side by side, each customer once in each currency. */
export interface ComparedCustomers {
  readonly customers: readonly CustomerDifference[];
  /** Those of whom the two say different things. */
  readonly differences: readonly CustomerDifference[];
  readonly byCurrency: readonly CustomerComparison[];
}

/**
 * Where the balances that the platform lists differ from those of the ledger, by customer and currency, in the
 * order of customers; and the sums of both, by currency: the differences add up to theirs. A customer without
 * a balance need not be listed. Balances that a list has several times of a customer are added up.
 */
export function compareCustomers(
  platform: readonly CustomerBalance[],
  ledger: readonly CustomerBalance[],
): ComparedCustomers {
  const pairs = new Map<string, CustomerDifference>();
  const put = (side: 'platform' | 'ledger', balances: readonly CustomerBalance[]): void => {
    for (const { customer, currency, cents } of balances) {
      const key = `${currency}\u0000${customer}`;
      const pair = pairs.get(key) ?? { customer, currency, platform: null, ledger: null, cents: 0 };
      const change = side === 'platform' ? cents : -cents;
      pairs.set(key, {
        ...pair,
        [side]: (pair[side] ?? 0) + cents,
        cents: pair.cents + change,
      });
    }
  };
  put('platform', platform);
  put('ledger', ledger);
  const sums = new Map<string, CustomerComparison>();
  for (const pair of pairs.values()) {
    const { currency } = pair;
    const before = sums.get(currency);
    const isEqual = pair.cents === 0;
    sums.set(currency, {
      currency,
      platform: (before?.platform ?? 0) + (pair.platform ?? 0),
      ledger: (before?.ledger ?? 0) + (pair.ledger ?? 0),
      equal: (before?.equal ?? 0) + Number(isEqual),
      different: (before?.different ?? 0) + Number(!isEqual),
    });
  }
  const customers = [...pairs.values()].sort(
    (a, b) => compareIdTexts(a.customer, b.customer) || (a.currency < b.currency ? -1 : 1),
  );
  return {
    customers,
    differences: customers.filter(({ cents }) => cents !== 0),
    byCurrency: [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}
