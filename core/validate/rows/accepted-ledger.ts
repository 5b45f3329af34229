import type { SetAside } from '../../accepted/bridge.ts';
import type { LedgerRows } from '../../accepted/validated-source.ts';
import type { FindingLog } from '../../contract/findings.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { idText } from '../../ledger/ids.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { Ledger, SourceColumn } from '../../ledger/ledger.ts';
import { isTooLarge, typeSums } from '../../ledger/type-sums.ts';
import { idDuplicate } from '../../rules/row/id-duplicate.ts';
import type { RowCode } from '../../rules/row-rules.ts';
import type { HeaderMap } from '../../source/headers.ts';
import { textColumn } from '../../source/reading/growing-columns.ts';
import type { LedgerInReading } from './ledger-columns.ts';
import { repeatedRows } from './repeated-ids.ts';
import { storedCells } from './stored-cells.ts';

/** Rows set aside by their place in the ledger: the codes of what is wrong, and the cells as text. */
type RejectedCells = Map<number, { codes: readonly RowCode[]; cells: readonly string[] }>;

/**
 * The ledger of the rows that no rule finds, once all of them are read: rows that repeat a TRANS_ID are
 * set aside as well, and what is left moves together. `rejected` holds the rows that were set aside
 * when they were read; null where they are not wanted.
 */
export function acceptedLedger(
  reading: LedgerInReading,
  findings: FindingLog,
  rejected: RejectedCells | null,
): LedgerRows {
  rejectRepeated(reading, findings, rejected);
  const { arrays, rows, columns, sheet, header, position } = reading;
  const { bad, cents, type, sheetRow } = arrays;
  let rejectedRows = 0;
  for (let r = 0; r < rows; r++) if (bad[r]! !== 0) rejectedRows++;
  const currency =
    position.CURRENCY < 0
      ? null
      : textColumn(reading.currencies, arrays.currency.subarray(0, rows));
  const sums = typeSums({ type, cents, currency }, rows, bad);
  const kept = rows - rejectedRows;
  const cellsSetAside = [...(rejected ?? [])]
    .sort(([a], [b]) => a - b)
    .map(([r, cells]) => ({ row: sheetRow[r]!, ...cells }));
  const setAside = setAsideSums(reading);
  if (rejectedRows > 0)
    for (const column of [...columns.float64, ...columns.int32, type])
      moveTogether(column, bad, rows);
  if (isTooLarge(sums))
    findings.add('ledger.total-too-large', { sheet, column: header.headers[position.AMOUNT]! });
  return {
    ledger: firstRows(reading, kept),
    sourceRows: rows,
    rejectedRows,
    rejected: cellsSetAside,
    setAside,
    control: { rows: kept, sums, quarantinedRows: rejectedRows },
  };
}

/** The rows in error by currency and type, as far as these and the amounts could be read. */
function setAsideSums({ arrays, rows, currencies, position }: LedgerInReading): SetAside[] {
  const { bad, cents, type, currency } = arrays;
  const sums = new Map<string, { -readonly [K in keyof SetAside]: SetAside[K] }>();
  for (let r = bad.indexOf(1); r >= 0 && r < rows; r = bad.indexOf(1, r + 1)) {
    const code = position.CURRENCY < 0 ? -1 : currency[r]!;
    const key = `${code} ${type[r]!}`;
    let sum = sums.get(key);
    if (!sum) {
      sum = {
        currency: currencies.pool[code] ?? '',
        type: TYPE_NAMES[type[r]!] ?? 'unknown',
        rows: 0,
        cents: 0,
        unreadable: 0,
      };
      sums.set(key, sum);
    }
    sum.rows++;
    if (Number.isNaN(cents[r])) sum.unreadable++;
    else sum.cents += Math.abs(cents[r]!);
  }
  return [...sums.values()];
}

/** Sets aside the rows whose TRANS_ID an earlier row has, and says whether the two say the same. */
function rejectRepeated(
  reading: LedgerInReading,
  findings: FindingLog,
  rejected: RejectedCells | null,
): void {
  const { rows, sheet, header, ids } = reading;
  const { id, type, created, customer, cents, sheetRow, bad } = reading.arrays;
  const { code, field } = idDuplicate;
  for (const { row: r, first } of repeatedRows(id, rows)) {
    const same =
      type[r] === type[first] &&
      created[r] === created[first] &&
      Object.is(customer[r], customer[first]) &&
      Object.is(cents[r], cents[first]);
    const value = idText(ids.texts, id[r]!);
    findings.add(code, {
      sheet,
      row: sheetRow[r]!,
      column: header.headers[reading.position[field]]!,
      value,
      what: same
        ? `TRANS_ID ${value} repeats row ${sheetRow[first]!}`
        : `TRANS_ID ${value} is already used by row ${sheetRow[first]!}, which has other values`,
    });
    bad[r] = 1;
    const known = rejected?.get(r);
    rejected?.set(r, {
      codes: [...(known?.codes ?? []), code],
      cells: known?.cells ?? storedCells(reading, r),
    });
  }
}

/** Moves what is not bad to the front. */
function moveTogether(
  column: Float64Array | Int32Array | Uint8Array,
  bad: Uint8Array,
  rows: number,
): void {
  let kept = bad.indexOf(1);
  for (let r = kept + 1; r < rows; r++) if (bad[r] === 0) column[kept++] = column[r]!;
}

/** A ledger of the first rows of the columns, without a copy. */
function firstRows(reading: LedgerInReading, rows: number): Ledger {
  const { arrays, ids, customers, orders, reasons, currencies } = reading;
  const view = <A extends Float64Array | Int32Array | Uint8Array>(column: A): A =>
    column.subarray(0, rows) as A;
  const customer = { values: view(arrays.customer), pool: customers.texts };
  const currency =
    reading.position.CURRENCY < 0 ? null : textColumn(currencies, view(arrays.currency));
  return {
    rows,
    id: { values: view(arrays.id), pool: ids.texts },
    type: view(arrays.type),
    createdAt: view(arrays.created),
    expiresAt: view(arrays.expires),
    customer,
    order: { values: view(arrays.order), pool: orders.texts },
    cents: view(arrays.cents),
    reason: textColumn(reasons, view(arrays.reason)),
    currency,
    extras: arrays.extras.map((codes, e) => textColumn(reading.extras[e]!, view(codes))),
    sheetRow: view(arrays.sheetRow),
    ...accountsOf(customer, currency, rows),
    columns: sourceColumns(reading.header),
  };
}

function sourceColumns(header: HeaderMap): SourceColumn[] {
  let extra = 0;
  return header.fields.flatMap((field, c): SourceColumn[] => {
    const name = header.headers[c]!;
    if (field === null) return [];
    return [field === 'extra' ? { header: name, field, extra: extra++ } : { header: name, field }];
  });
}
