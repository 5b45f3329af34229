import { timeOfSerial, timeOfText } from '../../ledger/time.ts';
import { damaged } from '../reading/source-problem.ts';
import { cellText } from './shared-strings.ts';
import { integer, plainNumber } from './sheet-numbers.ts';
import type { SheetScan } from './sheet-scan.ts';

// What `c/@t` says.
const NUMERIC = 0;
const SHARED = 1;
const FORMULA_TEXT = 2;
const INLINE = 3;
const LOGICAL = 4;
const FAULT = 5;
const ISO_DATE = 6;

/** Spreadsheets keep 15 digits of a number; those behind are zeros. */
const ROUNDED_FROM = 1e15;
const MAX_COLUMN = 16_384;
/** What a number may look like; nothing of it can be split in two ways, which would cost its length squared. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads r, s and t; written out, because it runs for every cell. */
export function openCell(scan: SheetScan, bytes: Buffer, from: number, to: number): void {
  scan.column = scan.nextColumn;
  scan.style = 0;
  scan.type = NUMERIC;
  scan.hasFormula = false;
  scan.hasValue = false;
  scan.settled = false;
  scan.text = '';
  let i = from;
  while (i < to) {
    if (bytes[i] <= 0x20) {
      i++;
      continue;
    }
    const nameFrom = i;
    while (i < to && bytes[i] !== 0x3d && bytes[i] > 0x20) i++;
    const single = i - nameFrom === 1;
    while (i < to && bytes[i] !== 0x22 && bytes[i] !== 0x27) i++;
    const quote = bytes[i++];
    const valueFrom = i;
    while (i < to && bytes[i] !== quote) i++;
    if (i >= to) throw damaged('A cell of the sheet is not well-formed XML.');
    if (single) {
      const name = bytes[nameFrom];
      if (name === 0x72) reference(scan, bytes, valueFrom, i);
      else if (name === 0x73) scan.style = valueFrom === i ? 0 : integer(bytes, valueFrom, i);
      else if (name === 0x74) scan.type = cellType(bytes, valueFrom, i);
    }
    i++;
  }
  scan.nextColumn = scan.column + 1;
  scan.rowCounted = false;
}

/** Takes the column of a reference such as `C5`, and its row where the row itself gave none. */
function reference(scan: SheetScan, bytes: Buffer, from: number, to: number): void {
  let i = from;
  let letters = 0;
  for (; i < to; i++) {
    const letter = (bytes[i] & 0xdf) - 0x40;
    if (letter < 1 || letter > 26) break;
    letters = letters * 26 + letter;
    if (letters > MAX_COLUMN) break;
  }
  if (letters < 1 || letters > MAX_COLUMN) {
    throw damaged(
      `The sheet contains the invalid cell ${bytes.toString('latin1', from, Math.min(to, from + 20))}.`,
    );
  }
  scan.column = letters - 1;
  if (!scan.rowCounted) return;
  const row = i < to ? integer(bytes, i, to) : scan.rowNumber;
  if (row < scan.rowNumber) throw damaged(`Row ${row} of the sheet is out of order.`);
  if (row > scan.rowNumber) {
    scan.rowNumber = row;
    scan.rows.begin(row);
  }
}

/** Sets the cell from the bytes of its value where they are plain; otherwise leaves it. */
export function settle(scan: SheetScan, bytes: Buffer, from: number, to: number): void {
  if (scan.type === SHARED) {
    setText(scan, shared(scan, integer(bytes, from, to)));
  } else if (scan.type === NUMERIC) {
    const value = plainNumber(bytes, from, to);
    if (value !== value) return;
    if (scan.dateStyles[scan.style] !== true) setNumber(scan, value);
    else setSerial(scan, value, bytes, from, to);
  } else {
    return;
  }
  scan.settled = true;
}

function setSerial(scan: SheetScan, value: number, bytes: Buffer, from: number, to: number): void {
  const time = timeOfSerial(value, scan.dateSystem);
  guardTwice(scan);
  if (time === undefined)
    scan.rows.setDate(scan.column, NaN, bytes.toString('latin1', from, to).trim());
  else scan.rows.setDate(scan.column, time, '');
}

