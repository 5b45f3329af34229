import { timeOfSerial, timeOfText, type DateSystem } from '../../ledger/time.ts';
import type { RowBuffer } from '../reading/row-buffer.ts';
import { cellText } from './shared-strings.ts';
import { damaged } from '../reading/source-problem.ts';
import { createXmlScanner, eachAttribute, nameCode, type XmlScanner } from './xml-scanner.ts';
import { xmlText } from './xml-text.ts';

/** What a sheet's cells refer to. */
export interface SheetContext {
  readonly sharedStrings: readonly string[];
  /** By style index: whether its numbers are dates. */
  readonly dateStyles: readonly boolean[];
  readonly dateSystem: DateSystem;
}

const WORKSHEET = nameCode('worksheet');
const SHEET_DATA = nameCode('sheetData');
const MERGE_CELL = nameCode('mergeCell');
const ROW = nameCode('row');
const C = nameCode('c');
const V = nameCode('v');
const F = nameCode('f');
const IS = nameCode('is');
const T = nameCode('t');
const R = nameCode('r');

// Where the scan is.
const OUTSIDE = 0;
const IN_DATA = 1;
const IN_ROW = 2;
const IN_CELL = 3;
const IN_V = 4;
const IN_F = 5;
const IN_IS = 6;
const IN_IS_T = 7;
const IN_RUN = 8;
const IN_RUN_T = 9;

// What `c/@t` says.
const NUMERIC = 0;
const SHARED = 1;
const FORMULA_TEXT = 2;
const INLINE = 3;
const LOGICAL = 4;
const FAULT = 5;
const ISO_DATE = 6;

const MAX_COLUMN = 16_384;
const MAX_MERGED = 100;
const LESS = 0x3c;
const SLASH = 0x2f;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * A scanner that is fed the bytes of a sheet part and fills and delivers `rows`. Ranges of merged
 * cells that touch row 1 are appended to `mergedHeader`.
 */
