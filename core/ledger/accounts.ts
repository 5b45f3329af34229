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
  const accounts =
    denseAccounts(customer, currency, account) ?? scatteredAccounts(customer, currency, account);
  return { account, accounts };
}

/**
 * Keys for each row, and in all, up to which a table with a place for each possible account is cheap in
 * time and in memory (five bytes a key).
 */
const DENSE_KEYS_PER_ROW = 4;
const MAX_DENSE_KEYS = 2 ** 26;

/**
 * The accounts where customer ids lie close together, as ids that were given one after the other do:
 * marked in a table of all that are possible, which then has them in their order. Writes each row's
 * account. Null where the ids lie too far apart.
 */
function denseAccounts(
  customer: IdColumn,
  currency: TextColumn | null,
  account: Int32Array,
): Accounts | null {
  const { values } = customer;
  const rows = account.length;
  let lowest = Infinity;
  let highest = -Infinity;
  let texts = 0;
  for (let r = 0; r < rows; r++) {
    const id = values[r]!;
    if (id >= 0) {
      if (id < lowest) lowest = id;
      if (id > highest) highest = id;
    } else if (-id > texts) texts = -id;
    else if (id !== id) return null;
  }
  const numbers = highest >= lowest ? highest - lowest + 1 : 0;
  if (numbers === 0) lowest = 0;
  const rankOf = currency && currencyRanks(currency);
  const currencies = rankOf?.length ?? 1;
  const keys = (numbers + texts) * currencies;
  if (keys > Math.min(MAX_DENSE_KEYS, DENSE_KEYS_PER_ROW * rows + 1024)) return null;

  const seen = new Uint8Array(keys);
  if (currency === null || rankOf === null) {
    for (let r = 0; r < rows; r++) {
      const id = values[r]!;
      seen[id >= 0 ? id - lowest : numbers - id - 1] = 1;
    }
  } else {
    for (let r = 0; r < rows; r++) {
      const id = values[r]!;
      const slot = id >= 0 ? id - lowest : numbers - id - 1;
      // Codes begin at −1, for no currency.
      seen[slot * currencies + rankOf[currency.codes[r]! + 1]!] = 1;
    }
  }
  let count = 0;
  for (let key = 0; key < keys; key++) count += seen[key]!;
  const found = new Int32Array(count);
  for (let key = 0, n = 0; key < keys; key++) if (seen[key] === 1) found[n++] = key;
  const codeAt = new Int32Array(currencies).fill(-1);
  rankOf?.forEach((rank, i) => (codeAt[rank] = i - 1));
  const idOf = (key: number): number => {
    const slot = Math.floor(key / currencies);
    return slot < numbers ? slot + lowest : numbers - slot - 1;
  };
  // Numbers and then currencies stand in their order already; texts stand as they came.
  if (texts > 0)
    found.sort(
      (i, j) => compareIds(customer.pool, idOf(i), idOf(j)) || (i % currencies) - (j % currencies),
    );
  const numberOf = new Int32Array(keys);
  const accounts = { count, customer: sharedFloat64(count), currency: sharedInt32(count) };
  for (let n = 0; n < count; n++) {
    const key = found[n]!;
    numberOf[key] = n;
    accounts.customer[n] = idOf(key);
    accounts.currency[n] = codeAt[key % currencies]!;
  }
  if (currency === null || rankOf === null) {
    for (let r = 0; r < rows; r++) {
      const id = values[r]!;
      account[r] = numberOf[id >= 0 ? id - lowest : numbers - id - 1]!;
    }
  } else {
    for (let r = 0; r < rows; r++) {
      const id = values[r]!;
      const slot = id >= 0 ? id - lowest : numbers - id - 1;
      account[r] = numberOf[slot * currencies + rankOf[currency.codes[r]! + 1]!]!;
    }
  }
  return accounts;
}

/** By code + 1, the place of each currency among all by code point; that of code −1 comes first. */
function currencyRanks(currency: TextColumn): Int32Array {
  const codes = Int32Array.from({ length: currency.pool.length + 1 }, (_, i) => i - 1).sort(
    (a, b) => (currencyText(currency, a) < currencyText(currency, b) ? -1 : 1),
  );
  const ranks = new Int32Array(codes.length);
  codes.forEach((code, rank) => (ranks[code + 1] = rank));
  return ranks;
}

/** The accounts of any ids. Writes each row's account. */
function scatteredAccounts(
  customer: IdColumn,
  currency: TextColumn | null,
  account: Int32Array,
): Accounts {
  const rows = account.length;
  const found = distinctAccounts(customer.values, currency?.codes ?? null, account, rows);
  const count = found.customer.length;
  const byNumber = Int32Array.from({ length: count }, (_, i) => i).sort((i, j) => {
    const byCustomer = compareIds(customer.pool, found.customer[i]!, found.customer[j]!);
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
  return accounts;
}

/** Compares two id values of one pool as compareIdTexts compares their texts. */
export function compareIds(pool: readonly string[], a: number, b: number): number {
  if (a >= 0 && b >= 0) return a - b;
  return a === b ? 0 : compareIdTexts(idText(pool, a), idText(pool, b));
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
