import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { createFindingLog } from '../../../core/contract/findings.ts';
import type { FindingCode } from '../../../core/contract/findings.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import { timeText } from '../../../core/ledger/time.ts';
import { openSource } from '../../../core/source/open-source.ts';
import { readLedgerFile } from '../../../core/validate/read-ledger-file.ts';
import { testFolder } from '../source/reading.ts';
import { zipFixture } from '../source/zip-fixture.ts';

const EXPORTS = fileURLToPath(new URL('../../fixtures/exports', import.meta.url));

interface Read {
  readonly rows: number;
  readonly accepted: number;
  readonly sum: string;
  /** CREATEDAT of the first row. */
  readonly first: string;
  /** What was said, but for the sheets that a text file has not. */
  readonly found: readonly FindingCode[];
}

/** Reads a file by the rules; the Problem that stops it. */
async function readOrProblem(path: string, settings: object): Promise<Read | Problem> {
  const findings = createFindingLog();
  const source = await openSource(path).catch((thrown: unknown) => thrown as Problem);
  if (source instanceof Problem) return source;
  try {
    const { ledger, sourceRows } = await readLedgerFile(
      source,
      settingsSchema.parse({ onError: 'quarantine', ...settings }),
      { findings },
    );
    return {
      rows: sourceRows,
      accepted: ledger.rows,
      sum: decimalText(ledger.cents.reduce((sum, cents) => sum + cents, 0)),
      first: ledger.rows === 0 ? '' : timeText(ledger.createdAt[0]!),
      found: findings
        .counts()
        .map(({ code }) => code)
        .filter((code) => !/^sheet\.(sales|customers)-missing$/.test(code)),
    };
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  } finally {
    await source.close();
  }
}

/** The same; of the Problem its sentence. */
async function read(path: string, settings: object = {}): Promise<Read | string> {
  const got = await readOrProblem(path, settings);
  return got instanceof Problem ? got.message : got;
}

/** What a file gives, as the table of the fixtures says it. */
async function given(path: string): Promise<string> {
  const got = await readOrProblem(path, {});
  if (got instanceof Problem) return `asks: ${got.code}`;
  const { accepted, rows, sum, found } = got;
  const codes = found.length === 0 ? '' : `: ${[...found].sort().join(', ')}`;
  return `${accepted} of ${rows}, ${sum}${codes}`;
}

/** The rows of the table: a file, and what it gives. */
const TABLE = readFileSync(join(EXPORTS, 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line): [file: string, now: string][] => {
    const [, file, now] = /^\| `(.+?)` \|.*\| ([^|]+) \|$/.exec(line) ?? [];
    return file === undefined ? [] : [[file, now!]];
  });

it.each(TABLE)('%s', async (file, now) => {
  expect(await given(join(EXPORTS, file))).toBe(now);
});

