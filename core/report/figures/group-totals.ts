import { EXPIRED, SPENT } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { CustomerLookup } from '../../accepted/lookup-tables.ts';

/** Sums of the customers that share a value of a grouping column, per currency. Unsigned cents but `closing`. */
export interface GroupTotal {
  readonly column: string;
  readonly group: string;
  readonly currency: string;
  readonly movements: number;
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly closing: number;
}

/** Totals by COMPANY, COST_CENTER, REGION and CUSTOMER_GROUP, as far as the sheet Customers has them. */
export function groupTotals(
  ledger: Ledger,
  groups: Pick<CustomerLookup, 'groupColumns' | 'groups'> | null,
): GroupTotal[] {
  if (groups === null) return [];
  const { accounts } = ledger;
  const sums = [0, 1, 2].map(() => new Float64Array(accounts.count));
  const movements = new Int32Array(accounts.count);
  for (let row = 0; row < ledger.rows; row++) {
    sums[ledger.type[row]!]![ledger.account[row]!]! += Math.abs(ledger.cents[row]!);
    movements[ledger.account[row]!]!++;
  }
  return groups.groupColumns.flatMap((column, g) => {
    const totals = new Map<string, GroupTotal>();
    for (let a = 0; a < accounts.count; a++) {
      const group = groups.groups.get(accounts.customer[a]!)?.[g] || '(none)';
      const currency = ledger.currency ? ledger.currency.pool[accounts.currency[a]!]! : '';
      const key = `${group}\u0000${currency}`;
      const sum = totals.get(key);
      const [earned, spent, expired] = [sums[0]![a]!, sums[SPENT]![a]!, sums[EXPIRED]![a]!];
      totals.set(key, {
        column,
        group,
        currency,
        movements: (sum?.movements ?? 0) + movements[a]!,
        earned: (sum?.earned ?? 0) + earned,
        spent: (sum?.spent ?? 0) + spent,
        expired: (sum?.expired ?? 0) + expired,
        closing: (sum?.closing ?? 0) + earned - spent - expired,
      });
    }
    return [...totals.keys()].sort().map((key) => totals.get(key)!);
  });
}
