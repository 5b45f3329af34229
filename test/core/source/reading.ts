import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../../core/contract/problem.ts';
import { openSource } from '../../../core/source/open-source.ts';
import {
  BLANK,
  BOOLEAN,
  CELL_ERROR,
  DATE,
  FORMULA_WITHOUT_VALUE,
  NUMBER,
  ROUNDED_NUMBER,
  TEXT,
  type ReadOptions,
  type RawRow,
  type SourceLimits,
} from '../../../core/source/reading/raw-rows.ts';

/** A cell as a test writes it down. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | { date: string }
  | { noDate: string }
  | { error: string }
  | { formula: null }
  | { rounded: number };

/** A fresh folder of this test file. */
export function testFolder(): string {
  return mkdtempSync(join(tmpdir(), 'source-'));
}

/** The cells of a row, blanks as null. */
export function cellsOf(row: RawRow): Cell[] {
  return Array.from({ length: row.width }, (_, c): Cell => {
    switch (row.kind[c]) {
      case BLANK:
        return null;
      case NUMBER:
        return row.number[c]!;
      case ROUNDED_NUMBER:
        return { rounded: row.number[c]! };
      case TEXT:
        return row.text[c]!;
      case DATE:
        return Number.isNaN(row.number[c])
          ? { noDate: row.text[c]! }
          : { date: new Date(row.number[c]!).toISOString().slice(0, 23) };
      case BOOLEAN:
        return row.number[c] === 1;
      case CELL_ERROR:
        return { error: row.text[c]! };
      case FORMULA_WITHOUT_VALUE:
        return { formula: null };
      default:
        throw new Error(`kind ${row.kind[c]}`);
    }
  });
}

export interface WholeSheet {
  readonly format: string;
  readonly notes: Readonly<Record<string, string>>;
  readonly rowNumbers: number[];
  readonly rows: Cell[][];
  readonly mergedHeader: readonly string[];
}

/** All of a sheet, TC_Data unless named. */
export async function readAll(
  path: string,
  options: { limits?: SourceLimits; sheet?: string; read?: ReadOptions } = {},
): Promise<WholeSheet> {
  const source = await openSource(path, options.limits);
  try {
    const rowNumbers: number[] = [];
    const rows: Cell[][] = [];
    const { mergedHeader, rows: count } = await source.readSheet(
      options.sheet ?? source.sheetNames[0]!,
      (row) => {
        rowNumbers.push(row.rowNumber);
        rows.push(cellsOf(row));
      },
      options.read,
    );
    if (count !== rows.length) throw new Error(`${count} rows reported, ${rows.length} delivered`);
    return { format: source.format, notes: source.notes, rowNumbers, rows, mergedHeader };
  } finally {
    await source.close();
  }
}

/** The Problem that reading ends in; fails where there is none or it is something else. */
export async function problemOf(reading: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await reading.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Problem)) throw new Error('no Problem', { cause: thrown });
  for (const text of [thrown.message, thrown.hint]) {
    if (!/^\S.*[.]$/s.test(text)) throw new Error(`not a sentence: ${text}`);
  }
  return thrown;
}