it('all files that people export are in the table', () => {
  const files = readdirSync(EXPORTS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map(({ parentPath, name }) => relative(EXPORTS, join(parentPath, name)).replaceAll('\\', '/'));
  expect(TABLE.map(([file]) => file)).toEqual(files.sort());
});

it('reads the time of day as it is written, in all that can be read', async () => {
  for (const [file, now] of TABLE)
    if (now.startsWith('4 of 4'))
      expect(await read(join(EXPORTS, file)), file).toMatchObject({
        first: '2025-12-31 15:45:00',
      });
});

it('says where nothing decides what a cell would be by each reading', async () => {
  expect(await read(join(EXPORTS, 'dates/all-days-below-13.csv'))).toBe(
    'CREATEDAT can be read in two ways: 04/03/2026 in row 2 is 2026-03-04 with the day first, or 2026-04-03 with the month first, and no other row settles it. Choose in the preview, or with --dates dmy (31/12/2026) or --dates mdy (12/31/2026).',
  );
  expect(await read(join(EXPORTS, 'amounts/thousands-only.csv'))).toBe(
    'AMOUNT can be read in two ways: 1,250 in row 2 is 1.25 with a decimal comma, or 1250.00 with a decimal point, and no other row settles it. Choose in the preview, or with --decimals comma (1.234,50) or --decimals point (1,234.50).',
  );
});

it('takes the answer where a column does not decide, and no other', async () => {
  const dates = join(EXPORTS, 'dates/all-days-below-13.csv');
  expect(await read(dates, { dates: 'dmy' })).toMatchObject({ first: '2026-03-04 00:00:00' });
  expect(await read(dates, { dates: 'mdy' })).toMatchObject({ first: '2026-04-03 00:00:00' });
  expect(await read(dates, { dates: 'ymd' })).toMatchObject({ found: ['row.date-invalid'] });
  const amounts = join(EXPORTS, 'amounts/thousands-only.csv');
  expect(await read(amounts, { decimals: 'point' })).toMatchObject({ sum: '50.00' });
  expect(await read(amounts, { decimals: 'comma' })).toMatchObject({ sum: '0.05' });
});

const HEADER = ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'];

/** A workbook of one or several sheets, in a file of its own. */
async function workbook(sheets: Readonly<Record<string, readonly unknown[][]>>): Promise<string> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows([...rows]);
  const path = join(testFolder(), 'export.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

it('takes the only sheet for TC_Data, with titles above and a total below', async () => {
  const path = await workbook({
    Sheet1: [
      ['Store credit'],
      [],
      HEADER,
      [1, 'earned', new Date(Date.UTC(2025, 11, 31)), 501, 1250],
      [2, 'spent', new Date(Date.UTC(2026, 0, 9)), 501, -16.07],
      ['Total', null, null, null, 1233.93],
    ],
  });
  expect(await read(path)).toEqual({
    rows: 2,
    accepted: 2,
    sum: '1233.93',
    first: '2025-12-31 00:00:00',
    found: ['sheet.titles', 'sheet.totals'],
  });
});

it('keeps an error what looks like a total and is none', async () => {
  for (const [amount, after] of [
    [1233.92, []],
    [1233.93, [3, 'spent', '2026-01-10', 501, -1]],
  ] as const) {
    const path = await workbook({
      TC_Data: [
        HEADER,
        [1, 'earned', '2025-12-31', 501, 1250],
        [2, 'spent', '2026-01-09', 501, -16.07],
        [null, null, null, null, amount],
        [...after],
      ],
    });
    expect(await read(path)).toMatchObject({ found: ['row.required-blank'] });
  }
});

it('reads no date by the others where some are dates already: half of them may be turned around', async () => {
  const rows = [
    [1, 'earned', new Date(Date.UTC(2025, 11, 1)), 501, 5],
    [2, 'earned', '31/12/2025', 501, 5],
  ];
  for (const order of [rows, [...rows].reverse()]) {
    const path = await workbook({ TC_Data: [HEADER, ...order] });
    expect(await read(path)).toMatchObject({ rows: 2, sum: '5.00', found: ['row.date-invalid'] });
  }
});

it('does not choose between rows that contradict each other', async () => {
  const dates = await workbook({
    TC_Data: [HEADER, [1, 'earned', '31/12/2025', 501, 5], [2, 'earned', '12/31/2025', 501, 5]],
  });
  expect(await read(dates)).toMatch(
    /^CREATEDAT is inconsistent: 31\/12\/2025 in row 2 and 12\/31\/2025 in row 3 use different formats\./,
  );
  const amounts = await workbook({
    TC_Data: [
      HEADER,
      [1, 'earned', '2025-12-31', 501, '5,50'],
      [2, 'earned', '2025-12-31', 501, '1.000'],
      [3, 'earned', '2025-12-31', 501, '5.50'],
    ],
  });
  expect(await read(amounts)).toMatch(/^AMOUNT is inconsistent: 5,50 in row 2 and 5\.50 in row 4/);
});

it.each<[string, Buffer, RegExp]>([
  [
    'ledger.ods',
    zipFixture([
      { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
      { name: 'content.xml', data: '<office:document-content/>' },
      { name: 'META-INF/manifest.xml', data: '<manifest:manifest/>' },
    ]),
    /^ledger\.ods is an OpenDocument file .*save it as Excel 2007–365 \(\.xlsx\) or as CSV\.$/,
  ],
  [
    'ledger.xlsb',
    zipFixture([
      {
        name: '_rels/.rels',
        data: '<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
      },
    ]),
    /^ledger\.xlsb is a binary workbook \(\.xlsb\)\. Open it in Excel and save it as \.xlsx\.$/,
  ],
  [
    'ledger.xls',
    Buffer.from('d0cf11e0a1b11ae1'.padEnd(2048, '0'), 'hex'),
    /^ledger\.xls is an old Excel workbook \(\.xls\) .*Open it in Excel and save it as \.xlsx\.$/,
  ],
])('%s is refused by name, with what to do', async (name, bytes, says) => {
  const path = join(testFolder(), name);
  writeFileSync(path, bytes);
  const problem = await openSource(path).catch((thrown: unknown) => thrown as Problem);
  expect(problem).toBeInstanceOf(Problem);
  expect(`${(problem as Problem).message} ${(problem as Problem).hint}`).toMatch(says);
});