/** The last step for cells that were not settled: their whole text is known. */
export function closeCell(scan: SheetScan): void {
  if (scan.settled) return;
  if (!scan.hasValue) {
    if (scan.hasFormula) setFormulaWithoutValue(scan);
    return;
  }
  if (scan.type === FORMULA_TEXT || scan.type === INLINE) {
    setText(scan, cellText(scan.text));
    return;
  }
  const trimmed = scan.text.trim();
  if (trimmed === '') {
    if (scan.hasFormula) setFormulaWithoutValue(scan);
    return;
  }
  if (scan.type === SHARED) {
    setText(scan, shared(scan, /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : -1));
    return;
  }
  guardTwice(scan);
  switch (scan.type) {
    case LOGICAL:
      if (/^(1|true|0|false)$/i.test(trimmed))
        scan.rows.setBoolean(scan.column, /^(1|true)$/i.test(trimmed));
      else scan.rows.setText(scan.column, trimmed);
      return;
    case FAULT:
      scan.rows.setError(scan.column, trimmed);
      return;
    case ISO_DATE: {
      const time = timeOfText(trimmed);
      scan.rows.setDate(scan.column, time ?? NaN, time === undefined ? trimmed : '');
      return;
    }
    default:
      setDecimal(scan, trimmed);
  }
}

function setDecimal(scan: SheetScan, written: string): void {
  const value = DECIMAL.test(written) ? Number(written) : NaN;
  // Not a number although it claims to be: kept as text, so that the finding shows it in its row.
  if (!Number.isFinite(value)) scan.rows.setText(scan.column, written);
  else if (scan.dateStyles[scan.style] !== true) storeNumber(scan, value);
  else {
    const time = timeOfSerial(value, scan.dateSystem);
    scan.rows.setDate(scan.column, time ?? NaN, time === undefined ? written : '');
  }
}

function setText(scan: SheetScan, value: string): void {
  if (value === '') return;
  guardTwice(scan);
  scan.rows.setText(scan.column, value);
}

function setNumber(scan: SheetScan, value: number): void {
  guardTwice(scan);
  storeNumber(scan, value);
}

function storeNumber(scan: SheetScan, value: number): void {
  if (value < ROUNDED_FROM && value > -ROUNDED_FROM) scan.rows.setNumber(scan.column, value);
  else scan.rows.setRounded(scan.column, value);
}

function setFormulaWithoutValue(scan: SheetScan): void {
  guardTwice(scan);
  scan.rows.setFormulaWithoutValue(scan.column);
}

/** Which of two values of one cell holds cannot be known. */
function guardTwice(scan: SheetScan): void {
  if (scan.rows.isSet(scan.column))
    throw damaged(`Row ${scan.rowNumber} of the sheet contains the same cell twice.`);
}

function shared(scan: SheetScan, index: number): string {
  const value = scan.sharedStrings[index];
  if (value === undefined)
    throw damaged(`Row ${scan.rowNumber} of the sheet refers to a missing text.`);
  return value;
}

function cellType(bytes: Buffer, from: number, to: number): number {
  if (to - from === 1) {
    switch (bytes[from]) {
      case 0x73:
        return SHARED;
      case 0x6e:
        return NUMERIC;
      case 0x62:
        return LOGICAL;
      case 0x65:
        return FAULT;
      case 0x64:
        return ISO_DATE;
      default:
    }
  }
  // Many programs write every text so; a string made for each such cell would cost a tenth of reading it.
  if (
    to - from === 3 &&
    bytes[from] === 0x73 &&
    bytes[from + 1] === 0x74 &&
    bytes[from + 2] === 0x72
  )
    return FORMULA_TEXT;
  const type = bytes.toString('latin1', from, Math.min(to, from + 20));
  if (type === 'inlineStr') return INLINE;
  throw damaged(`The sheet contains a cell of the unknown type ${type}.`);
}
