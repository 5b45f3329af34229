import { centsOfNumber } from '../../ledger/money.ts';
import {
  CODED_TEXT,
  DATE,
  FIRST_DATE,
  LAST_DATE,
  NUMBER,
  type ColumnChunk,
  type RawRow,
} from '../../source/reading/raw-rows.ts';
import { UNUSUAL } from './cell-values.ts';

/** Stands for a text of a dictionary that no row had yet; not a value of any ledger column. */
const UNREAD = Infinity;

/** What a cell stands for in a column of the ledger, or {@link UNUSUAL}. */
export type CellReading = (row: RawRow, c: number) => number;

/** A column of the ledger from row `at` on, and which rows of the chunk turned out to be unusual. */
export interface ChunkTarget<A extends Float64Array | Int32Array | Uint8Array> {
  readonly column: A;
  readonly at: number;
  readonly unusual: Uint8Array;
}

/** The values of a dictionary's texts, each read once, in the order in which rows have them first. */
export interface KnownTexts {
  texts: readonly string[] | null;
  /** By code; the last one is that of the blank cell. */
  values: Float64Array;
}

export function knownTexts(): KnownTexts {
  return { texts: null, values: new Float64Array(0) };
}

/**
 * Fills a ledger column with what the cells of column `c` stand for. The functions below do the same
 * for columns of numbers, in loops that make no object and call nothing for the usual value: ten
 * million rows one by one took three times as long.
 */
export function fillCells<A extends Float64Array | Int32Array | Uint8Array>(
  chunk: ColumnChunk,
  c: number,
  { column, at, unusual }: ChunkTarget<A>,
  read: CellReading,
  known: KnownTexts,
): void {
  const cells = chunk.columns[c]!;
  if (cells?.kind !== CODED_TEXT) {
    for (let r = 0; r < chunk.rows; r++) {
      const value = read(chunk.cell(r, c), c);
      column[at + r] = value;
      if (value === UNUSUAL) unusual[r] = 1;
    }
    return;
  }
  const { codes, texts } = cells;
  if (known.texts !== texts) {
    known.texts = texts;
    known.values = new Float64Array(texts.length + 1).fill(UNREAD);
  }
  const { values } = known;
  const blank = texts.length;
  for (let r = 0; r < chunk.rows; r++) {
    const code = codes[r]!;
    const index = code < 0 ? blank : code;
    let value = values[index]!;
    if (value === UNREAD) values[index] = value = read(chunk.cell(r, c), c);
    column[at + r] = value;
    if (value === UNUSUAL) unusual[r] = 1;
  }
}

/** Fills a column of ids; `blank` is the value of a blank cell, UNUSUAL where an id is required. */
export function fillIds(
  chunk: ColumnChunk,
  c: number,
  target: ChunkTarget<Float64Array>,
  read: CellReading,
  known: KnownTexts,
  blank: number,
): void {
  const cells = chunk.columns[c];
  if (cells?.kind !== NUMBER) return fillCells(chunk, c, target, read, known);
  const { column, at, unusual } = target;
  const { values } = cells;
  for (let r = 0; r < chunk.rows; r++) {
    let value = values[r]!;
    // Plus zero, because an id is never −0.
    if (value >= 0 && value <= Number.MAX_SAFE_INTEGER && value === Math.floor(value)) value += 0;
    else if (value === value) value = read(chunk.cell(r, c), c);
    else value = blank;
    column[at + r] = value;
    if (value === UNUSUAL) unusual[r] = 1;
  }
}

/** Fills a column of times; `blank` is the value of a blank cell, UNUSUAL where a time is required. */
export function fillTimes(
  chunk: ColumnChunk,
  c: number,
  target: ChunkTarget<Float64Array>,
  read: CellReading,
  known: KnownTexts,
  blank: number,
): void {
  const cells = chunk.columns[c];
  if (cells?.kind !== DATE) return fillCells(chunk, c, target, read, known);
  const { column, at, unusual } = target;
  const { values } = cells;
  for (let r = 0; r < chunk.rows; r++) {
    let value = values[r]!;
    if (!(value >= FIRST_DATE && value <= LAST_DATE)) value = value === value ? UNUSUAL : blank;
    column[at + r] = value;
    if (value === UNUSUAL) unusual[r] = 1;
  }
}

/** Fills the column of amounts in cents. */
export function fillCents(
  chunk: ColumnChunk,
  c: number,
  target: ChunkTarget<Float64Array>,
  read: CellReading,
  known: KnownTexts,
): void {
  const cells = chunk.columns[c];
  if (cells?.kind !== NUMBER) return fillCells(chunk, c, target, read, known);
  const { column, at, unusual } = target;
  const { values } = cells;
  for (let r = 0; r < chunk.rows; r++) {
    const reading = centsOfNumber(values[r]!);
    const value = 'cents' in reading ? reading.cents : UNUSUAL;
    column[at + r] = value;
    if (value === UNUSUAL) unusual[r] = 1;
  }
}
