import { compareIdTexts, idText } from './ids.ts';
import type { IdColumn } from './ids.ts';
import { sharedFloat64, sharedInt32 } from './ledger.ts';
import type { Accounts, Ledger, TextColumn } from './ledger.ts';

/**
 * Numbers the accounts (customer and currency) of a ledger in the order of the customer id, then of
 * the currency by code point, and gives each row its account's number.
 */
export function accountsOf(
  customer: IdColumn,
  currency: TextColumn | null,
  rows: number,
): { account: Int32Array; accounts: Accounts } {
  const account = sharedInt32(rows);
  const found = distinctAccounts(customer.values, currency?.codes ?? null, account, rows);
  const count = found.customer.length;
  const byNumber = Int32Array.from({ length: count }, (_, i) => i).sort((i, j) => {
    const a = found.customer[i]!;
    const b = found.customer[j]!;
    const byCustomer =
      a >= 0 && b >= 0
        ? a - b
        : a === b
          ? 0
          : compareIdTexts(idText(customer.pool, a), idText(customer.pool, b));
    if (byCustomer !== 0 || currency === null) return byCustomer;
    return currencyText(currency, found.currency[i]!) < currencyText(currency, found.currency[j]!)
      ? -1
      : 1;
  });
  const numberOf = new Int32Array(count);
  const accounts = { count, customer: sharedFloat64(count), currency: sharedInt32(count) };
  byNumber.forEach((i, n) => {
    numberOf[i] = n;
    accounts.customer[n] = found.customer[i]!;
    accounts.currency[n] = found.currency[i]!;
  });
  for (let r = 0; r < rows; r++) account[r] = numberOf[account[r]!]!;
  return { account, accounts };
}

/** The currencies that a ledger's accounts are in: code text and code, by text. Empty without a CURRENCY column. */
export function currenciesOf(ledger: Pick<Ledger, 'currency' | 'accounts'>): [string, number][] {
  const { currency } = ledger;
  if (currency === null) return [];
  return [...new Set(ledger.accounts.currency)]
    .map((code): [string, number] => [currencyText(currency, code), code])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function currencyText(currency: TextColumn, code: number): string {
  return code < 0 ? '' : currency.pool[code]!;
}

/**
 * Writes each row's account in order of appearance into `account`. An open-addressing table on typed
 * arrays: a Map of ten million doubles takes five times as long.
 */
function distinctAccounts(
  customers: Float64Array,
  currencies: Int32Array | null,
  account: Int32Array,
  rows: number,
): { customer: number[]; currency: number[] } {
  const customer: number[] = [];
  const currency: number[] = [];
  let mask = 1023;
  let table = new Int32Array(mask + 1).fill(-1);
  const slotOf = (id: number, code: number): number => {
    let hash = Math.imul((id | 0) ^ Math.imul((id / 4_294_967_296) | 0, 0x85eb_ca6b), 0x9e37_79b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ code, 0x2c1b_3c6d);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const entry = table[slot]!;
      if (entry < 0 || (customer[entry] === id && currency[entry] === code)) return slot;
      slot = (slot + 1) & mask;
    }
  };
  for (let r = 0; r < rows; r++) {
    const id = customers[r]!;
    const code = currencies === null ? -1 : currencies[r]!;
    const slot = slotOf(id, code);
    if (table[slot]! >= 0) {
      account[r] = table[slot]!;
      continue;
    }
    account[r] = table[slot] = customer.push(id) - 1;
    currency.push(code);
    if (customer.length * 2 > mask) {
      mask = mask * 2 + 1;
      table = new Int32Array(mask + 1).fill(-1);
      for (let i = 0; i < customer.length; i++) table[slotOf(customer[i]!, currency[i]!)] = i;
    }
  }
  return { customer, currency };
}
