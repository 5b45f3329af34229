import {
  BLANK,
  BOOLEAN,
  CELL_ERROR,
  DATE,
  FORMULA_WITHOUT_VALUE,
  NUMBER,
  ROUNDED_NUMBER,
  TEXT,
} from './raw-rows.ts';
import type { RawRow } from './raw-rows.ts';
import { callerFailure, tooWide } from './source-problem.ts';

/**
 * The one row that a reader fills and delivers again and again. Columns may be set in any order;
 * columns that are not set are blank.
 */
export interface RowBuffer {
  begin(rowNumber: number): void;
  setNumber(column: number, value: number): void;
  /** A number of more digits than its program keeps. */
  setRounded(column: number, value: number): void;
  setText(column: number, value: string): void;
  /** `time` in wall-clock ms; NaN where `original` is no date. */
  setDate(column: number, time: number, original: string): void;
  setBoolean(column: number, value: boolean): void;
  setError(column: number, value: string): void;
  setFormulaWithoutValue(column: number): void;
  /** Whether the column holds a value in the current row. */
  isSet(column: number): boolean;
  /** Delivers the row unless all of it is blank. */
  end(): void;
  /** Columns of the current row up to the last that holds a value. */
  width(): number;
  /** Rows delivered. */
  delivered(): number;
}

/**
 * A buffer that delivers to `onRow`. Rows after the first are padded with blanks to the width of
 * the first, so that a caller may read every column of the header without asking for the width.
 * Throws `sheet.too-wide` where a value lies at or beyond `maxColumns`.
 */
export function createRowBuffer(
  sheet: string,
  maxColumns: number,
  onRow: (row: RawRow) => void,
): RowBuffer {
  const kind: number[] = [];
  const number: number[] = [];
  const text: string[] = [];
  const row: RawRow = { rowNumber: 0, width: 0, kind, number, text };
  let width = 0;
  let header = 0;
  let delivered = 0;

  /** Makes room for a value in `column`; what lies between is blank. */
  const reach = (column: number): void => {
    if (column >= maxColumns) throw tooWide(sheet, maxColumns);
    blankUpTo(column);
    if (kind.length === column) {
      kind.push(BLANK);
      number.push(0);
      text.push('');
    }
    width = column + 1;
  };
  const blankUpTo = (column: number): void => {
    for (; width < column; width++) {
      if (width < kind.length) {
        kind[width] = BLANK;
      } else {
        kind.push(BLANK);
        number.push(0);
        text.push('');
      }
    }
  };

  return {
    begin(rowNumber) {
      row.rowNumber = rowNumber;
      width = 0;
    },
    setNumber(column, value) {
      if (column >= width) reach(column);
      kind[column] = NUMBER;
      number[column] = value;
    },
    setRounded(column, value) {
      if (column >= width) reach(column);
      kind[column] = ROUNDED_NUMBER;
      number[column] = value;
    },
    setText(column, value) {
      if (column >= width) reach(column);
      kind[column] = TEXT;
      text[column] = value;
    },
    setDate(column, time, original) {
      if (column >= width) reach(column);
      kind[column] = DATE;
      number[column] = time;
      text[column] = original;
    },
    setBoolean(column, value) {
      if (column >= width) reach(column);
      kind[column] = BOOLEAN;
      number[column] = value ? 1 : 0;
    },
    setError(column, value) {
      if (column >= width) reach(column);
      kind[column] = CELL_ERROR;
      text[column] = value;
    },
    setFormulaWithoutValue(column) {
      if (column >= width) reach(column);
      kind[column] = FORMULA_WITHOUT_VALUE;
    },
    isSet: (column) => column < width && kind[column] !== BLANK,
    end() {
      if (width === 0) return;
      if (delivered === 0) header = width;
      else if (width < header) blankUpTo(header);
      row.width = width;
      delivered++;
      try {
        onRow(row);
      } catch (thrown) {
        throw callerFailure(thrown);
      }
    },
    width: () => width,
    delivered: () => delivered,
  };
}
