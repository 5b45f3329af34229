import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFindingLog } from '../../../core/contract/findings.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import { timeText } from '../../../core/ledger/time.ts';
import { openSource } from '../../../core/source/open-source.ts';
import type { OpenSource } from '../../../core/source/reading/raw-rows.ts';
import { columnReadings } from '../../../core/validate/column-readings.ts';
import { readMovements } from '../../../core/validate/read-movements.ts';
import { drawn } from '../../amount.ts';
import { goodRow, HEADER, memorySource } from './memory-source.ts';
import type { Cell } from './memory-source.ts';

const EXPORTS = fileURLToPath(new URL('../../fixtures/exports', import.meta.url));

function readings(source: OpenSource, more: { headerRow?: number; most?: number } = {}) {
  const surveyed = { sheet: 'TC_Data', mapping: {}, headerRow: 1, ...more };
  return columnReadings(source, surveyed, {});
}

/** `CREATEDAT chosen dmy: 31/12/2025 → 2025-12-31`, a line a column. */
async function lines(source: OpenSource, more = {}): Promise<string[]> {
  const { dates, amounts } = await readings(source, more);
  return [...dates, ...amounts].map(({ field, header, is, format, readings: by }) => {
    const { cells } = by.find((one) => one.format === format)!;
    const texts = cells.map(({ text, read }) => `${plain(text)} → ${shown(field, read)}`);
    return `${header} ${is} ${format}: ${texts.join('; ')}`;
  });
}

function shown(field: string, read: number | null): string {
  if (read === null) return '?';
  return field === 'AMOUNT' ? decimalText(read) : timeText(read).replace(/ 00:00:00$/, '');
}

/** With ordinary blanks. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}

function memory(rows: readonly Record<string, Cell>[]): OpenSource {
  return memorySource({ TC_Data: [HEADER, ...rows.map((row, i) => goodRow(i + 1, row))] });
}

it.each<[string, string[], object?]>([
  [
    'dates/uk-excel.csv',
    [
      'CREATEDAT chosen dmy: 31/12/2025 15:45 → 2025-12-31 15:45:00; 09/01/2026 10:05 → 2026-01-09 10:05:00',
      'EXPIREDAT chosen dmy: 31/12/2026 00:00 → 2026-12-31; 10/01/2027 00:00 → 2027-01-10',
      'AMOUNT plain point: 1,250.00 → 1250.00; -16.07 → -16.07',
    ],
  ],
  [
    'amounts/french-excel.csv',
    [
      'CREATEDAT chosen dmy: 31/12/2025 15:45 → 2025-12-31 15:45:00; 09/01/2026 10:05 → 2026-01-09 10:05:00',
      'EXPIREDAT chosen dmy: 31/12/2026 00:00 → 2026-12-31; 10/01/2027 00:00 → 2027-01-10',
      'AMOUNT chosen comma: 1 250,00 € → 1250.00; -16,07 € → -16.07',
    ],
  ],
])('shows some cells of %s, and what they are read as', async (name, expected) => {
  const source = await openSource(join(EXPORTS, name));
  expect(await lines(source)).toEqual(expected);
  await source.close();
});

it('shows what a column that can be read in two ways is by each, and why it is asked', async () => {
  const source = memory([
    { CREATEDAT: '04/03/2026', AMOUNT: '1,250' },
    { CREATEDAT: '05/06/2026', AMOUNT: '2,000' },
  ]);
  const { dates, amounts } = await readings(source);
  expect(dates[0]).toMatchObject({
    field: 'CREATEDAT',
    is: 'undecided',
    why: 'CREATEDAT can be read in two ways: 04/03/2026 in row 2 is 2026-03-04 with the day first, or 2026-04-03 with the month first, and no other row settles it',
    readings: [
      {
        format: 'dmy',
        cells: [{ row: 2, read: Date.UTC(2026, 2, 4) }, { read: Date.UTC(2026, 5, 5) }],
      },
      {
        format: 'mdy',
        cells: [{ row: 2, read: Date.UTC(2026, 3, 3) }, { read: Date.UTC(2026, 4, 6) }],
      },
      { format: 'ymd', cells: [{ row: 2, read: null }, { read: null }] },
    ],
  });
  expect(amounts[0]).toMatchObject({
    is: 'undecided',
    thousands: { comma: null, point: 'comma' },
    readings: [
      { format: 'comma', cells: [{ read: 125 }, { read: 200 }] },
      { format: 'point', cells: [{ read: 125_000 }, { read: 200_000 }] },
    ],
  });
});

it('shows both cells of a column that contradicts itself', async () => {
  const source = memory([{ CREATEDAT: '31/12/2025' }, { CREATEDAT: '12/31/2025' }]);
  const { dates } = await readings(source);
  expect(dates[0]).toMatchObject({ is: 'undecided' });
  expect(dates[0]!.why).toMatch(/^CREATEDAT is inconsistent/);
  expect(dates[0]!.readings[0]!.cells.map(({ text }) => text)).toEqual([
    '31/12/2025',
    '12/31/2025',
  ]);
});

it('says that dates and numbers of a workbook need no reading', async () => {
  const at = new Date(Date.UTC(2026, 5, 30, 15, 45));
  const { dates, amounts } = await readings(memory([{ CREATEDAT: at, AMOUNT: 1250.5 }]));
  expect(dates[0]).toMatchObject({
    is: 'plain',
    isTyped: true,
    readings: [{ cells: [{ read: at.getTime() }] }, {}, {}],
  });
  expect(amounts[0]).toMatchObject({ isTyped: true, thousands: { point: null } });
});

it('leaves out a column without values, and one that is not there', async () => {
  const { dates } = await readings(memory([{ EXPIREDAT: null }]));
  expect(dates.map(({ field }) => field)).toEqual(['CREATEDAT']);
  const { dates: none, amounts } = await readings(memorySource({ TC_Data: [['Id'], [1]] }));
  expect([none, amounts]).toEqual([[], []]);
});

it('says on how many rows it rests', async () => {
  const rows = Array.from({ length: 10 }, () => ({}));
  const count = async (most?: number) => {
    const { rows: looked, isWhole } = await readings(
      memory(rows),
      most === undefined ? {} : { most },
    );
    return [looked, isWhole];
  };
  expect(await count()).toEqual([10, true]);
  expect(await count(10)).toEqual([10, true]);
  expect(await count(9)).toEqual([9, false]);
});

/** Dates and amounts as they are written, with some that say how. */
const DATES_WRITTEN = [
  '31/12/2025',
  '12/31/2025',
  '04/03/2026',
  '03/03/2026',
  '2026-01-05',
  'Jan 9, 2026',
];
const AMOUNTS_WRITTEN = ['5', '1,250', '1.250', '5,50', '5.50', '1.234,50', "1'000", 5];

