import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import { POLICIES, settingsSchema } from '../../../../core/contract/settings.ts';
import type { Settings } from '../../../../core/contract/settings.ts';
import { reconcile } from '../../../../core/pipeline/reconcile.ts';
import { OUTPUT_FOLDER } from '../../../../core/run-folder/names.ts';
import { fingerprint } from '../../../../core/source/fingerprint.ts';
import { DEEP } from '../../../amount.ts';
import { NO_LIBRE_OFFICE, recalculated } from './libre-office.ts';
import { NO_VALIDATOR, schemaErrors } from './schema-validator.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'sample');
const scratch = mkdtempSync(join(tmpdir(), 'thrive-workbook-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

interface Case {
  readonly name: string;
  readonly sample: string;
  readonly settings: Partial<Settings>;
  /** Fewer rows a sheet than Excel has, so that long lists go on. */
  readonly sheetRows?: number;
}

/** Two currencies, every kind of mess and a period. */
const MESSY: Case = {
  name: 'messy',
  sample: 'messy.xlsx',
  settings: { onError: 'quarantine', entity: 'Thrive & Co', period: '2026-10' },
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

async function workbookMade({ name, sample, settings, sheetRows }: Case): Promise<string> {
  const path = join(SAMPLES, sample);
  const folder = join(scratch, name);
  mkdirSync(folder);
  await reconcile(
    {
      path,
      name: sample,
      ...(await fingerprint(path)),
      settings: settingsSchema.parse(settings),
      softwareVersion: 'test',
      workers: 1,
      sheetRows,
    },
    {
      folder,
      journal: { begin: () => undefined, end: () => undefined, completed: () => undefined },
      endOfToday: Date.UTC(2026, 10, 30, 23, 59, 59, 999),
      onFindings: () => undefined,
      onChecks: () => undefined,
    },
  );
  return join(folder, OUTPUT_FOLDER, 'reconciliation.xlsx');
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
      const cases = DEEP ? [MESSY, ...OTHERS] : [MESSY];
      const folder = join(scratch, 'together');
      mkdirSync(folder);
      const written: string[] = [];
      for (const one of cases) {
        // Each under a name of its own, for one start of LibreOffice.
        const path = join(folder, `${one.name}.xlsx`);
        await copyFile(await workbookOf(one), path);
        written.push(path);
      }
      const [lie, ...after] = await recalculated([await lying(), ...written], scratch);
      expect((await opened(lie!)).getWorksheet('Sheet')!.getCell('C1').result).toBe(3);
      for (const [i, path] of written.entries()) {
        const before = await opened(path);
        const formulas = [...cellsOf(before).values()].filter(({ formula }) => formula).length;
        expect(formulas).toBeGreaterThan(100);
        expect([cases[i]!.name, wrongFormulas(before, await opened(after[i]!))]).toEqual([
          cases[i]!.name,
          [],
        ]);
      }
    });
  },
);

describe.skipIf(NO_VALIDATOR !== null)(
  `the workbook, by the schemas of Office Open XML${NO_VALIDATOR === null ? '' : `: not tried, ${NO_VALIDATOR}`}`,
  () => {
    it('has no fault, and neither has the workbook of the rows', async () => {
      for (const one of DEEP ? [MESSY, ...OTHERS] : [MESSY]) {
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
