import type { Counted, Tell } from '../../contract/steps.ts';

/** What a cell of a source can hold, before any rule reads it. */
export const BLANK = 0;
/** `number[c]` holds the value. */
export const NUMBER = 1;
/** `text[c]` holds the value. */
export const TEXT = 2;
/** A date-formatted cell or a timestamp: `number[c]` holds wall-clock ms; NaN where the serial is no date, then `text[c]` holds it. */
export const DATE = 3;
/** `number[c]` holds 0 or 1. */
export const BOOLEAN = 4;
/** An Excel error value: `text[c]` holds `#REF!` and the like. */
export const CELL_ERROR = 5;
/** A formula cell without a stored result. */
export const FORMULA_WITHOUT_VALUE = 6;

/**
 * One row of a sheet. The arrays belong to the reader and are overwritten by the next row; entries
 * at or beyond `width` are stale. A row with only blank cells is never delivered.
 */
export interface RawRow {
  /** As the source shows it: Excel's row number, the line a CSV record starts on, 2 + index for Parquet. */
  rowNumber: number;
  width: number;
  readonly kind: number[];
  readonly number: number[];
  readonly text: string[];
}

/** The times that a DATE cell can hold: the years 1900 to 9999. */
export const FIRST_DATE = Date.UTC(1900, 0, 1);
export const LAST_DATE = Date.UTC(10_000, 0, 1) - 1;

/** A number of more digits than the program that wrote it keeps: `number[c]` holds what it made of it. */
export const ROUNDED_NUMBER = 7;

/** Text cells of a {@link ChunkColumn} as codes of a dictionary. */
export const CODED_TEXT = 8;

/**
 * A column of a chunk, for loops that look at nothing but numbers. NaN and the code −1 are blank, and
 * so is a code whose text is empty. What lies outside of what a cell of the kind can hold (infinite
 * numbers, times before {@link FIRST_DATE}) has to be asked for with {@link ColumnChunk.cell}.
 */
export type ChunkColumn =
  | { readonly kind: typeof NUMBER | typeof DATE; readonly values: Float64Array }
  | {
      readonly kind: typeof CODED_TEXT;
      readonly codes: Int32Array;
      /** The same array for all chunks of a reading. */
      readonly texts: readonly string[];
    };

/** A run of rows, column by column; it and what it returns are valid until the next one is delivered. */
export interface ColumnChunk {
  /** The number of its first row; the others follow without a gap. */
  readonly firstRow: number;
  readonly rows: number;
  /** Null for a column whose cells have to be asked for one by one. */
  readonly columns: readonly (ChunkColumn | null)[];
  /** Row `r` of the chunk, as `readSheet` delivers it; null where all of it is blank. */
  row(r: number): RawRow | null;
  /** A row in which only column `c` of row `r` is filled; all else may be blank. */
  cell(r: number, c: number): RawRow;
}

/** Delivers the rows of a chunk that are not blank, one by one. */
export function eachRow(chunk: ColumnChunk, onRow: (row: RawRow) => void): void {
  for (let r = 0; r < chunk.rows; r++) {
    const row = chunk.row(r);
    if (row !== null) onRow(row);
  }
}

export interface ColumnTaker {
  /** Takes the header. Not called where no column has a name. */
  row(header: RawRow): void;
  chunk(chunk: ColumnChunk): void;
}

export interface SheetRead {
  /** Rows delivered, the header included. */
  readonly rows: number;
  /** Ranges such as `A1:C1` of merged cells that touch row 1. */
  readonly mergedHeader: readonly string[];
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** What was read so far and, where known, in all. Called at most a few times a second. */
  readonly onProgress?: Tell<Counted>;
  /** The row that holds the header, where titles stand above it: they may be of any width. */
  readonly headerRow?: number;
}

/** An open source. Text and Parquet files have one sheet, `TC_Data`. */
export interface OpenSource {
  readonly format: 'xlsx' | 'csv' | 'parquet';
  readonly sheetNames: readonly string[];
  /** How the file was understood, for the run record: delimiter, encoding, date system. */
  readonly notes: Readonly<Record<string, string>>;
  /** Rows if the source tells them without being read (Parquet), to size the columns. */
  readonly rowHint: number | null;
  /** Delivers the rows of a sheet in order; the first is the header. Throws a Problem of kind `source-unreadable`. */
  readSheet(name: string, onRow: (row: RawRow) => void, options?: ReadOptions): Promise<SheetRead>;
  /** The same for sources that hold columns: what `readSheet` delivers row by row, and in the same order. */
  readColumns?(name: string, take: ColumnTaker, options?: ReadOptions): Promise<void>;
  close(): Promise<void>;
}

/** Limits that keep a hostile file from taking the machine down. */
export interface SourceLimits {
  /** Bytes of one unpacked part of a workbook. */
  readonly maxPartBytes: number;
  /** Bytes of all unpacked parts that are read. */
  readonly maxTotalBytes: number;
  /** Unpacked over packed bytes, checked beyond 64 MiB unpacked. */
  readonly maxRatio: number;
  readonly maxColumns: number;
  /** Distinct shared strings. */
  readonly maxSharedStrings: number;
}

export const DEFAULT_LIMITS: SourceLimits = {
  maxPartBytes: 4 * 2 ** 30,
  maxTotalBytes: 6 * 2 ** 30,
  maxRatio: 400,
  maxColumns: 2000,
  maxSharedStrings: 20_000_000,
};
