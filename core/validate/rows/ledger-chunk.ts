import { numbersAtFault } from '../../rules/row-rules.ts';
import { cellText } from '../../source/reading/cells.ts';
import type { HeaderMap } from '../../source/headers.ts';
import type { ColumnChunk } from '../../source/reading/raw-rows.ts';
import {
  amountReader,
  currencyReader,
  idValue,
  reasonReader,
  timeReader,
  typeReader,
  UNUSUAL,
} from './cell-values.ts';
import { fillCells, fillCents, fillIds, fillTimes, knownTexts } from './column-fill.ts';
import type { CellReading, ChunkTarget } from './column-fill.ts';
import type { LedgerArrays, LedgerInReading } from './ledger-columns.ts';

/** What the cells of each field stand for where no rule finds fault with them, else UNUSUAL. */
interface CellReadings {
  readonly id: CellReading;
  readonly type: CellReading;
  readonly created: CellReading;
  readonly expires: CellReading;
  readonly customer: CellReading;
  readonly order: CellReading;
  readonly cents: CellReading;
  readonly reason: CellReading;
  readonly currency: CellReading;
  readonly extras: readonly CellReading[];
}

/**
 * The readings by the pools and coders of the ledger. Ids and texts are numbered as they come, also in
 * a row at fault, so that reading it once more by the row rules changes nothing.
 */
function cellReadings(ledger: LedgerInReading): CellReadings {
  const { ids, customers, orders, dateSystem, formats, zones } = ledger;
  return {
    id: (raw, c) => idValue(raw, c, ids, UNUSUAL),
    type: typeReader(),
    created: timeReader('CREATEDAT', dateSystem, formats, zones, UNUSUAL),
    expires: timeReader('EXPIREDAT', dateSystem, formats, zones, NaN),
    customer: (raw, c) => idValue(raw, c, customers, UNUSUAL),
    order: (raw, c) => idValue(raw, c, orders, NaN),
    cents: amountReader(ledger.currencySigns, formats.AMOUNT),
    reason: reasonReader(ledger.reasons),
    currency: currencyReader(ledger.currencies),
    extras: ledger.extras.map(
      (coder): CellReading =>
        (raw, c) =>
          coder.code(cellText(raw, c)),
    ),
  };
}

/**
 * A function that fills the ledger's next rows with the rows of a chunk, without counting them, and
 * returns by row of the chunk 1 where the row rules have to read it instead: because of a fault or a
 * blank, or because its numbers contradict each other. The answer is valid until the next call. It is
 * null, and all rows are left to the row rules, where a row of the chunk is wholly blank: that is no row
 * of the ledger.
 */
export function chunkFiller(ledger: LedgerInReading): (chunk: ColumnChunk) => Uint8Array | null {
  const { position, extraAt } = ledger;
  const { TRANS_ID: id, TCTYPE: type, CREATEDAT: created, EXPIREDAT: expires } = position;
  const { CUSTOMERID: customer, ORDERID: order, AMOUNT: amount } = position;
  const { REASON: reason, CURRENCY: currency } = position;
  const readings = cellReadings(ledger);
  const known = ledger.header.fields.map(() => knownTexts());
  let unusual = new Uint8Array(0);
  return (chunk) => {
    const { arrays, rows: at } = ledger;
    if (unusual.length < chunk.rows) unusual = new Uint8Array(chunk.rows);
    unusual.fill(0);
    const end = at + chunk.rows;
    const into = <A extends Float64Array | Int32Array | Uint8Array>(column: A): ChunkTarget<A> => ({
      column,
      at,
      unusual,
    });
    fillIds(chunk, id, into(arrays.id), readings.id, known[id]!, UNUSUAL);
    if (holdsBlankRow(chunk, unusual)) return null;
    fillCells(chunk, type, into(arrays.type), readings.type, known[type]!);
    fillTimes(chunk, created, into(arrays.created), readings.created, known[created]!, UNUSUAL);
    if (expires < 0) arrays.expires.fill(NaN, at, end);
    else fillTimes(chunk, expires, into(arrays.expires), readings.expires, known[expires]!, NaN);
    fillIds(chunk, customer, into(arrays.customer), readings.customer, known[customer]!, UNUSUAL);
    if (order < 0) arrays.order.fill(NaN, at, end);
    else fillIds(chunk, order, into(arrays.order), readings.order, known[order]!, NaN);
    fillCents(chunk, amount, into(arrays.cents), readings.cents, known[amount]!);
    if (reason < 0) arrays.reason.fill(-1, at, end);
    else fillCells(chunk, reason, into(arrays.reason), readings.reason, known[reason]!);
    if (currency >= 0)
      fillCells(chunk, currency, into(arrays.currency), readings.currency, known[currency]!);
    extraAt.forEach((c, e) => {
      fillCells(chunk, c, into(arrays.extras[e]!), readings.extras[e]!, known[c]!);
    });
    for (let r = 0; r < chunk.rows; r++) arrays.sheetRow[at + r] = chunk.firstRow + r;
    markFaults(chunk.rows, arrays, at, unusual);
    return unusual;
  };
}

/** Whether one of the rows that have no id has nothing else either. */
function holdsBlankRow(chunk: ColumnChunk, withoutId: Uint8Array): boolean {
  for (let r = withoutId.indexOf(1); r >= 0; r = withoutId.indexOf(1, r + 1))
    if (chunk.row(r) === null) return true;
  return false;
}

/** Marks the rows whose numbers a rule finds. */
function markFaults(rows: number, arrays: LedgerArrays, at: number, unusual: Uint8Array): void {
  for (let r = 0; r < rows; r++) if (numbersAtFault(arrays, at + r)) unusual[r] = 1;
}

/** Adds the columns without a header in which the chunk has values, in the order of their first rows. */
export function noteStrays(chunk: ColumnChunk, header: HeaderMap, strays: Set<number>): void {
  const first: { r: number; c: number }[] = [];
  for (let c = 0; c < chunk.columns.length; c++) {
    if ((c < header.fields.length && header.fields[c] !== null) || strays.has(c)) continue;
    let r = 0;
    while (r < chunk.rows && cellText(chunk.cell(r, c), c) === '') r++;
    if (r < chunk.rows) first.push({ r, c });
  }
  first.sort((a, b) => a.r - b.r || a.c - b.c);
  for (const { c } of first) strays.add(c);
}
