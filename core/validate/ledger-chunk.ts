import { EARNED } from '../ledger/ledger.ts';
import type { IdPool } from '../ledger/ids.ts';
import { DAY_MS } from '../ledger/time.ts';
import type { DateSystem } from '../ledger/time.ts';
import { cellFault, cellText, centsOfCell, idOfCell, timeOfCell } from '../source/reading/cells.ts';
import type { TextCoder } from '../source/reading/growing-columns.ts';
import type { HeaderMap } from '../source/headers.ts';
import type { ColumnChunk } from '../source/reading/raw-rows.ts';
import {
  fillCells,
  fillCents,
  fillIds,
  fillTimes,
  knownTexts,
  UNUSUAL,
  type CellReading,
  type ChunkTarget,
} from './column-fill.ts';

/** The columns of a ledger that is being read, with room for rows that are still to come. */
export interface LedgerArrays {
  readonly id: Float64Array;
  readonly created: Float64Array;
  readonly expires: Float64Array;
  readonly customer: Float64Array;
  readonly order: Float64Array;
  readonly cents: Float64Array;
  readonly sheetRow: Int32Array;
  readonly reason: Int32Array;
  readonly currency: Int32Array;
  readonly extras: readonly Int32Array[];
  readonly type: Uint8Array;
  /** 1 for a row with an error. */
  readonly bad: Uint8Array;
}

/** Where each field stands in the sheet; −1 where it is not there. */
export type FieldPositions = Readonly<
  Record<
    'id' | 'type' | 'created' | 'expires' | 'customer' | 'order' | 'amount' | 'reason' | 'currency',
    number
  >
>;

/** What the cells of each field stand for where no row rule finds fault with them, else UNUSUAL. */
export interface CellReadings {
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
export function cellReadings(by: {
  readonly knownType: (text: string) => number | undefined;
  readonly currencyCode: (text: string) => { code: number; valid: boolean };
  readonly ids: IdPool;
  readonly customers: IdPool;
  readonly orders: IdPool;
  readonly dateSystem: DateSystem;
  readonly reasons: TextCoder;
  readonly extras: readonly TextCoder[];
}): CellReadings {
  const ifUsable =
    (read: CellReading): CellReading =>
    (raw, c) =>
      cellFault(raw, c) === undefined ? read(raw, c) : UNUSUAL;
  const id = (pool: IdPool, blank: number): CellReading =>
    ifUsable((raw, c) => {
      const value = idOfCell(raw, c, pool);
      return Number.isNaN(value) ? blank : value;
    });
  const time = (blank: number): CellReading =>
    ifUsable((raw, c) => {
      const value = timeOfCell(raw, c, by.dateSystem) ?? UNUSUAL;
      return Number.isNaN(value) ? blank : value;
    });
  return {
    id: id(by.ids, UNUSUAL),
    type: ifUsable((raw, c) => by.knownType(cellText(raw, c)) ?? UNUSUAL),
    created: time(UNUSUAL),
    expires: time(NaN),
    customer: id(by.customers, UNUSUAL),
    order: id(by.orders, NaN),
    cents: ifUsable((raw, c) => {
      const reading = centsOfCell(raw, c);
      return reading && 'cents' in reading && reading.cents !== 0 ? reading.cents : UNUSUAL;
    }),
    reason: (raw, c) => by.reasons.code(cellText(raw, c).trimEnd()),
    currency: ifUsable((raw, c) => {
      const { code, valid } = by.currencyCode(cellText(raw, c));
      return valid ? code : UNUSUAL;
    }),
    extras: by.extras.map(
      (coder): CellReading =>
        (raw, c) =>
          coder.code(cellText(raw, c)),
    ),
  };
}

/**
 * A function that fills the ledger's rows from `at` on with the rows of a chunk, and returns by row of
 * the chunk 1 where the row rules have to read it instead: because of a fault or a blank, or because
 * its fields contradict each other. The answer is valid until the next call. It is null, and all rows
 * are left to the row rules, where a row of the chunk is wholly blank: that is no row of the ledger.
 */
export function chunkFiller(
  header: HeaderMap,
  {
    position,
    extraAt,
    readings,
  }: { position: FieldPositions; extraAt: readonly number[]; readings: CellReadings },
): (chunk: ColumnChunk, arrays: LedgerArrays, at: number) => Uint8Array | null {
  const known = header.fields.map(() => knownTexts());
  let unusual = new Uint8Array(0);
  return (chunk, arrays, at) => {
    if (unusual.length < chunk.rows) unusual = new Uint8Array(chunk.rows);
    unusual.fill(0);
    const end = at + chunk.rows;
    const into = <A extends Float64Array | Int32Array | Uint8Array>(column: A): ChunkTarget<A> => ({
      column,
      at,
      unusual,
    });
    const { id, type, created, expires, customer, order, amount, reason, currency } = position;
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
    markContradictions(chunk.rows, arrays, at, unusual);
    return unusual;
  };
}

/** Whether one of the rows that have no id has nothing else either. */
function holdsBlankRow(chunk: ColumnChunk, withoutId: Uint8Array): boolean {
  for (let r = withoutId.indexOf(1); r >= 0; r = withoutId.indexOf(1, r + 1))
    if (chunk.row(r) === null) return true;
  return false;
}

/** Marks the rows whose sign contradicts their type, and those that expire before they begin. */
function markContradictions(
  rows: number,
  { type, cents, created, expires }: LedgerArrays,
  at: number,
  unusual: Uint8Array,
): void {
  for (let r = 0; r < rows; r++) {
    const row = at + r;
    if (cents[row]! > 0 !== (type[row] === EARNED) || expiresBefore(expires[row]!, created[row]!))
      unusual[r] = 1;
  }
}

/** Whether a lot expires before it is earned. A date without a time of day means that whole day. */
export function expiresBefore(expires: number, created: number): boolean {
  if (!(expires < created)) return false;
  return (expires % DAY_MS === 0 ? expires + DAY_MS - 1 : expires) < created;
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
