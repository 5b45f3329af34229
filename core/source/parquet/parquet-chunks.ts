import type { DuckDBDataChunk, DuckDBVarCharVector, DuckDBVector } from '@duckdb/node-api';
import { timeText } from '../../ledger/time.ts';
import {
  AS_BOOLEAN,
  AS_CODE,
  AS_DATE,
  AS_NUMBER,
  AS_TEXT,
  type ParquetColumn,
} from './parquet-columns.ts';
import {
  CODED_TEXT,
  DATE,
  FIRST_DATE,
  LAST_DATE,
  NUMBER,
  type ChunkColumn,
  type ColumnChunk,
  type RawRow,
} from '../reading/raw-rows.ts';
import { createRowBuffer, type RowBuffer } from '../reading/row-buffer.ts';

/**
 * The memory of a vector of numbers. Declared private, but nothing public reaches it without a call
 * and a test for null for each value. Valid as long as its chunk.
 */
interface NumberVector {
  readonly items: Float64Array | Int32Array;
}

/** What DuckDB delivers, as chunks of columns and as rows. */
export interface ParquetChunks {
  /** The names as the first row; null where all are blank. */
  header(): RawRow | null;
  /** `firstRow` is the number of the chunk's first row. */
  chunk(delivered: DuckDBDataChunk, firstRow: number): ColumnChunk;
  /** Rows that were made and hold a value, the header included. */
  delivered(): number;
}

/** Chunks of the columns, as their SQL delivers them. */
export function createParquetChunks(
  sheet: string,
  columns: readonly ParquetColumn[],
  maxColumns: number,
): ParquetChunks {
  let latest: RawRow | null = null;
  const take = (row: RawRow): void => {
    latest = row;
  };
  const rows = createRowBuffer(sheet, maxColumns, take);
  /** For single cells: a buffer of its own, which is as wide as they lie and counts for nothing. */
  const cells = createRowBuffer(sheet, maxColumns, take);
  const blank: RawRow = { rowNumber: 0, width: 0, kind: [], number: [], text: [] };
  const made = (buffer: RowBuffer): RawRow | null => {
    latest = null;
    buffer.end();
    return latest;
  };
  return {
    header() {
      rows.begin(1);
      columns.forEach((column, c) => {
        if (column.name.trim() !== '') rows.setText(c, column.name);
      });
      return made(rows);
    },
    chunk(delivered, firstRow) {
      const vectors = columns.map((_, c) => delivered.getColumnVector(c));
      return {
        firstRow,
        rows: delivered.rowCount,
        columns: columns.map((column, c) => chunkColumn(column, vectors[c]!)),
        row(r) {
          rows.begin(firstRow + r);
          for (let c = 0; c < columns.length; c++) setCell(rows, c, columns[c]!, vectors[c]!, r);
          return made(rows);
        },
        cell(r, c) {
          cells.begin(firstRow + r);
          setCell(cells, c, columns[c]!, vectors[c]!, r);
          return made(cells) ?? blank;
        },
      };
    },
    delivered: () => rows.delivered(),
  };
}

function chunkColumn(column: ParquetColumn, vector: DuckDBVector): ChunkColumn | null {
  const { items } = vector as unknown as NumberVector;
  switch (column.as) {
    case AS_NUMBER:
      return { kind: NUMBER, values: items as Float64Array };
    case AS_DATE:
      return { kind: DATE, values: items as Float64Array };
    case AS_CODE:
      return { kind: CODED_TEXT, codes: items as Int32Array, texts: column.texts };
    default:
      return null;
  }
}

/** Sets cell r of a column, unless it is blank. */
function setCell(
  rows: RowBuffer,
  c: number,
  column: ParquetColumn,
  vector: DuckDBVector,
  r: number,
): void {
  if (column.as === AS_TEXT) {
    const text = (vector as DuckDBVarCharVector).getItem(r);
    if (text !== null && text.trim() !== '') rows.setText(c, text);
    return;
  }
  const value = (vector as unknown as NumberVector).items[r]!;
  switch (column.as) {
    case AS_CODE:
      if (value >= 0 && column.texts[value] !== '') rows.setText(c, column.texts[value]!);
      break;
    case AS_DATE:
      setDate(rows, c, value);
      break;
    case AS_BOOLEAN:
      if (!Number.isNaN(value)) rows.setBoolean(c, value !== 0);
      break;
    default:
      // NaN is null, and what data frames write for a missing number.
      if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) rows.setNumber(c, value);
      else if (Number.isFinite(value)) rows.setRounded(c, value);
      else if (!Number.isNaN(value)) rows.setText(c, String(value));
  }
}

function setDate(rows: RowBuffer, column: number, time: number): void {
  if (Number.isNaN(time)) return;
  if (time >= FIRST_DATE && time <= LAST_DATE) rows.setDate(column, time, '');
  else rows.setDate(column, NaN, Math.abs(time) <= 8.64e15 ? timeText(time) : 'infinity');
}
