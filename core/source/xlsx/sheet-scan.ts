import type { DateSystem } from '../../ledger/time.ts';
import type { RowBuffer } from '../reading/row-buffer.ts';
import { damaged } from '../reading/source-problem.ts';
import { integer } from './sheet-numbers.ts';
import { eachAttribute } from './xml-scanner.ts';

/** What a sheet's cells refer to. */
export interface SheetContext {
  readonly sharedStrings: readonly string[];
  /** By style index: whether its numbers are dates. */
  readonly dateStyles: readonly boolean[];
  readonly dateSystem: DateSystem;
}

/**
 * Where the scan of a sheet is and what it has read of the row and the cell that are open. It is changed
 * in place, because it takes every byte of the sheet past it.
 */
export interface SheetScan extends SheetContext {
  readonly rows: RowBuffer;
  /** Ranges of merged cells that touch row 1. */
  readonly mergedHeader: string[];
  /** The element that the scan is in (sheet-scanner.ts). */
  state: number;
  /** Open elements that nothing is taken from. */
  skipped: number;
  rowNumber: number;
  /** Whether the row's number is only counted, not given: then its first cell may correct it. */
  rowCounted: boolean;
  nextColumn: number;
  column: number;
  style: number;
  /** What `c/@t` says (sheet-cell.ts). */
  type: number;
  hasFormula: boolean;
  hasValue: boolean;
  /** Whether the cell is already set, straight from the bytes. */
  settled: boolean;
  text: string;
}

/** A scan before its first byte. */
export function sheetScan(
  { sharedStrings, dateStyles, dateSystem }: SheetContext,
  rows: RowBuffer,
  mergedHeader: string[],
): SheetScan {
  return {
    sharedStrings,
    dateStyles,
    dateSystem,
    rows,
    mergedHeader,
    state: 0,
    skipped: 0,
    rowNumber: 0,
    rowCounted: false,
    nextColumn: 0,
    column: 0,
    style: 0,
    type: 0,
    hasFormula: false,
    hasValue: false,
    settled: false,
    text: '',
  };
}

const MAX_MERGED = 100;

/** Begins the row that `row/@r` names, or the next one. Throws `source.damaged` where rows do not rise. */
export function openRow(scan: SheetScan, bytes: Buffer, from: number, to: number): void {
  let given = -1;
  eachAttribute(bytes, from, to, (nameFrom, nameTo, valueFrom, valueTo) => {
    if (nameTo - nameFrom === 1 && bytes[nameFrom] === 0x72)
      given = integer(bytes, valueFrom, valueTo);
  });
  scan.rowCounted = given < 0;
  if (!scan.rowCounted && given <= scan.rowNumber)
    throw damaged(`Row ${given} of the sheet is out of order.`);
  scan.rowNumber = scan.rowCounted ? scan.rowNumber + 1 : given;
  scan.nextColumn = 0;
  scan.rows.begin(scan.rowNumber);
}

/** Takes note of a merged range that touches row 1. */
export function merged(scan: SheetScan, bytes: Buffer, from: number, to: number): void {
  eachAttribute(bytes, from, to, (nameFrom, nameTo, valueFrom, valueTo) => {
    if (bytes.toString('latin1', nameFrom, nameTo) !== 'ref') return;
    const range = bytes.toString('latin1', valueFrom, Math.min(valueTo, valueFrom + 40));
    const corners = /^\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)$/i.exec(range);
    if (!corners || (Number(corners[1]) !== 1 && Number(corners[2]) !== 1)) return;
    if (scan.mergedHeader.length < MAX_MERGED) scan.mergedHeader.push(range);
  });
}