/** A few rows whose cells are of one or two kinds, as those of a column are. */
const written = <T>(of: readonly T[]) =>
  fc
    .uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: 3 })
    .chain((some) => fc.array(fc.constantFrom(...some), { minLength: 5, maxLength: 5 }));

it('decides as the run does, for any columns', async () => {
  await fc.assert(
    fc.asyncProperty(
      written(DATES_WRITTEN),
      written([...DATES_WRITTEN, null]),
      written(AMOUNTS_WRITTEN),
      async (created, expires, amounts) => {
        const source = memory(
          created.map((text, i) => ({
            CREATEDAT: text,
            EXPIREDAT: expires[i]!,
            AMOUNT: amounts[i]!,
          })),
        );
        const { dates, amounts: read } = await readings(source);
        const headers = (is: string): string[] =>
          [...dates, ...read].filter((one) => one.is === is).map(({ header }) => header);
        const findings = createFindingLog();
        const settings = settingsSchema.parse({ onError: 'quarantine' });
        await readMovements(source, 'TC_Data', settings, { findings }).catch((thrown: unknown) => {
          if (!(thrown instanceof Problem)) throw thrown;
        });
        const said = (code: RegExp): (string | null)[] =>
          findings.kept.flatMap((one) => (code.test(one.code) ? [one.column] : []));
        expect(headers('undecided')).toEqual(said(/-ambiguous$/));
        expect(headers('chosen')).toEqual(said(/^column\.format$/));
      },
    ),
    drawn(2000),
  );
});

it('tells the first and the last day of CREATEDAT by the readings that its cells allow', async () => {
  const all = async (...created: string[]) =>
    (await readings(memory(created.map((CREATEDAT) => ({ CREATEDAT }))))).days;
  const days = async (...created: string[]) => {
    const held = (await all(...created))[''];
    return held && [held.first, held.last];
  };
  expect(await days('2026-03-09 14:05:33', '2025-12-31', '')).toEqual(['2025-12-31', '2026-03-09']);
  // Chosen: the other reading of 03/04 counts no more.
  expect(await days('03/04/2026', '31/12/2025')).toEqual(['2025-12-31', '2026-04-03']);
  // Undecided: all that it may be.
  expect(await days('03/04/2026', '01/02/2026')).toEqual(['2026-01-02', '2026-04-03']);
  expect(await days('soon', '')).toBeNull();
  // Said: by that reading alone.
  expect(await all('03/04/2026', '01/02/2026')).toMatchObject({
    dmy: { first: '2026-02-01', last: '2026-04-03' },
    mdy: { first: '2026-01-02', last: '2026-03-04' },
    ymd: null,
  });
});

it('counts the cells that one format cannot read and another can', async () => {
  const source = memory([
    { CREATEDAT: '03/04/2026', AMOUNT: '1.50' },
    { CREATEDAT: '03/14/2026', AMOUNT: '2.50' },
    { CREATEDAT: '03/15/2026', AMOUNT: 'none' },
    { CREATEDAT: '2026-03-16', AMOUNT: 'none' },
  ]);
  const { dates, amounts } = await readings(source);
  expect(dates[0]!.readings).toMatchObject([
    { format: 'dmy', lost: 2, firstLost: { row: 3, text: '03/14/2026' } },
    { format: 'mdy', lost: 0, firstLost: null },
    { format: 'ymd', lost: 3, firstLost: { row: 2, text: '03/04/2026' } },
  ]);
  expect(amounts[0]!.readings).toMatchObject([
    { format: 'comma', lost: 2, firstLost: { row: 2, text: '1.50' } },
    { format: 'point', lost: 0, firstLost: null },
  ]);
});
