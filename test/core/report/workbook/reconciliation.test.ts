import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { read } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import { POLICIES, settingsSchema } from '../../../../core/contract/settings.ts';
import type { Settings } from '../../../../core/contract/settings.ts';
import type { StepName } from '../../../../core/contract/steps.ts';
import { rewriteWorkbook, WORKBOOK } from '../../../../core/pipeline/rewrite-workbook.ts';
import type { Afterwards } from '../../../../core/report/figures/decisions.ts';
import type { StepResult } from '../../../../core/run-folder/step-journal.ts';
import { reconcile } from '../../../../core/pipeline/reconcile.ts';
import { OUTPUT_FOLDER } from '../../../../core/run-folder/names.ts';
import { fingerprint } from '../../../../core/source/fingerprint.ts';
import { DEEP } from '../../../amount.ts';
import { standingOn } from '../standing-on.ts';
import type { StandingOn } from '../standing-on.ts';
import { closedMonth } from './close-view-fixture.ts';
import { NO_LIBRE_OFFICE, recalculated } from './libre-office.ts';
import { NO_VALIDATOR, schemaErrors } from './schema-validator.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'sample');
const scratch = mkdtempSync(join(tmpdir(), 'thrive-workbook-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

interface Case {
  readonly name: string;
  /** A sample, or rows of a ledger. */
  readonly sample: string | readonly string[];
  readonly settings: Partial<Settings>;
  /** Rows of the file that was reported before. */
  readonly before?: readonly string[];
  /** Fewer rows a sheet than Excel has, so that long lists go on. */
  readonly sheetRows?: number;
}

/** Two currencies, every kind of mess and a period. */
const MESSY: Case = {
  name: 'messy',
  sample: 'messy.xlsx',
  settings: { onError: 'quarantine', entity: 'Thrive & Co', period: '2026-10' },
};

const LEDGER = [
  'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,CURRENCY,AMOUNT',
  '1,earned,2025-01-05 00:00:00,7,USD,10.00',
  '2,spent,2025-02-05 00:00:00,7,USD,-4.00',
  '3,earned,2025-01-05 00:00:00,8,EUR,3.00',
];

/** Reported months that are other ones now, in two currencies. */
const RESTATED: Case = {
  name: 'restated',
  sample: [
    ...LEDGER,
    '4,earned,2025-01-06 00:00:00,7,USD,1.00',
    '5,spent,2025-01-07 00:00:00,8,EUR,-2.50',
    '6,expired,2025-02-04 00:00:00,8,EUR,-0.50',
  ],
  settings: {},
  before: LEDGER,
};

/** A customer whose id XML would take for something else, with an exception. */
const ESCAPED: Case = {
  name: 'escaped',
  sample: [
    'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT',
    '1,earned,2025-01-05 00:00:00,_x0041_,10.00',
    '2,spent,2025-02-05 00:00:00,_x0041_,-14.00',
  ],
  settings: {},
};
const OTHERS: readonly Case[] = [
  ...POLICIES.map((policy) => ({
    name: `clean-${policy}`,
    sample: 'tc_raw_data.xlsx',
    settings: { policy },
  })),
  ...POLICIES.map((policy) => ({
    name: `continued-${policy}`,
    sample: 'messy.xlsx',
    settings: { policy, onError: 'quarantine' as const, rollForward: 'week' as const },
    sheetRows: 40,
  })),
  {
    name: 'nothing',
    sample: 'messy.xlsx',
    settings: { onError: 'quarantine', period: '2019-01' },
  },
];

const made = new Map<Case, Promise<string>>();

/** The workbook of a run of a case, made once. */
function workbookOf(one: Case): Promise<string> {
  const path = made.get(one) ?? workbookMade(one);
  made.set(one, path);
  return path;
}

async function workbookMade({ name, before, ...one }: Case): Promise<string> {
  const standing = before
    ? await reconciled({ ...one, name: `${name}-before`, sample: before })
    : undefined;
  const { folder } = await reconciled({ ...one, name }, standing);
  return join(folder, OUTPUT_FOLDER, 'reconciliation.xlsx');
}

async function reconciled(
  { name, sample, settings, sheetRows }: Omit<Case, 'before'>,
  standing?: StandingOn,
): Promise<StandingOn> {
  const folder = join(scratch, name);
  mkdirSync(folder);
  const path = typeof sample === 'string' ? join(SAMPLES, sample) : join(scratch, `${name}.csv`);
  if (typeof sample !== 'string') writeFileSync(path, `${sample.join('\n')}\n`);
  const checksums: Record<string, string> = {};
  const steps = new Map<StepName, StepResult>();
  const request = {
    path,
    name: basename(path),
    ...(await fingerprint(path)),
    settings: settingsSchema.parse(settings),
    softwareVersion: 'test',
    workers: 1,
    sheetRows,
  };
  const environment = {
    folder,
    journal: {
      begin: () => undefined,
      end: (step: StepName, result: StepResult) => {
        steps.set(step, result);
        Object.assign(checksums, result.checksums);
      },
      completed: (step: StepName) => steps.get(step),
    },
    ...(standing && { standing: standingOn(standing) }),
    endOfToday: Date.UTC(2026, 10, 30, 23, 59, 59, 999),
    onFindings: () => undefined,
    onChecks: () => undefined,
  };
  await reconcile(request, environment);
  if (name === MESSY.name) {
    const again = join(scratch, 'again');
    mkdirSync(again);
    await rewriteWorkbook(request, environment, again, closedAfterwards());
  }
  return { folder, checksums };
}

/** The workbook of the messy case, written again when its period was closed. */
async function closedWorkbook(): Promise<string> {
  await workbookOf(MESSY);
  return join(scratch, 'again', WORKBOOK);
}

function closedAfterwards(): Afterwards {
  return {
    runId: 'r1',
    revision: 1,
    day: '2026-11-30',
    files: [],
    prepared: { name: 'Ann', day: '2026-11-03' },
    reviewed: { name: 'Bo', day: '2026-11-04' },
    locked: null,
    close: closedMonth(),
    decisionOf: () => null,
    notes: [],
  };
}

async function opened(path: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book;
}

/** The cells of a workbook by sheet and address, with what they show. */
function cellsOf(book: ExcelJS.Workbook): Map<string, { shows: unknown; formula?: string }> {
  const cells = new Map<string, { shows: unknown; formula?: string }>();
  for (const sheet of book.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        const shows = cell.formula ? cell.result : cell.value;
        cells.set(`${sheet.name}!${cell.address}`, {
          shows,
          ...(cell.formula && { formula: cell.formula }),
        });
      }),
    );
  return cells;
}

