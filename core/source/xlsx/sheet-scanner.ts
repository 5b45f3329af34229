import type { RowBuffer } from '../reading/row-buffer.ts';
import { damaged } from '../reading/source-problem.ts';
import { closeCell, openCell, settle } from './sheet-cell.ts';
import { merged, openRow, sheetScan } from './sheet-scan.ts';
import type { SheetContext, SheetScan } from './sheet-scan.ts';
import { createXmlScanner, nameCode, type XmlEvents, type XmlScanner } from './xml-scanner.ts';
import { xmlText } from './xml-text.ts';

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

const LESS = 0x3c;
const SLASH = 0x2f;

/**
 * A scanner that is fed the bytes of a sheet part and fills and delivers `rows`. Ranges of merged
 * cells that touch row 1 are appended to `mergedHeader`.
 */
export function createSheetScanner(
  context: SheetContext,
  rows: RowBuffer,
  mergedHeader: string[],
): XmlScanner {
  const scan = sheetScan(context, rows, mergedHeader);
  return createXmlScanner({
    open: opening(scan),
    close: closing(scan),
    text: reading(scan),
  });
}

/** What an opening tag does to the scan. */
function opening(scan: SheetScan): XmlEvents['open'] {
  return (name, bytes, from, to, depth) => {
    if (scan.skipped > 0) {
      scan.skipped++;
      return;
    }
    switch (scan.state) {
      case IN_ROW:
        if (name === C) {
          openCell(scan, bytes, from, to);
          scan.state = IN_CELL;
        } else scan.skipped = 1;
        return;
      case IN_CELL:
        if (name === V) {
          scan.hasValue = true;
          scan.state = IN_V;
        } else if (name === F) {
          scan.hasFormula = true;
          scan.state = IN_F;
        } else if (name === IS) {
          scan.hasValue = true;
          scan.state = IN_IS;
        } else scan.skipped = 1;
        return;
      case IN_DATA:
        if (name === ROW) {
          openRow(scan, bytes, from, to);
          scan.state = IN_ROW;
        } else scan.skipped = 1;
        return;
      case IN_IS:
        if (name === T) scan.state = IN_IS_T;
        else if (name === R) scan.state = IN_RUN;
        else scan.skipped = 1;
        return;
      case IN_RUN:
        if (name === T) scan.state = IN_RUN_T;
        else scan.skipped = 1;
        return;
      case OUTSIDE:
        if (depth === 0 && name !== WORKSHEET)
          throw damaged('A sheet of the workbook is not a worksheet.');
        if (name === SHEET_DATA && depth === 1) scan.state = IN_DATA;
        else if (name === MERGE_CELL && depth === 2) merged(scan, bytes, from, to);
        return;
      default:
        scan.skipped = 1;
    }
  };
}

/** What a closing tag does to the scan. */
function closing(scan: SheetScan): XmlEvents['close'] {
  return () => {
    if (scan.skipped > 0) {
      scan.skipped--;
      return;
    }
    switch (scan.state) {
      case IN_V:
      case IN_F:
      case IN_IS:
        scan.state = IN_CELL;
        return;
      case IN_CELL:
        closeCell(scan);
        scan.state = IN_ROW;
        return;
      case IN_ROW:
        scan.rows.end();
        scan.state = IN_DATA;
        return;
      case IN_IS_T:
        scan.state = IN_IS;
        return;
      case IN_RUN_T:
        scan.state = IN_RUN;
        return;
      case IN_RUN:
        scan.state = IN_IS;
        return;
      case IN_DATA:
        scan.state = OUTSIDE;
        return;
      default:
    }
  };
}

/** What a piece of text does to the scan. */
function reading(scan: SheetScan): XmlEvents['text'] {
  return (bytes, start, end, cdata) => {
    if (scan.skipped > 0) return;
    if (scan.state === IN_V) {
      // The usual value: one piece of text, followed by its closing tag.
      if (!cdata && scan.text === '' && bytes[end] === LESS && bytes[end + 1] === SLASH) {
        settle(scan, bytes, start, end);
        if (scan.settled) return;
      }
      scan.text += xmlText(bytes, start, end, cdata);
    } else if (scan.state === IN_IS_T || scan.state === IN_RUN_T) {
      const piece = xmlText(bytes, start, end, cdata);
      scan.text = scan.text === '' ? piece : scan.text + piece;
    }
  };
}