export function createSheetScanner(
  context: SheetContext,
  rows: RowBuffer,
  mergedHeader: string[],
): XmlScanner {
  const { sharedStrings, dateStyles, dateSystem } = context;
  let state = OUTSIDE;
  /** Open elements that nothing is taken from. */
  let skipped = 0;

  let rowNumber = 0;
  /** Whether the row's number is only counted, not given: then its first cell may correct it. */
  let rowCounted = false;
  let nextColumn = 0;

  let column = 0;
  let style = 0;
  let type = NUMERIC;
  let hasFormula = false;
  let hasValue = false;
  /** Whether the cell is already set, straight from the bytes. */
  let settled = false;
  let text = '';

  function openRow(bytes: Buffer, from: number, to: number): void {
    let given = -1;
    eachAttribute(bytes, from, to, (nameFrom, nameTo, valueFrom, valueTo) => {
      if (nameTo - nameFrom === 1 && bytes[nameFrom] === 0x72)
        given = integer(bytes, valueFrom, valueTo);
    });
    rowCounted = given < 0;
    if (!rowCounted && given <= rowNumber)
      throw damaged(`Row ${given} of the sheet is out of order.`);
    rowNumber = rowCounted ? rowNumber + 1 : given;
    nextColumn = 0;
    rows.begin(rowNumber);
  }

  /** Reads r, s and t; written out, because it runs for every cell. */
  function openCell(bytes: Buffer, from: number, to: number): void {
    column = nextColumn;
    style = 0;
    type = NUMERIC;
    hasFormula = false;
    hasValue = false;
    settled = false;
    text = '';
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
        if (name === 0x72) reference(bytes, valueFrom, i);
        else if (name === 0x73) style = integer(bytes, valueFrom, i);
        else if (name === 0x74) type = cellType(bytes, valueFrom, i);
      }
      i++;
    }
    nextColumn = column + 1;
    rowCounted = false;
  }

  /** Takes the column of a reference such as `C5`, and its row where the row itself gave none. */
  function reference(bytes: Buffer, from: number, to: number): void {
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
        `The sheet holds the impossible cell ${bytes.toString('latin1', from, Math.min(to, from + 20))}.`,
      );
    }
    column = letters - 1;
    if (!rowCounted) return;
    const row = i < to ? integer(bytes, i, to) : rowNumber;
    if (row < rowNumber) throw damaged(`Row ${row} of the sheet is out of order.`);
    if (row > rowNumber) {
      rowNumber = row;
      rows.begin(row);
    }
  }

  /** Sets the cell from the bytes of its value where they are plain; otherwise leaves it. */
  function settle(bytes: Buffer, from: number, to: number): void {
    if (type === SHARED) {
      setText(shared(integer(bytes, from, to)));
    } else if (type === NUMERIC) {
      const value = plainNumber(bytes, from, to);
      if (value !== value) return;
      if (dateStyles[style] !== true) setNumber(value);
      else setSerial(value, bytes, from, to);
    } else {
      return;
    }
    settled = true;
  }

  function setSerial(value: number, bytes: Buffer, from: number, to: number): void {
    const time = timeOfSerial(value, dateSystem);
    guardTwice();
    if (time === undefined) rows.setDate(column, NaN, bytes.toString('latin1', from, to).trim());
    else rows.setDate(column, time, '');
  }

  /** The last step for cells that were not settled: their whole text is known. */
  function closeCell(): void {
    if (settled) return;
    if (!hasValue) {
      if (hasFormula) setFormulaWithoutValue();
      return;
    }
    if (type === FORMULA_TEXT || type === INLINE) {
      setText(cellText(text));
      return;
    }
    const trimmed = text.trim();
    if (trimmed === '') {
      if (hasFormula) setFormulaWithoutValue();
      return;
    }
    if (type === SHARED) {
      setText(shared(/^\d{1,9}$/.test(trimmed) ? Number(trimmed) : -1));
      return;
    }
    guardTwice();
    switch (type) {
      case LOGICAL:
        if (/^(1|true|0|false)$/i.test(trimmed))
          rows.setBoolean(column, /^(1|true)$/i.test(trimmed));
        else rows.setText(column, trimmed);
        return;
      case FAULT:
        rows.setError(column, trimmed);
        return;
      case ISO_DATE: {
        const time = timeOfText(trimmed);
        rows.setDate(column, time ?? NaN, time === undefined ? trimmed : '');
        return;
      }
      default:
        setDecimal(trimmed);
    }
  }

  function setDecimal(written: string): void {
    const value = DECIMAL.test(written) ? Number(written) : NaN;
    // Not a number although it claims to be: kept as text, so that the finding shows it in its row.
    if (!Number.isFinite(value)) rows.setText(column, written);
    else if (dateStyles[style] !== true) rows.setNumber(column, value);
    else {
      const time = timeOfSerial(value, dateSystem);
      rows.setDate(column, time ?? NaN, time === undefined ? written : '');
    }
  }

  function setText(value: string): void {
    if (value === '') return;
    guardTwice();
    rows.setText(column, value);
  }

  function setNumber(value: number): void {
    guardTwice();
    rows.setNumber(column, value);
  }

  function setFormulaWithoutValue(): void {
    guardTwice();
    rows.setFormulaWithoutValue(column);
  }

  /** Which of two values of one cell holds cannot be known. */
  function guardTwice(): void {
    if (rows.isSet(column)) throw damaged(`Row ${rowNumber} of the sheet holds one cell twice.`);
  }

  function shared(index: number): string {
    const value = sharedStrings[index];
    if (value === undefined)
      throw damaged(`Row ${rowNumber} of the sheet refers to a missing text.`);
    return value;
  }

  function merged(bytes: Buffer, from: number, to: number): void {
    eachAttribute(bytes, from, to, (nameFrom, nameTo, valueFrom, valueTo) => {
      if (bytes.toString('latin1', nameFrom, nameTo) !== 'ref') return;
      const range = bytes.toString('latin1', valueFrom, Math.min(valueTo, valueFrom + 40));
      const corners = /^\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)$/i.exec(range);
      if (!corners || (Number(corners[1]) !== 1 && Number(corners[2]) !== 1)) return;
      if (mergedHeader.length < MAX_MERGED) mergedHeader.push(range);
    });
  }

  return createXmlScanner({
    open(name, bytes, from, to, depth) {
      if (skipped > 0) {
        skipped++;
        return;
      }
      switch (state) {
        case IN_ROW:
          if (name === C) {
            openCell(bytes, from, to);
            state = IN_CELL;
          } else skipped = 1;
          return;
        case IN_CELL:
          if (name === V) {
            hasValue = true;
            state = IN_V;
          } else if (name === F) {
            hasFormula = true;
            state = IN_F;
          } else if (name === IS) {
            hasValue = true;
            state = IN_IS;
          } else skipped = 1;
          return;
        case IN_DATA:
          if (name === ROW) {
            openRow(bytes, from, to);
            state = IN_ROW;
          } else skipped = 1;
          return;
        case IN_IS:
          if (name === T) state = IN_IS_T;
          else if (name === R) state = IN_RUN;
          else skipped = 1;
          return;
        case IN_RUN:
          if (name === T) state = IN_RUN_T;
          else skipped = 1;
          return;
        case OUTSIDE:
          if (depth === 0 && name !== WORKSHEET)
            throw damaged('A sheet of the workbook is no worksheet.');
          if (name === SHEET_DATA && depth === 1) state = IN_DATA;
          else if (name === MERGE_CELL && depth === 2) merged(bytes, from, to);
          return;
        default:
          skipped = 1;
      }
    },
    close() {
      if (skipped > 0) {
        skipped--;
        return;
      }
      switch (state) {
        case IN_V:
        case IN_F:
        case IN_IS:
          state = IN_CELL;
          return;
        case IN_CELL:
          closeCell();
          state = IN_ROW;
          return;
        case IN_ROW:
          rows.end();
          state = IN_DATA;
          return;
        case IN_IS_T:
          state = IN_IS;
          return;
        case IN_RUN_T:
          state = IN_RUN;
          return;
        case IN_RUN:
          state = IN_IS;
          return;
        case IN_DATA:
          state = OUTSIDE;
          return;
        default:
      }
    },
    text(bytes, start, end, cdata) {
      if (skipped > 0) return;
      if (state === IN_V) {
        // The usual value: one piece of text, followed by its closing tag.
        if (!cdata && text === '' && bytes[end] === LESS && bytes[end + 1] === SLASH) {
          settle(bytes, start, end);
          if (settled) return;
        }
        text += xmlText(bytes, start, end, cdata);
      } else if (state === IN_IS_T || state === IN_RUN_T) {
        const piece = xmlText(bytes, start, end, cdata);
        text = text === '' ? piece : text + piece;
      }
    },
  });
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
  throw damaged(`The sheet holds a cell of the unknown type ${type}.`);
}

