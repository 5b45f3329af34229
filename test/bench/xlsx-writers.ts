import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { utils, write } from '@e965/xlsx';
import type { WorkSheet } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { serialOfTime } from '../../core/ledger/time.ts';
import type { Column, Table } from '../../core/report/columns/column.ts';
import { sharedTexts, textsOf } from '../../core/report/columns/text-bytes.ts';
import { writeTableWorkbook } from '../../core/report/xlsx/workbook.ts';
import { seededRandom } from '../../main/generate/ledger/random.ts';

/** The candidates for writing a sheet, each filling the file at `path`. */
const WRITERS: Readonly<Record<string, (path: string, table: Table) => Promise<void> | void>> = {
  'ours, 1 thread': writeWithOwn,
  'exceljs streaming': writeWithExceljs,
  SheetJS: writeWithSheetJs,
};
/** Beyond, it needs more memory than Node gives a program. */
const MOST_OF_SHEETJS = 300_000;

export interface WriterTiming {
  readonly writer: string;
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMiB: number;
  readonly bytes: number;
}

/**
 * Times each candidate on the same sheet of so many rows and twelve columns, each in a process of its own, so
 * that the peak memory is the candidate's. Seconds are those of writing; what makes the rows does not count.
 */
export async function benchXlsxWriters(rows: number, path: string): Promise<WriterTiming[]> {
  const timings: WriterTiming[] = [];
  for (const writer of Object.keys(WRITERS)) {
    if (writer === 'SheetJS' && rows > MOST_OF_SHEETJS) continue;
    const { stdout } = await promisify(execFile)(process.execPath, [
      fileURLToPath(import.meta.url),
      writer,
      String(rows),
      path,
    ]);
    timings.push(JSON.parse(stdout) as WriterTiming);
  }
  return timings;
}

const ABOUT = { title: 'Rows', subject: '', entity: '', period: '', run: '', stated: 0 } as const;
const TYPES = ['earned', 'spent', 'expired'];
const REASONS = ['', 'Referral bonus', 'Goodwill', 'Refund to credit', 'Promotion'];
const STATUSES = ['redeemed', 'unmatched', 'open', 'partly matched'];

/** A table like that of the matched rows. */
function tableOf(rows: number): Table {
  const random = seededRandom(7);
  const numbers = (of: (row: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => of(row));
  const at = Date.UTC(2024, 0, 1);
  const some = (share: number, value: number): number => (random() < share ? value : NaN);
  const id = (name: string, of: (row: number) => number): Column => ({
    name,
    kind: 'id',
    values: numbers(of),
    asText: false,
    sheetText: false,
    ...sharedTexts([]),
  });
  const text = (name: string, pool: readonly string[]): Column => ({
    name,
    kind: 'text',
    values: Int32Array.from({ length: rows }, () => Math.floor(random() * pool.length)),
    ...sharedTexts(pool),
  });
  const other = (name: string, kind: 'money' | 'time', of: () => number): Column => ({
    name,
    kind,
    values: numbers(of),
  });
  const second = (): number => at + Math.floor(random() * 6e7) * 1000;
  return {
    rows,
    columns: [
      id('TRANS_ID', (row) => 12_000_000 + row),
      text('TCTYPE', TYPES),
      other('CREATEDAT', 'time', second),
      other('EXPIREDAT', 'time', () => some(0.6, second())),
      id('CUSTOMERID', (row) => 100_000 + Math.floor(row / 10)),
      id('ORDERID', () => some(0.5, 5_000_000 + Math.floor(random() * 1e6))),
      other('AMOUNT', 'money', () => Math.floor((random() - 0.4) * 20_000)),
      text('REASON', REASONS),
      id('REDEEMID', () => some(0.5, 12_000_000 + Math.floor(random() * rows))),
      text('MATCH_STATUS', STATUSES),
      other('MATCHED_AMOUNT', 'money', () => Math.floor(random() * 20_000)),
      other('OPEN_AMOUNT', 'money', () => (random() < 0.6 ? 0 : Math.floor(random() * 20_000))),
    ],
  };
}

type Value = string | number | Date | null;
const FORMATS: Readonly<Record<Column['kind'], string | undefined>> = {
  id: '0',
  text: undefined,
  money: '#,##0.00_);[Red](#,##0.00)',
  time: 'yyyy-mm-dd hh:mm:ss',
  count: '#,##0_)',
};

/** What a cell holds, as the other candidates take it. */
function valueOf(column: Column, row: number): Value {
  const value = column.values[row]!;
  if (column.kind === 'text') return textsOf(column.texts)[value]! || null;
  if (Number.isNaN(value)) return null;
  if (column.kind === 'money') return value / 100;
  return column.kind === 'time' ? new Date(value) : value;
}

async function writeWithOwn(path: string, table: Table): Promise<void> {
  await writeTableWorkbook(path, ABOUT, table, 'Rows');
}

async function writeWithExceljs(path: string, { columns, rows }: Table): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = workbook.addWorksheet('Rows');
  sheet.columns = columns.map(({ name, kind }) => ({
    header: name,
    width: 18,
    style: { ...(FORMATS[kind] !== undefined && { numFmt: FORMATS[kind] }) },
  }));
  for (let row = 0; row < rows; row++) {
    sheet.addRow(columns.map((column) => valueOf(column, row))).commit();
    if (row % 5000 === 0) await new Promise(setImmediate);
  }
  sheet.commit();
  await workbook.commit();
}

function writeWithSheetJs(path: string, { columns, rows }: Table): void {
  const cells = Array.from({ length: rows }, (_, row) =>
    columns.map((column) => {
      const value = valueOf(column, row);
      if (value === null) return undefined;
      if (typeof value === 'string') return { t: 's', v: value };
      const number = value instanceof Date ? serialOfTime(value.getTime()) : value;
      return { t: 'n', v: number, z: FORMATS[column.kind] };
    }),
  );
  const header = columns.map(({ name }) => ({ t: 's', v: name }));
  const sheet = { '!ref': `A1:L${rows + 1}`, '!data': [header, ...cells] } as unknown as WorkSheet;
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Rows');
  writeFileSync(
    path,
    write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [writer, rows, path] = process.argv.slice(2) as [string, string, string];
  const table = tableOf(Number(rows));
  const cpu = process.cpuUsage();
  const from = performance.now();
  await WRITERS[writer]!(path, table);
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const timing: WriterTiming = {
    writer,
    rows: table.rows,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakRssMiB: process.resourceUsage().maxRSS >> 10,
    bytes: statSync(path).size,
  };
  process.stdout.write(JSON.stringify(timing));
}