/** Sums of decimals differ from cents by less than this. */
const NEARLY = 1e-6;

/** Formulas whose result is not what the workbook shows before anybody computes, or is an error. */
function wrongFormulas(before: ExcelJS.Workbook, after: ExcelJS.Workbook): unknown[] {
  const computed = cellsOf(after);
  const wrong: unknown[] = [];
  for (const [at, { shows, formula }] of cellsOf(before)) {
    if (formula === undefined) continue;
    const found = computed.get(at)?.shows;
    const same =
      typeof shows === 'number' && typeof found === 'number'
        ? Math.abs(shows - found) < NEARLY
        : shows === found;
    if (!same) wrong.push({ at, formula, shows, found });
  }
  return wrong;
}

/** A workbook whose formula shows what it does not come to. */
async function lying(): Promise<string> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Sheet').addRow([1, 2, { formula: 'A1+B1', result: 4 }]);
  const path = join(scratch, 'lying.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

describe.skipIf(NO_LIBRE_OFFICE !== null)(
  `the workbook, computed anew by LibreOffice${NO_LIBRE_OFFICE === null ? '' : `: not tried, ${NO_LIBRE_OFFICE}`}`,
  () => {
    it('shows of every formula what it comes to, and no error', async () => {
      const cases = DEEP ? [MESSY, RESTATED, ...OTHERS] : [MESSY, RESTATED];
      const folder = join(scratch, 'together');
      mkdirSync(folder);
      const written: string[] = [];
      for (const one of cases) {
        // Each under a name of its own, for one start of LibreOffice.
        const path = join(folder, `${one.name}.xlsx`);
        await copyFile(await workbookOf(one), path);
        written.push(path);
      }
      const closed = join(folder, 'closed.xlsx');
      await copyFile(await closedWorkbook(), closed);
      written.push(closed);
      const [lie, ...after] = await recalculated([await lying(), ...written], scratch);
      expect((await opened(lie!)).getWorksheet('Sheet')!.getCell('C1').result).toBe(3);
      for (const [i, path] of written.entries()) {
        const before = await opened(path);
        const formulas = [...cellsOf(before).values()].filter(({ formula }) => formula).length;
        expect(formulas).toBeGreaterThan(50);
        const name = cases[i]?.name ?? 'closed';
        expect([name, wrongFormulas(before, await opened(after[i]!))]).toEqual([name, []]);
      }
    });
  },
);

describe.skipIf(NO_VALIDATOR !== null)(
  `the workbook, by the schemas of Office Open XML${NO_VALIDATOR === null ? '' : `: not tried, ${NO_VALIDATOR}`}`,
  () => {
    it('has no fault, and neither has the workbook of the rows', async () => {
      expect(schemaErrors(await closedWorkbook())).toEqual([]);
      for (const one of DEEP ? [MESSY, RESTATED, ...OTHERS] : [MESSY]) {
        const path = await workbookOf(one);
        expect([one.name, schemaErrors(path)]).toEqual([one.name, []]);
        const rows = path.replace(/[^/\\]+$/, 'tc_data_with_redemptions.xlsx');
        expect([one.name, schemaErrors(rows)]).toEqual([one.name, []]);
      }
    });
  },
);

describe('the workbook', () => {
  it('has its marks right: nothing differs, and each check says so', async () => {
    const book = await opened(await workbookOf(MESSY));
    const cells = [...cellsOf(book).values()];
    const marks = cells.filter(({ shows }) => typeof shows === 'string' && /^[✓✗]/.test(shows));
    expect(marks.length).toBeGreaterThan(30);
    expect(
      marks.filter(({ shows, formula }) => formula && (shows as string).startsWith('✗')),
    ).toEqual([]);
    // Its totals have names, by currency where there are several.
    const { model } = book.definedNames;
    expect(model.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Closing_Balance_EUR', 'Closing_Balance_USD', 'Earned_Total_USD']),
    );
  });

  it('says what it is, of when, and of which run, on every page', async () => {
    const book = await opened(await workbookOf(MESSY));
    expect(book).toMatchObject({
      title: 'Thrive Cash reconciliation',
      subject: 'messy.xlsx, as of 2026-10-31',
      company: 'Thrive & Co',
    });
    expect(book.created).toEqual(new Date('2026-10-31T23:59:59Z'));
    for (const { name, pageSetup, headerFooter } of book.worksheets) {
      expect([name, pageSetup]).toMatchObject([
        name,
        { fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
      ]);
      expect([name, headerFooter.oddHeader]).toEqual([
        name,
        expect.stringMatching(
          /^&L.*Thrive && Co&C.*2026-10, as of 2026-10-31&R.*Run [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$/,
        ),
      ]);
      expect(headerFooter.oddFooter).toMatch(/Page &P of &N$/);
      if (name !== 'Cover')
        expect([name, pageSetup.printTitlesRow]).toMatchObject([name, /^1:\d$/]);
    }
  });

  it('is readable when it is printed: seven points and more on A4 and on Letter paper', async () => {
    // It has the sheets of the close as well.
    const book = await opened(await closedWorkbook());
    // Those of the source's own columns are as wide as these are.
    const { worksheets } = book;
    for (const sheet of worksheets.filter(({ name }) => name !== 'Matched rows')) {
      const { orientation, margins } = sheet.pageSetup;
      const inches = Math.min(...(orientation === 'landscape' ? [11.69, 11] : [8.27, 8.5]));
      const room = (inches - margins!.left - margins!.right) * 72;
      // A character of the font is 7 pixels wide, of which an inch has 96.
      const taken = sheet.columns.reduce((sum, { width = 9 }) => sum + (width * 7 * 72) / 96, 0);
      const size = Math.min(1, room / taken) * 11;
      expect([sheet.name, size >= 7 ? 'readable' : size]).toEqual([sheet.name, 'readable']);
    }
  });

  it('has a value in a cell of its own, and one type in a column of ids, whatever was set aside', async () => {
    const book = await opened(await workbookOf(MESSY));
    const sheet = book.getWorksheet('Exceptions')!;
    const names = (sheet.getRow(1).values as string[]).slice(1);
    const column = (name: string): unknown[] => {
      const values = sheet.getColumn(names.indexOf(name) + 1).values.slice(2);
      return values.filter((value) => value !== undefined && value !== null);
    };
    // Of the movements that were accepted one has an id that is no number, of the customers none.
    for (const [name, type] of [
      ['Customer', 'number'],
      ['Transaction', 'string'],
      ['Paired with', 'string'],
      ['Row in file', 'number'],
    ])
      expect([name, new Set(column(name!).map((value) => typeof value))]).toEqual([
        name,
        new Set([type]),
      ]);
    // What is no number stands beside it.
    expect(column('Explanation')).toEqual(
      expect.arrayContaining([
        'Set aside: An id has lost digits; CUSTOMERID is “1.23457E+11”',
        'Set aside: The cell shows an Excel error; CUSTOMERID is “#REF!”',
      ]),
    );
  });

  it('adds up what reported months differ by, and so do their customers', async () => {
    const book = await opened(await workbookOf(RESTATED));
    for (const [name, first] of [
      ['Restated months', 2],
      ['Restated customers', 3],
    ] as const) {
      const sheet = book.getWorksheet(name)!;
      const totals = new Map(
        sheet
          .getSheetValues()
          .map((row) => row as ExcelJS.CellValue[])
          .filter((row) => /^Total/.test(String(row?.[1])))
          .map((row) => [
            String(row[1]),
            row
              .slice(first + 1, first + 5)
              .map((value) => (value as { result?: number }).result ?? 0),
          ]),
      );
      expect([name, totals]).toEqual([
        name,
        new Map([
          ['Total EUR', [0, -2.5, -0.5, -3]],
          ['Total USD', [1, 0, 0, 1]],
        ]),
      ]);
    }
  });

  it('counts the cells that hold a text otherwise than it is, those of Exceptions too', async () => {
    const cells = cellsOf(await opened(await workbookOf(ESCAPED)));
    // exceljs leaves it as it stands in the file.
    const escaped = [...cells].filter(([, { shows }]) => shows === '_x005F_x0041_');
    expect(escaped.some(([at]) => at.startsWith('Exceptions!'))).toBe(true);
    const told = [...cells.values()].map(({ shows }) => shows);
    expect(told).toContain(`${escaped.length} cells with characters written as codes`);
  });

  it('shows the close of its period, where it is written again: tied out, booked, estimated, explained, signed', async () => {
    const book = await opened(await closedWorkbook());
    const rows = (name: string): unknown[][] =>
      Array.from(book.getWorksheet(name)!.getSheetValues(), (row) =>
        ((row ?? []) as ExcelJS.CellValue[]).slice(1).map((cell) => {
          const formula = cell as ExcelJS.CellFormulaValue | null;
          return formula?.formula === undefined ? cell : formula.result;
        }),
      );
    const found = (name: string, first: string) => rows(name).find(([label]) => label === first);
    expect(found('Cover', 'Prepared by')!.slice(0, 2)).toEqual(['Prepared by', 'Ann']);
    expect(found('Cover', 'Close of the period')![1]).toBe('Open');
    const tied = rows('Tie-out').map((row) => row.map(String));
    const mark = (at: number) => tied.filter((row) => row.at(-1) === '✓' && at < row.length).length;
    expect(mark(0)).toBeGreaterThan(1);
    expect(tied.filter((row) => row.includes('✗ No balance'))).toHaveLength(1);
    expect(tied.filter((row) => row.includes('Carried forward, Overdue'))).toHaveLength(2);
    expect(rows('Entries').flat()).toEqual(
      expect.arrayContaining(['Posted as GL-77', 'To be booked', 'Breakage']),
    );
    expect(rows('Breakage').flat()).toEqual(
      expect.arrayContaining([
        'Chain ladder',
        'Escheatable: none',
        expect.stringMatching(/too high/),
      ]),
    );
    expect(rows('Breakage triangle').flat()).toContainEqual(new Date('2025-01-01'));
    expect(book.definedNames.model.map(({ name }) => name)).toContain('Unexplained_Total_USD');
    expect(found('Flux', 'Over the thresholds')![1]).toBeGreaterThan(1);
    expect(rows('Flux').flat()).toEqual(expect.arrayContaining(['A campaign.', 'MISSING']));
    // Each total is what the program has computed.
    for (const sheet of ['Tie-out', 'Entries', 'Breakage', 'Breakage triangle'])
      for (const row of rows(sheet).filter(([label]) => label === 'Difference'))
        expect([
          sheet,
          ...row.slice(1).filter((cell) => typeof cell === 'number' && cell !== 0),
        ]).toEqual([sheet]);
    expect((await opened(await workbookOf(MESSY))).getWorksheet('Tie-out')).toBeUndefined();
  });

  it('is read in the same way by SheetJS', async () => {
    const path = await workbookOf(MESSY);
    const book = read(readFileSync(path), { cellFormula: true });
    const cells = cellsOf(await opened(path));
    expect(cells.size).toBeGreaterThan(5000);
    for (const [at, { shows, formula }] of cells) {
      const [sheet, address] = at.split('!') as [string, string];
      const cell = book.Sheets[sheet]![address] as { v: unknown; f?: string } | undefined;
      if (formula !== undefined) expect([at, cell?.f]).toEqual([at, formula]);
      if (typeof shows === 'number') expect([at, cell?.v]).toEqual([at, shows]);
    }
  });
});