/** A whole number of at most nine digits; throws `source.damaged` for anything else. */
function integer(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i] - 0x30;
    if (digit < 0 || digit > 9) value = NaN;
    value = value * 10 + digit;
  }
  if (from < to && to - from <= 9 && value === value) return value;
  const written = bytes.toString('latin1', from, Math.min(to, from + 20)).trim();
  if (/^\d{1,9}$/.test(written)) return Number(written);
  throw damaged(`The sheet holds "${written}" where a whole number belongs.`);
}

const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i);

/**
 * The number that decimal digits stand for, correctly rounded; NaN where it is no plain decimal
 * number. As long as the digits taken as a whole number and the power of ten are both exact doubles,
 * one division or multiplication rounds once; beyond that the language's own parser is asked.
 */
export function plainNumber(bytes: Buffer, from: number, to: number): number {
  let i = from;
  const negative = bytes[i] === 0x2d;
  if (negative) i++;
  let value = 0;
  let any = false;
  let scale = 0;
  let byte = 0;
  for (; i < to; i++) {
    byte = bytes[i];
    if (byte < 0x30 || byte > 0x39) break;
    any = true;
    value = value * 10 + (byte - 0x30);
  }
  if (i < to && byte === 0x2e) {
    for (i++; i < to; i++) {
      byte = bytes[i];
      if (byte < 0x30 || byte > 0x39) break;
      any = true;
      value = value * 10 + (byte - 0x30);
      scale--;
    }
  }
  if (i < to && (byte === 0x45 || byte === 0x65)) {
    i++;
    const minus = bytes[i] === 0x2d;
    if (minus || bytes[i] === 0x2b) i++;
    let exponent = 0;
    const first = i;
    for (; i < to; i++) {
      byte = bytes[i];
      if (byte < 0x30 || byte > 0x39) break;
      exponent = exponent * 10 + (byte - 0x30);
    }
    if (i === first) return NaN;
    scale += minus ? -exponent : exponent;
  }
  if (i < to || !any) return NaN;
  if (value > Number.MAX_SAFE_INTEGER || scale < -22 || scale > 22) {
    const slow = Number(bytes.toString('latin1', from, to));
    return Number.isFinite(slow) ? slow : NaN;
  }
  const exact = scale < 0 ? value / POWERS[-scale]! : value * POWERS[scale]!;
  return negative ? -exact : exact;
}
