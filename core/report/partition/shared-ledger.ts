import { sharedTexts, textAt } from '../columns/text-bytes.ts';
import type { SharedTexts, TextBytes } from '../columns/text-bytes.ts';
import type { IdColumn } from '../../ledger/ids.ts';
import { sharedFloat64, sharedInt32 } from '../../ledger/ledger.ts';
import type { Ledger, TextColumn } from '../../ledger/ledger.ts';
import type { Partitions } from '../../ledger/partitions.ts';

export interface SharedIds extends SharedTexts {
  readonly values: Float64Array;
}
export interface SharedTextColumn extends SharedTexts {
  readonly codes: Int32Array;
}

/**
 * An arranged ledger whose dictionaries are bytes on shared memory too: worker threads read all of it
 * without a copy, where an array of strings would be copied for each of them.
 */
export interface SharedLedger extends Omit<
  Ledger,
  'id' | 'customer' | 'order' | 'reason' | 'currency' | 'extras'
> {
  readonly id: SharedIds;
  readonly customer: SharedIds;
  readonly order: SharedIds;
  readonly reason: SharedTextColumn;
  readonly currency: SharedTextColumn | null;
  readonly extras: readonly SharedTextColumn[];
}

/** The ledger with its dictionaries as bytes. */
export function sharedLedger(ledger: Ledger): SharedLedger {
  const ids = ({ values, pool }: IdColumn): SharedIds => ({ values, ...sharedTexts(pool) });
  const texts = ({ codes, pool }: TextColumn): SharedTextColumn => ({
    codes,
    ...sharedTexts(pool),
  });
  return {
    ...ledger,
    id: ids(ledger.id),
    customer: ids(ledger.customer),
    order: ids(ledger.order),
    reason: texts(ledger.reason),
    currency: ledger.currency && texts(ledger.currency),
    extras: ledger.extras.map(texts),
  };
}

/**
 * One partition as a ledger of its own: rows and accounts are numbered from 0, and the dictionaries of
 * ids hold what its rows need. Columns are views where they can be. Reasons and the source's other
 * columns, which nothing but the writers reads, are left out.
 */
export function ledgerOfPartition(ledger: SharedLedger, partitions: Partitions, p: number): Ledger {
  const from = partitions.firstRow[p]!;
  const to = partitions.firstRow[p + 1]!;
  const firstAccount = partitions.firstAccount[p]!;
  const afterAccount = partitions.firstAccount[p + 1]!;
  const rows = to - from;
  const account = sharedInt32(rows);
  for (let i = 0; i < rows; i++) account[i] = ledger.account[from + i]! - firstAccount;
  const customer = ownIds(ledger.customer.values, ledger.customer.texts, from, to);
  const customerOfAccount = sharedFloat64(afterAccount - firstAccount);
  for (let i = 0; i < rows; i++) customerOfAccount[account[i]!] = customer.values[i]!;
  return {
    rows,
    id: ownIds(ledger.id.values, ledger.id.texts, from, to),
    type: ledger.type.subarray(from, to),
    createdAt: ledger.createdAt.subarray(from, to),
    expiresAt: ledger.expiresAt.subarray(from, to),
    customer,
    order: { values: ledger.order.values.subarray(from, to), pool: [] },
    cents: ledger.cents.subarray(from, to),
    reason: { codes: ledger.reason.codes.subarray(from, to), pool: [] },
    currency: ledger.currency && {
      codes: ledger.currency.codes.subarray(from, to),
      pool: poolOf(ledger.currency.texts),
    },
    extras: [],
    sheetRow: ledger.sheetRow.subarray(from, to),
    account,
    accounts: {
      count: afterAccount - firstAccount,
      customer: customerOfAccount,
      currency: ledger.accounts.currency.subarray(firstAccount, afterAccount),
    },
    columns: ledger.columns,
  };
}

/** Ids that are all numbers need no dictionary; of the others, those of these rows get one of their own. */
function ownIds(values: Float64Array, texts: TextBytes, from: number, to: number): IdColumn {
  let first = from;
  while (first < to && !(values[first]! < 0)) first++;
  if (first === to) return { values: values.subarray(from, to), pool: [] };
  const pool: string[] = [];
  const known = new Map<number, number>();
  const own = sharedFloat64(to - from);
  for (let row = from; row < to; row++) {
    const value = values[row]!;
    if (!(value < 0)) {
      own[row - from] = value;
      continue;
    }
    let code = known.get(value);
    if (code === undefined) {
      code = -pool.push(textAt(texts, -value - 1));
      known.set(value, code);
    }
    own[row - from] = code;
  }
  return { values: own, pool };
}

/** A small dictionary as strings. */
function poolOf(texts: TextBytes): string[] {
  return Array.from({ length: texts.start.length - 1 }, (_, i) => textAt(texts, i));
}
