import type { DateOrder } from '../../formats/date-order.ts';
import { timeOfDateText } from '../../formats/date-text.ts';
import { centsOfAmount } from '../../formats/decimal-mark.ts';
import type { DecimalMark } from '../../formats/decimal-mark.ts';
import { wholeOfFloat } from '../../ledger/float-ids.ts';
import type { IdFault } from '../../ledger/float-ids.ts';
import type { IdPool } from '../../ledger/ids.ts';
import { centsOfNumber } from '../../ledger/money.ts';
import type { CentsReading } from '../../ledger/money.ts';
import { plainCents, plainTime, plainWhole } from './plain-text.ts';
import { timeOfNumber, timeText } from '../../ledger/time.ts';
import type { DateSystem } from '../../ledger/time.ts';
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

/** The id in a cell, as a value of the pool; NaN for a blank cell, undefined where {@link idFault} says why not. */
export function idOfCell(row: RawRow, c: number, pool: IdPool): number | undefined {
  if (c >= row.width) return NaN;
  const kind = row.kind[c]!;
  if (kind === NUMBER) return pool.ofNumber(row.number[c]!);
  if (kind === BLANK) return NaN;
  const text = idTextOfCell(row, c);
  if (text === null) return idFault(row, c) === null ? pool.ofText(cellText(row, c)) : undefined;
  const plain = plainWhole(text);
  if (plain >= 0) return plain;
  const whole = wholeOfFloat(text.trim());
  if (whole === null) return pool.ofText(text);
  return whole === 'digits-lost' ? undefined : pool.ofNumber(whole);
}

/** Why a cell that is not blank holds no id; null where it does. */
export function idFault(row: RawRow, c: number): IdFault | null {
  const text = idTextOfCell(row, c);
  if (text !== null) return wholeOfFloat(text.trim()) === 'digits-lost' ? 'digits-lost' : null;
  if (row.kind[c] === DATE) return 'date';
  return row.kind[c] === ROUNDED_NUMBER ? 'digits-lost' : null;
}

/** The text in a cell that an id may be written in: also what is formatted as a date and can be none. */
function idTextOfCell(row: RawRow, c: number): string | null {
  const kind = row.kind[c]!;
  return kind === TEXT || (kind === DATE && Number.isNaN(row.number[c])) ? row.text[c]! : null;
}

/**
 * Wall-clock ms of a date cell; NaN for a blank one, undefined where it holds no date. `order` is that of
 * the column's dates, null while it is not known.
 */
export function timeOfCell(
  row: RawRow,
  c: number,
  system: DateSystem,
  order: DateOrder | null,
): number | undefined {
  if (c >= row.width) return NaN;
  switch (row.kind[c]) {
    case BLANK:
      return NaN;
    case DATE:
      return Number.isNaN(row.number[c]) ? undefined : row.number[c]!;
    case NUMBER:
    case ROUNDED_NUMBER:
      return timeOfNumber(row.number[c]!, system);
    case TEXT:
      return timeOfTextCell(row.text[c]!, order);
    default:
      return undefined;
  }
}

/**
 * Signed cents of an amount cell; undefined for a blank one. `mark` is that of the column's amounts, null
 * while it is not known.
 */
export function centsOfCell(
  row: RawRow,
  c: number,
  mark: DecimalMark | null,
): CentsReading | undefined {
  if (c >= row.width) return undefined;
  switch (row.kind[c]) {
    case BLANK:
      return undefined;
    case NUMBER:
    case ROUNDED_NUMBER:
      return centsOfNumber(row.number[c]!);
    case TEXT:
      return centsOfTextCell(row.text[c]!, mark);
    default:
      return { fault: 'not-a-number' };
  }
}

/** What a person sees in the cell, for messages, extra columns and the quarantine. */
export function cellText(row: RawRow, c: number): string {
  if (c >= row.width) return '';
  switch (row.kind[c]) {
    case NUMBER:
    case ROUNDED_NUMBER:
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

function timeOfTextCell(text: string, order: DateOrder | null): number | undefined {
  const plain = plainTime(text);
  if (plain === plain) return plain;
  return text.trim() === '' ? NaN : timeOfDateText(text, order);
}

function centsOfTextCell(text: string, mark: DecimalMark | null): CentsReading | undefined {
  const plain = plainCents(text);
  // With a decimal comma, a point is one of thousands.
  if (plain === plain && (mark !== 'comma' || !text.includes('.'))) return { cents: plain };
  return text.trim() === '' ? undefined : centsOfAmount(text, mark);
}
