import type { TextBytes } from './text-bytes.ts';

/**
 * What the values of a column are: all that a format has to know to write them. CSV, Parquet and sheets
 * each say in one place how they write a kind.
 */
export type ColumnKind = 'id' | 'text' | 'money' | 'time' | 'count';

/** What a file says of a column before there is a row. */
export interface ColumnHead {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Of ids: how all of the column is written. */
  readonly asText?: boolean;
  readonly sheetText?: boolean;
  /** On a sheet, in characters, where the width of its kind will not do. */
  readonly width?: number | undefined;
  /** No value of it is told in more characters; asked only where a sheet is drawn. */
  readonly widest?: (() => number) | undefined;
  /** Of times: all that a sheet shows of them. */
  readonly shows?: 'day' | 'month';
  /** Of texts: on a sheet they go on below themselves. */
  readonly wraps?: boolean | undefined;
}

/** How all ids of a column are written, so that one column is of one type. */
export interface IdForm {
  /** As text in CSV, Parquet and JSON, because an id of the run is no plain number. */
  readonly asText: boolean;
  /** As text on sheets, because an id of its family is none, or has more digits than Excel keeps. */
  readonly sheetText: boolean;
}

/** A column of a table, a number a row, as every format takes it. */
export type Column = {
  readonly name: string;
  /** On a sheet, in characters, where the width of its kind will not do. */
  readonly width?: number | undefined;
} & (
  | ({
      /** v ≥ 0: the id of these digits; v < 0: the text −v − 1; NaN: blank. */
      readonly kind: 'id';
      readonly values: Float64Array;
      readonly texts: TextBytes;
      /** The same texts as CSV cells. */
      readonly csvTexts: TextBytes;
    } & IdForm)
  | {
      /** Index into the texts; −1, or an empty text: blank. */
      readonly kind: 'text';
      /** On a sheet they go on below themselves. */
      readonly wraps?: boolean | undefined;
      readonly values: Int32Array | Uint8Array;
      readonly texts: TextBytes;
      readonly csvTexts: TextBytes;
    }
  | {
      /** money: signed integer cents; time: wall-clock ms; count: a whole number. NaN: blank. */
      readonly kind: 'money' | 'time' | 'count';
      readonly values: Float64Array;
      /** Of times: all that a sheet shows of them. */
      readonly shows?: 'day' | 'month';
    }
);

/** Rows to be written: all of a table, or a partition's. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** A column as it is declared, once: its head, and how it is filled from the rows at hand. */
export interface ColumnOf<Rows> extends ColumnHead {
  readonly of: (rows: Rows) => Column;
}

/** The rows at hand as a table. */
export function tableOf<Rows>(
  columns: readonly ColumnOf<Rows>[],
  rows: Rows,
  count: number,
): Table {
  return { rows: count, columns: columns.map((column) => column.of(rows)) };
}

/** A source column that bears the name of an added one, or of another, steps aside as NAME_SOURCE. */
export function uniqueName(header: string, taken: Set<string>): string {
  let name = header;
  while (taken.has(name.toUpperCase())) name = `${name}_SOURCE`;
  taken.add(name.toUpperCase());
  return name;
}
