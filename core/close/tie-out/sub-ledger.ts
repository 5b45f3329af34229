import type { CustomerLookup } from '../../accepted/lookup-tables.ts';
import type { CustomerBalance } from '../../contract/close/customers.ts';
import type { BalancePlace } from '../../contract/close/tie-out.ts';
import { idText } from '../../ledger/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';

/** What the ledger of store credit says is owed, in cents. */
export interface SubLedgerBalance extends BalancePlace {
  readonly cents: number;
}

/** What of the sheet Customers says of which company a customer is. */
export type CustomerGroups = Pick<CustomerLookup, 'groupColumns' | 'groups'>;

/**
 * The closing balance of the ledger at its cut-off by currency and company, for the account that all of it
 * stands in, in the order of currencies and companies.
 */
export function closingBalances(
  ledger: Ledger,
  customerGroups: CustomerGroups | null,
  account: string,
): SubLedgerBalance[] {
  const companyOf = companies(customerGroups);
  const sums = new Map<string, SubLedgerBalance>();
  balancesOfAccounts(ledger).forEach((cents, a) => {
    const currency = currencyOf(ledger, a);
    const company = companyOf(ledger.accounts.customer[a]!);
    const key = JSON.stringify([currency, company]);
    const before = sums.get(key)?.cents ?? 0;
    sums.set(key, { account, currency, company, cents: before + cents });
  });
  return [...sums.keys()].sort().map((key) => sums.get(key)!);
}

/** The COMPANY of a customer, by its id; empty where the sheet Customers tells none. */
export function companies(customerGroups: CustomerGroups | null): (customer: number) => string {
  const column = customerGroups?.groupColumns.indexOf('COMPANY') ?? -1;
  return (customer) => (column < 0 ? '' : (customerGroups!.groups.get(customer)?.[column] ?? ''));
}

/** The balance of each customer in each currency at the cut-off, in the order of accounts. */
export function customerBalances(ledger: Ledger): CustomerBalance[] {
  return Array.from(balancesOfAccounts(ledger), (cents, a) => ({
    customer: idText(ledger.customer.pool, ledger.accounts.customer[a]!),
    currency: currencyOf(ledger, a),
    cents,
  }));
}

function balancesOfAccounts({ rows, account, cents, accounts }: Ledger): Float64Array {
  const balances = new Float64Array(accounts.count);
  for (let r = 0; r < rows; r++) balances[account[r]!]! += cents[r]!;
  return balances;
}

function currencyOf({ currency, accounts }: Ledger, account: number): string {
  return currency === null ? '' : currency.pool[accounts.currency[account]!]!;
}
