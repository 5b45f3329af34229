import { setImmediate } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { TYPE_NAMES } from '../../../core/ledger/ledger.ts';
import { LEDGER_COLUMNS, MESSY_COLUMNS } from '../messy/cells.ts';
import type { Cell } from '../../../core/rules/rule/planted.ts';
import type { FileRows } from './file-rows.ts';
import { rowCount, stretches } from './file-rows.ts';
import {
  CUSTOMER_COLUMNS,
  customerRows,
  SALES_COLUMNS,
  salesRows,
} from '../ledger/lookup-sheets.ts';
import { currencyOf, noteOf } from '../messy/messy-plan.ts';
import { REASONS } from '../ledger/reasons.ts';
import { fixZipDates } from './zip-dates.ts';

/** Rows that a sheet has below its header. */
export const MAX_SHEET_ROWS = 1_048_575;

/** Rows between two looks at how far the compression has come. */
const ROWS_AT_ONCE = 500;
/** Bytes of a sheet that may wait for compression. */
const MAX_WAITING = 4 * 1024 * 1024;
/** What a workbook says about itself; fixed, so that equal workbooks are equal files. */
const MADE = new Date(Date.UTC(2026, 0, 1));
const AUTHOR = 'Thrive Cash Reconciler, generator';

const DATE_FORMAT = 'yyyy-mm-dd h:mm:ss';
const WIDTHS: Readonly<Record<string, number>> = {
  CREATEDAT: 20,
  EXPIREDAT: 20,
  REASON: 26,
  EMAIL: 32,
  PREDISCOUNTGROSSPRODUCTSALES: 34,
  COMPANY: 26,
};
/** Empty rows that keep a style after the last movement, as exports of Google Sheets have them. */
const EMPTY_TAIL = 25;

type Value = string | number | Date | null | { formula: string } | { error: string };

/**
 * Writes a workbook with the sheets TC_Data, Sales and Customers, row by row. Throws a RangeError
 * where the rows do not fit into a sheet.
 */
export async function writeXlsx(path: string, rows: FileRows): Promise<void> {
  const count = rowCount(rows) + (rows.messy ? EMPTY_TAIL : 0);
  if (count > MAX_SHEET_ROWS) throw new RangeError(tooManyRows(rowCount(rows)));
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.created = MADE;
  workbook.modified = MADE;
  workbook.creator = AUTHOR;
  workbook.lastModifiedBy = AUTHOR;
  const failed = outputFailure(workbook);
  await Promise.race([failed, fillWorkbook(workbook, rows)]);
  fixZipDates(path);
}

/** Why so many rows are refused, in a sentence. */
export function tooManyRows(rows: number): string {
  return `A sheet holds ${MAX_SHEET_ROWS} rows below its header; ${rows} are too many. Write .csv or .parquet instead.`;
}

async function fillWorkbook(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  rows: FileRows,
): Promise<void> {
  const { ledger, messy } = rows;
  const movements = startSheet(workbook, 'TC_Data', messy ? MESSY_COLUMNS : LEDGER_COLUMNS);
  // Beside the table, over two blank columns: a title somebody made room for.
  if (messy) movements.sheet.mergeCells(1, MESSY_COLUMNS.length + 2, 1, MESSY_COLUMNS.length + 3);
  for (const { from, to, planted } of stretches(rows)) {
    for (let r = from; r < to; r++) {
      const expires = ledger.expiresAt[r]!;
      const values: Value[] = [
        ledger.id[r]!,
        TYPE_NAMES[ledger.type[r]!]!,
        new Date(ledger.createdAt[r]!),
        Number.isNaN(expires) ? null : new Date(expires),
        ledger.customer[r]!,
        ledger.order[r] === 0 ? null : ledger.order[r]!,
        ledger.cents[r]! / 100,
        ledger.reason[r] === 0 ? null : REASONS[ledger.reason[r]!]!,
      ];
      if (messy) values.push(currencyOf(ledger.customer[r]!), noteOf(r));
      await movements.add(values);
    }
    if (planted) await movements.add(MESSY_COLUMNS.map((name) => valueOf(planted.cells[name])));
  }
  if (messy) addEmptyTail(movements.sheet, rowCount(rows) + 2);
  await movements.finish();

  const sales = startSheet(workbook, 'Sales', SALES_COLUMNS);
  for (const row of salesRows(ledger)) await sales.add(row);
  for (const row of messy?.sales ?? []) await sales.add(row);
  await sales.finish();

  const customers = startSheet(workbook, 'Customers', CUSTOMER_COLUMNS);
  for (const row of customerRows([...ledger.customerIds, ...(messy?.customers ?? [])], ledger.seed))
    await customers.add(row);
  await customers.finish();
  await workbook.commit();
}

interface SheetWriter {
  readonly sheet: ExcelJS.Worksheet;
  /** Adds a row; waits where the compression lags behind. */
  add(values: readonly Value[]): Promise<void>;
  finish(): Promise<void>;
}

function startSheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  name: string,
  headers: readonly string[],
): SheetWriter {
  const sheet = workbook.addWorksheet(name);
  sheet.columns = headers.map((header) => ({
    header,
    width: WIDTHS[header] ?? 14,
    ...(header === 'CREATEDAT' || header === 'EXPIREDAT' ? { style: { numFmt: DATE_FORMAT } } : {}),
  }));
  const settled = backlogOf(sheet);
  let added = 0;
  return {
    sheet,
    async add(values) {
      sheet.addRow(values).commit();
      if (++added % ROWS_AT_ONCE === 0) await settled();
    },
    async finish() {
      sheet.commit();
      await settled();
    },
  };
}

/** The parts of exceljs that its types do not show and that tell how much waits to be compressed. */
interface SheetStream {
  readonly stream: {
    readonly buffers: readonly { readonly length: number }[];
    readonly pipes: readonly Writable[];
  };
}

/** exceljs takes rows as fast as they come and keeps what is not yet compressed; so ask before more. */
function backlogOf(sheet: ExcelJS.Worksheet): () => Promise<void> {
  const { stream } = sheet as unknown as SheetStream;
  return async () => {
    const waiting = (): number =>
      stream.pipes.reduce((sum, pipe) => sum + pipe.writableLength, 0) +
      stream.buffers.reduce((sum, { length }) => sum + length, 0);
    while (waiting() > MAX_WAITING) await setImmediate();
  };
}

/** Rejects when the file cannot be written; exceljs itself would wait for ever. */
function outputFailure(workbook: ExcelJS.stream.xlsx.WorkbookWriter): Promise<never> {
  const { stream } = workbook as unknown as { readonly stream: Writable };
  return new Promise((_, reject) => stream.once('error', reject));
}

function addEmptyTail(sheet: ExcelJS.Worksheet, first: number): void {
  for (let i = 0; i < EMPTY_TAIL; i++) {
    const row = sheet.getRow(first + i);
    // exceljs leaves out an empty row unless it has a height.
    row.height = 15.75;
    row.getCell(3).style = { numFmt: DATE_FORMAT };
    row.getCell(7).style = { numFmt: '0.00' };
    row.commit();
  }
}

function valueOf(cell: Cell): Value {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('time' in cell) return new Date(cell.time);
  if ('cents' in cell) return cell.cents / 100;
  return cell;
}
