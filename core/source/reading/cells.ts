import type { IdPool } from '../../ledger/ids.ts';
import { centsOfNumber, centsOfText } from '../../ledger/money.ts';
import type { CentsReading } from '../../ledger/money.ts';
import { plainCents, plainTime, plainWhole } from './plain-text.ts';
import { timeOfNumber, timeOfText, timeText } from '../../ledger/time.ts';
import type { DateSystem } from '../../ledger/time.ts';
import {
  BLANK,
  BOOLEAN,
  CELL_ERROR,
  DATE,
  FORMULA_WITHOUT_VALUE,
  NUMBER,
  TEXT,
} from './raw-rows.ts';
import type { RawRow } from './raw-rows.ts';

/** `12.0` and `1.2011454E7`: an integer that went through a program that knows only floats. */
const FLOAT_WRITTEN_INTEGER = /^\d+\.0+$|^\d\.\d+[eE]\+?\d{1,2}$/;

/** The id in a cell, as a value of the pool; NaN for a blank cell. */
export function idOfCell(row: RawRow, c: number, pool: IdPool): number {
  if (c >= row.width) return NaN;
  const kind = row.kind[c]!;
  if (kind === NUMBER) return pool.ofNumber(row.number[c]!);
  if (kind === BLANK) return NaN;
  const text = cellText(row, c);
  const plain = kind === TEXT ? plainWhole(text) : NaN;
  if (plain >= 0) return plain;
  if (kind === TEXT && FLOAT_WRITTEN_INTEGER.test(text.trim())) {
    const value = Number(text);
    if (Number.isSafeInteger(value)) return pool.ofNumber(value);
  }
  return pool.ofText(text);
}

/** Wall-clock ms of a date cell; NaN for a blank one, undefined where it holds no date. */
export function timeOfCell(row: RawRow, c: number, system: DateSystem): number | undefined {
  if (c >= row.width) return NaN;
  switch (row.kind[c]) {
    case BLANK:
      return NaN;
    case DATE:
      return Number.isNaN(row.number[c]) ? undefined : row.number[c]!;
    case NUMBER:
      return timeOfNumber(row.number[c]!, system);
    case TEXT:
      return timeOfTextCell(row.text[c]!);
    default:
      return undefined;
  }
}

/** Signed cents of an amount cell; undefined for a blank one. */
export function centsOfCell(row: RawRow, c: number): CentsReading | undefined {
  if (c >= row.width) return undefined;
  switch (row.kind[c]) {
    case BLANK:
      return undefined;
    case NUMBER:
      return centsOfNumber(row.number[c]!);
    case TEXT:
      return centsOfTextCell(row.text[c]!);
    default:
      return { fault: 'not-a-number' };
  }
}

/** What a person sees in the cell, for messages, extra columns and the quarantine. */
export function cellText(row: RawRow, c: number): string {
  if (c >= row.width) return '';
  switch (row.kind[c]) {
    case NUMBER:
      return String(row.number[c]);
    case DATE:
      return Number.isNaN(row.number[c]) ? row.text[c]! : timeText(row.number[c]!);
    case BOOLEAN:
      return row.number[c] ? 'TRUE' : 'FALSE';
    case TEXT:
    case CELL_ERROR:
      return row.text[c]!;
    default:
      return '';
  }
}

/** Whether the cell holds nothing that could be read: a formula without a result, or an Excel error. */
export function isUnusable(row: RawRow, c: number): boolean {
  if (c >= row.width) return false;
  const kind = row.kind[c]!;
  return kind === FORMULA_WITHOUT_VALUE || kind === CELL_ERROR;
}

function timeOfTextCell(text: string): number | undefined {
  const plain = plainTime(text);
  if (plain === plain) return plain;
  return text.trim() === '' ? NaN : timeOfText(text);
}

function centsOfTextCell(text: string): CentsReading | undefined {
  const plain = plainCents(text);
  if (plain === plain) return { cents: plain };
  return text.trim() === '' ? undefined : centsOfText(text);
}
