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

/** Rows that tell their values in the dictionaries of a shared ledger, which are not made a second time. */
export function besideShared(ledger: SharedLedger, rows: Ledger): SharedLedger {
  return {
    ...rows,
    id: { ...ledger.id, values: rows.id.values },
    customer: { ...ledger.customer, values: rows.customer.values },
    order: { ...ledger.order, values: rows.order.values },
    reason: { ...ledger.reason, codes: rows.reason.codes },
    currency: ledger.currency && { ...ledger.currency, codes: rows.currency!.codes },
    extras: ledger.extras.map((extra, e) => ({ ...extra, codes: rows.extras[e]!.codes })),
  };
}

/** The dictionaries of a partition: what its ids are told in, on both sides of the cut-off. */
export interface OwnDictionaries {
  readonly id: OwnDictionary;
  readonly customer: OwnDictionary;
}
interface OwnDictionary {
  readonly pool: string[];
  /** By the value of a text in the run's dictionary its value in this one. */
  readonly known: Map<number, number>;
}

/** Dictionaries that are still empty. */
export function ownDictionaries(): OwnDictionaries {
  return { id: { pool: [], known: new Map() }, customer: { pool: [], known: new Map() } };
}

/**
 * One partition as a ledger of its own: rows and accounts are numbered from 0, and the dictionaries of
 * ids hold what its rows need. Columns are views where they can be. Reasons and the source's other
 * columns, which nothing but the writers reads, are left out.
 */
export function ledgerOfPartition(
  ledger: SharedLedger,
  partitions: Partitions,
  p: number,
  dictionaries: OwnDictionaries,
): Ledger {
  const from = partitions.firstRow[p]!;
  const to = partitions.firstRow[p + 1]!;
  const firstAccount = partitions.firstAccount[p]!;
  const afterAccount = partitions.firstAccount[p + 1]!;
  const rows = to - from;
  const account = sharedInt32(rows);
  for (let i = 0; i < rows; i++) account[i] = ledger.account[from + i]! - firstAccount;
  const customer = ownIds(ledger.customer, dictionaries.customer, from, to);
  const customerOfAccount = sharedFloat64(afterAccount - firstAccount);
  for (let i = 0; i < rows; i++) customerOfAccount[account[i]!] = customer.values[i]!;
  return {
    rows,
    id: ownIds(ledger.id, dictionaries.id, from, to),
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

/** Ids that are all numbers need no dictionary; of the others, those of these rows are entered in their own. */
function ownIds(
  { values, texts }: SharedIds,
  { pool, known }: OwnDictionary,
  from: number,
  to: number,
): IdColumn {
  let first = from;
  while (first < to && !(values[first]! < 0)) first++;
  if (first === to) return { values: values.subarray(from, to), pool };
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
