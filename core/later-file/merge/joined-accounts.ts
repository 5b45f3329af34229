import { compareIdTexts, idText } from '../../ledger/ids.ts';
import { sharedFloat64, sharedInt32 } from '../../ledger/ledger.ts';
import type { Accounts } from '../../ledger/ledger.ts';

/** The accounts of two ledgers as one numbering: by customer, then by currency, as in each of them. */
export interface JoinedAccounts {
  readonly accounts: Accounts;
  /** The joined number of each account of the standing and of the later ledger. */
  readonly ofStanding: Int32Array;
  readonly ofLater: Int32Array;
  /** The number of the customer of each joined account, ascending from 0, and how many there are. */
  readonly customerNumber: Int32Array;
  readonly customers: number;
}

/**
 * Joins the accounts of a later file to those that stand, both with the values of the joined pools. Each
 * side is in order already, so this walks along both.
 */
export function joinedAccounts(
  standing: Accounts,
  later: Accounts,
  customerPool: readonly string[],
  currencyPool: readonly string[],
): JoinedAccounts {
  const most = standing.count + later.count;
  const customer = new Float64Array(most);
  const currency = new Int32Array(most);
  const customerNumber = new Int32Array(most);
  const ofStanding = new Int32Array(standing.count);
  const ofLater = new Int32Array(later.count);
  const currencyText = (code: number): string => (code < 0 ? '' : currencyPool[code]!);
  const compare = (s: number, d: number): number => {
    const a = standing.customer[s]!;
    const b = later.customer[d]!;
    if (a !== b)
      return a >= 0 && b >= 0
        ? a - b
        : compareIdTexts(idText(customerPool, a), idText(customerPool, b));
    const x = standing.currency[s]!;
    const y = later.currency[d]!;
    return x === y ? 0 : currencyText(x) < currencyText(y) ? -1 : 1;
  };
  let count = 0;
  let customers = 0;
  for (let s = 0, d = 0; s < standing.count || d < later.count; count++) {
    const order = s === standing.count ? 1 : d === later.count ? -1 : compare(s, d);
    const [side, at] = order <= 0 ? [standing, s] : [later, d];
    customer[count] = side.customer[at]!;
    currency[count] = side.currency[at]!;
    if (count === 0 || customer[count] !== customer[count - 1]) customers++;
    customerNumber[count] = customers - 1;
    if (order <= 0) ofStanding[s++] = count;
    if (order >= 0) ofLater[d++] = count;
  }
  return {
    accounts: {
      count,
      customer: customer.subarray(0, count),
      currency: currency.subarray(0, count),
    },
    ofStanding,
    ofLater,
    customerNumber: customerNumber.subarray(0, count),
    customers,
  };
}

/**
 * The accounts that have rows, as a ledger numbers them; `account`, the joined number of each row, is
 * numbered anew where it is. Returns also the joined number of each account that is left.
 */
export function accountsWithRows(
  joined: Accounts,
  account: Int32Array,
): { accounts: Accounts; joinedNumber: Int32Array } {
  const numberOf = new Int32Array(joined.count);
  for (let r = 0; r < account.length; r++) numberOf[account[r]!] = 1;
  let count = 0;
  for (let a = 0; a < joined.count; a++) numberOf[a] = numberOf[a] === 1 ? count++ : -1;
  const accounts = { count, customer: sharedFloat64(count), currency: sharedInt32(count) };
  const joinedNumber = new Int32Array(count);
  for (let a = 0; a < joined.count; a++) {
    const n = numberOf[a]!;
    if (n < 0) continue;
    accounts.customer[n] = joined.customer[a]!;
    accounts.currency[n] = joined.currency[a]!;
    joinedNumber[n] = a;
  }
  if (count < joined.count)
    for (let r = 0; r < account.length; r++) account[r] = numberOf[account[r]!]!;
  return { accounts, joinedNumber };
}
