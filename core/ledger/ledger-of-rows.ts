import { accountsOf } from './accounts.ts';
import { createIdPool, idText } from './ids.ts';
import type { IdColumn } from './ids.ts';
import { sharedFloat64, sharedInt32, sharedUint8 } from './ledger.ts';
import type { Ledger, TextColumn } from './ledger.ts';

/**
 * The ledger that has only these rows of another, in the order given. Its accounts and its ids are
 * numbered anew, so that its cost depends on the rows and not on the ledger they come from.
 */
export function ledgerOfRows(ledger: Ledger, rows: readonly number[]): Ledger {
  const float64 = (column: Float64Array): Float64Array => taken(column, sharedFloat64(rows.length));
  const int32 = (column: Int32Array): Int32Array => taken(column, sharedInt32(rows.length));
  const text = ({ codes, pool }: TextColumn): TextColumn => ({ codes: int32(codes), pool });
  function taken<A extends Float64Array | Int32Array | Uint8Array>(from: A, to: A): A {
    rows.forEach((row, i) => (to[i] = from[row]!));
    return to;
  }
  const id = ({ values, pool }: IdColumn): IdColumn => {
    const own = createIdPool();
    const column = sharedFloat64(rows.length);
    rows.forEach((row, i) => (column[i] = own.ofText(idText(pool, values[row]!))));
    return { values: column, pool: own.texts };
  };
  const customer = id(ledger.customer);
  const currency = ledger.currency && text(ledger.currency);
  return {
    rows: rows.length,
    id: id(ledger.id),
    type: taken(ledger.type, sharedUint8(rows.length)),
    createdAt: float64(ledger.createdAt),
    expiresAt: float64(ledger.expiresAt),
    customer,
    order: id(ledger.order),
    cents: float64(ledger.cents),
    reason: text(ledger.reason),
    currency,
    extras: ledger.extras.map(text),
    sheetRow: int32(ledger.sheetRow),
    columns: ledger.columns,
    ...accountsOf(customer, currency, rows.length),
  };
}
