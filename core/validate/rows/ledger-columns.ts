import type { IdPool } from '../../ledger/ids.ts';
import type { LedgerField } from '../../ledger/ledger.ts';
import type { DateSystem } from '../../ledger/time.ts';
import type { ReadColumns } from '../../rules/rule/row-rule.ts';
import type { HeaderMap } from '../../source/headers.ts';
import { growingColumns, textCoder } from '../../source/reading/growing-columns.ts';
import type { GrowingColumns, TextCoder } from '../../source/reading/growing-columns.ts';
import type { ColumnFormats, DateField, RowText } from './cell-values.ts';

/** The columns of a ledger that is being read, with room for rows that are still to come. */
export interface LedgerArrays extends ReadColumns {
  readonly id: Float64Array;
  readonly customer: Float64Array;
  readonly order: Float64Array;
  readonly sheetRow: Int32Array;
  readonly reason: Int32Array;
  readonly currency: Int32Array;
  readonly extras: readonly Int32Array[];
  /** 1 for a row with an error. */
  readonly bad: Uint8Array;
}

/** A ledger that is being read: its columns so far, and what numbers its ids and texts. */
export interface LedgerInReading {
  readonly sheet: string;
  readonly header: HeaderMap;
  readonly dateSystem: DateSystem;
  readonly formats: ColumnFormats;
  /** Where each field stands in the sheet; −1 where it is not there. */
  readonly position: Readonly<Record<LedgerField, number>>;
  /** Where the columns stand that are carried along unchanged. */
  readonly extraAt: readonly number[];
  readonly ids: IdPool;
  readonly customers: IdPool;
  readonly orders: IdPool;
  readonly reasons: TextCoder;
  readonly currencies: TextCoder;
  readonly extras: readonly TextCoder[];
  /** Those that amounts bear. */
  readonly currencySigns: Set<string>;
  /** The first date of a column that bears a zone. */
  readonly zones: Map<DateField, RowText>;
  readonly columns: GrowingColumns;
  arrays: LedgerArrays;
  rows: number;
}

/** An empty ledger with room for the rows that are expected. */
export function ledgerInReading(
  header: HeaderMap,
  options: Pick<
    LedgerInReading,
    'sheet' | 'dateSystem' | 'formats' | 'ids' | 'customers' | 'orders'
  > & {
    /** Rows to expect, where known. */
    readonly hint: number | null;
  },
): LedgerInReading {
  const { hint, sheet, dateSystem, formats, ids, customers, orders } = options;
  const extraAt = header.fields.flatMap((field, c) => (field === 'extra' ? [c] : []));
  const columns = growingColumns(
    { float64: 6, int32: 3 + extraAt.length, uint8: 2 },
    Math.max(1024, (hint ?? 0) + 1),
  );
  const at = (field: LedgerField): number => header.fields.indexOf(field);
  return {
    sheet,
    header,
    dateSystem,
    formats,
    position: {
      TRANS_ID: at('TRANS_ID'),
      TCTYPE: at('TCTYPE'),
      CREATEDAT: at('CREATEDAT'),
      EXPIREDAT: at('EXPIREDAT'),
      CUSTOMERID: at('CUSTOMERID'),
      ORDERID: at('ORDERID'),
      AMOUNT: at('AMOUNT'),
      REASON: at('REASON'),
      CURRENCY: at('CURRENCY'),
    },
    extraAt,
    ids,
    customers,
    orders,
    reasons: textCoder(),
    currencies: textCoder(),
    extras: extraAt.map(textCoder),
    currencySigns: new Set(),
    zones: new Map(),
    columns,
    arrays: namedArrays(columns),
    rows: 0,
  };
}

/** Makes room for more rows. */
export function makeRoom(ledger: LedgerInReading, more: number): void {
  if (ledger.columns.reserve(ledger.rows + more)) ledger.arrays = namedArrays(ledger.columns);
}

function namedArrays({ float64, int32, uint8 }: GrowingColumns): LedgerArrays {
  const [id, created, expires, customer, order, cents] = float64 as Float64Array[];
  const [sheetRow, reason, currency, ...extras] = int32 as Int32Array[];
  const [type, bad] = uint8 as Uint8Array[];
  return {
    id: id!,
    created: created!,
    expires: expires!,
    customer: customer!,
    order: order!,
    cents: cents!,
    sheetRow: sheetRow!,
    reason: reason!,
    currency: currency!,
    extras,
    type: type!,
    bad: bad!,
  };
}
