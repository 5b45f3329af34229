import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from '@e965/xlsx';
import type { WorkBook, WorkSheet } from '@e965/xlsx';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { POLICIES, settingsSchema } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import { reconcile } from '../../../core/pipeline/reconcile.ts';
import { OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import type { StepResult } from '../../../core/run-folder/step-journal.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';
import { drawn, someOf } from '../../amount.ts';

const folder = mkdtempSync(join(tmpdir(), 'thrive-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let places = 0;

interface Asked {
  readonly policy: Policy;
  readonly workers: number;
  /** So few rows a sheet below its header, and a partition, that both end within the other. */
  readonly sheetRows: number;
  readonly rowsPerPartition: number;
}

/** Runs of a file, each of which goes on in one folder until it is whole. */
async function runOf(path: string, { policy, workers, sheetRows, rowsPerPartition }: Asked) {
  const place = join(folder, `run-${places++}`);
  const facts = await fingerprint(path);
  const completed = new Map<StepName, StepResult>();
  mkdirSync(place);
  /** Until it has told so often of the writing, or of a part of it at which it is broken off. */
  const go = (
    breakOffAfter = Infinity,
    breakOffAt: (part: string) => boolean = () => false,
  ): Promise<unknown> => {
    const cancelling = new AbortController();
    let told = 0;
    return reconcile(
      {
        path,
        name: 'ledger.csv',
        ...facts,
        settings: settingsSchema.parse({ policy, onError: 'quarantine' }),
        softwareVersion: 'test',
        workers,
        rowsPerPartition,
        sheetRows,
      },
      {
        folder: place,
        journal: {
          begin: () => undefined,
          end: (name, result) => void completed.set(name, result),
          completed: (name) => completed.get(name),
        },
        endOfToday: Date.UTC(2030, 0, 1),
        signal: cancelling.signal,
        onFindings: () => undefined,
        onChecks: () => undefined,
        onProgress: ({ step, part = '' }) => {
          if (step === 'report' && (++told > breakOffAfter || breakOffAt(part))) cancelling.abort();
        },
      },
    );
  };
  const outputs = join(place, OUTPUT_FOLDER);
  return { go, path: (name: string) => join(outputs, name), names: () => readdirSync(outputs) };
}

const TEXTS = ['', 'Damaged', 'a < b & "c", d', '=1+1', '  ', 'ä€😀', 'two\nlines', '_x0041_'];
const movements = fc.array(
  fc.record({
    customer: fc.integer({ min: 1, max: 6 }),
    type: fc.constantFrom('earned', 'earned', 'spent', 'expired'),
    second: fc.nat(90 * 86_400),
    cents: fc.integer({ min: 1, max: 50_000 }),
    text: fc.constantFrom(...TEXTS),
  }),
  { minLength: 1, maxLength: 60 },
);
type Movement = Parameters<Parameters<typeof movements.map>[0]>[0][number];

/** A ledger as CSV; with `texts`, some of its ids are no numbers. */
function ledgerFile(rows: readonly Movement[], texts: boolean): string {
  const path = join(folder, `ledger-${places++}.csv`);
  const lines = rows.map(({ customer, type, second, cents, text }, i) =>
    [
      texts && i % 3 === 0 ? `T-${i}` : 7_000_000 + i,
      type,
      new Date(Date.UTC(2025, 0, 1) + second * 1000).toISOString().slice(0, 19).replace('T', ' '),
      texts ? `C&${customer}` : customer,
      `${type === 'earned' ? '' : '-'}${(cents / 100).toFixed(2)}`,
      `"${text.replaceAll('"', '""')}"`,
    ].join(','),
  );
  writeFileSync(
    path,
    `${['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,REASON', ...lines].join('\n')}\n`,
  );
  return path;
}

/** The cells of a CSV file. */
function csvCells(path: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\n"]*))([,\n])/g;
  for (const [, quoted, plain, end] of readFileSync(path, 'utf8').matchAll(cell)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** A cell as CSV has it: by what its column holds. */
function asCsv(value: unknown, header: string): string {
  if (value === null || value === undefined) return '';
  // SheetJS cuts off the fraction of a millisecond that the number of a time is off by.
  if (value instanceof Date)
    return new Date(Math.round(value.getTime() / 1000) * 1000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
  if (typeof value !== 'number') return String(value);
  return /AMOUNT|CUMULATIVE|BALANCE/.test(header) ? value.toFixed(2) : String(value);
}

/** The rows of those sheets that a list goes on over, under one header, without totals; none has more than it may. */
function joined(sheets: readonly (readonly (readonly string[])[])[], most: number): string[][] {
  const bodies = sheets.map((rows) => {
    expect(rows[0]).toEqual(sheets[0]![0]);
    expect(rows.length - 1).toBeLessThanOrEqual(most);
    const total = rows.findIndex(([first]) => first === 'Total');
    return rows.slice(1, total < 0 ? rows.length : total).map((row) => [...row]);
  });
  return [[...sheets[0]![0]!], ...bodies.flat()];
}

/** The lists of a workbook as exceljs reads them, as CSV has their cells. */
function byExceljs(book: exceljs.Workbook, title: string, most: number): string[][] {
  return joined(
    book.worksheets
      .filter(({ name }) => name === title || name.startsWith(`${title} `))
      .map((sheet) => {
        const width = sheet.columnCount;
        const headers = Array.from(
          { length: width },
          (_, c) => sheet.getRow(1).getCell(c + 1).text,
        );
        return Array.from({ length: sheet.rowCount }, (_, r) =>
          headers.map((header, c) => asCsv(sheet.getRow(r + 1).getCell(c + 1).value, header)),
        );
      }),
    most,
  );
}

/** … and as SheetJS does. */
function bySheetJs({ Sheets, SheetNames }: WorkBook, title: string, most: number): string[][] {
  return joined(
    SheetNames.filter((name) => name === title || name.startsWith(`${title} `)).map((name) =>
      rowsOf(Sheets[name]!),
    ),
    most,
  );
}

function rowsOf(sheet: WorkSheet): string[][] {
  const [, letters, last] = /:([A-Z]+)(\d+)$/.exec(sheet['!ref']!)!;
  const width = [...letters!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const valueAt = (r: number, c: number): unknown =>
    (sheet[`${String.fromCharCode(65 + c)}${r + 1}`] as { v?: unknown } | undefined)?.v;
  return Array.from({ length: Number(last) }, (_, r) =>
    Array.from({ length: width }, (_cell, c) => asCsv(valueAt(r, c), String(valueAt(0, c)))),
  );
}

/** Excel's escapes, which exceljs leaves as they are, as the texts that they stand for. */
const unescaped = (rows: string[][]): string[][] =>
  rows.map((row) =>
    row.map((cell) =>
      cell.replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      ),
    ),
  );

const LISTS = [
  ['Matched rows', 'tc_data_with_redemptions.csv'],
  ['Allocations', 'allocations.csv'],
  ['Balances', 'customer_current_balances.csv'],
] as const;

describe('the sheets of a run', () => {
  it('hold what the CSV files hold, for exceljs and for SheetJS, whatever the ledger', async () => {
    await fc.assert(
      fc.asyncProperty(
        movements,
        fc.boolean(),
        fc.constantFrom(...POLICIES),
        fc.integer({ min: 6, max: 25 }),
        fc.integer({ min: 3, max: 25 }),
        async (rows, texts, policy, sheetRows, rowsPerPartition) => {
          const asked = { policy, workers: 1, sheetRows, rowsPerPartition };
          const { go, path } = await runOf(ledgerFile(rows, texts), asked);
          await go();
          const books = [
            ['reconciliation.xlsx', LISTS],
            ['tc_data_with_redemptions.xlsx', [['TC_Data', LISTS[0][1]]]],
          ] as const;
          for (const [book, lists] of books) {
            const one = new exceljs.Workbook();
            await one.xlsx.readFile(path(book));
            const other = read(readFileSync(path(book)), { cellDates: true, UTC: true });
            for (const [title, csv] of lists) {
              const wanted = csvCells(path(csv));
              // A list without rows has one that is blank.
              const some = (found: string[][]): string[][] =>
                wanted.length === 1 ? found.slice(0, 1) : found;
              expect(some(unescaped(byExceljs(one, title, sheetRows)))).toEqual(wanted);
              expect(some(bySheetJs(other, title, sheetRows))).toEqual(wanted);
            }
          }
        },
      ),
      drawn(60),
    );
  });

  it('are stopped in the part of the writing that is told, whichever it is', async () => {
    const rows = fc.sample(movements, { numRuns: 4, seed: 7 }).flat();
    const asked = { policy: 'one-to-one', workers: 1, sheetRows: 30, rowsPerPartition: 9 } as const;
    const run = await runOf(ledgerFile(rows, true), asked);
    const parts = new Set<string>();
    await run.go(Infinity, (part) => {
      parts.add(part);
      return false;
    });
    expect(parts.size).toBeGreaterThan(5);
    const other = await runOf(ledgerFile(rows, true), asked);
    for (const last of parts) {
      const heard: string[] = [];
      const stopped = other.go(Infinity, (part) => {
        heard.push(part);
        return part === last;
      });
      await expect(stopped, last).rejects.toMatchObject({ code: 'run.cancelled' });
      expect(heard.slice(heard.indexOf(last))).toEqual(
        heard.slice(heard.indexOf(last)).map(() => last),
      );
    }
  });

  it('are the same bytes on one thread, on two and on three, and where a run was gone on with', async () => {
    const rows = fc.sample(movements, { numRuns: 8, seed: 7 }).flat();
    const source = ledgerFile(rows, true);
    const asked = { policy: 'exact', sheetRows: 30, rowsPerPartition: 9 } as const;
    const whole = await runOf(source, { ...asked, workers: 1 });
    await whole.go();
    const names = whole.names();
    expect(names.filter((name) => name.endsWith('.xlsx'))).toHaveLength(2);
    for (const workers of someOf([1, 2, 3], 1)) {
      const other = await runOf(source, { ...asked, workers });
      for (const after of [1, 4, 9, 14])
        await expect(other.go(after)).rejects.toMatchObject({ code: 'run.cancelled' });
      await other.go();
      // Once more, as after an end between the last file and the last word of the run.
      await other.go();
      expect(other.names()).toEqual(names);
      for (const name of names)
        expect(readFileSync(other.path(name)).equals(readFileSync(whole.path(name)))).toBe(true);
    }
  });
});
