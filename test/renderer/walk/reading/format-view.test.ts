import { expect, it } from 'vitest';
import type {
  AmountColumnReading,
  ColumnReadings,
  DateColumnReading,
} from '../../../../core/contract/api/sources.ts';
import { DEFAULT_APP_SETTINGS } from '../../../../core/contract/api/settings.ts';
import { formatOf } from '../../../../renderer/format/format.ts';
import {
  formatLines,
  formatQuestions,
  misreadColumns,
  undecidedKinds,
} from '../../../../renderer/walk/reading/format-view.ts';

const FORMAT = formatOf(DEFAULT_APP_SETTINGS);
const NONE_LOST = { lost: 0, firstLost: null };
const LOST = { lost: 2, firstLost: { row: 7, text: 'x' } };
const DAY = Date.UTC(2026, 2, 4);
const OTHER_DAY = Date.UTC(2026, 3, 3, 15, 45);

function dates(more: Partial<DateColumnReading> = {}): DateColumnReading {
  const cell = { row: 2, text: '04/03/2026' };
  return {
    field: 'CREATEDAT',
    header: 'Booked',
    is: 'undecided',
    why: 'Booked can be read in two ways',
    format: 'ymd',
    isTyped: false,
    readings: [
      { format: 'dmy', cells: [{ ...cell, read: DAY }], ...NONE_LOST },
      { format: 'mdy', cells: [{ ...cell, read: OTHER_DAY }], ...NONE_LOST },
      { format: 'ymd', cells: [{ ...cell, read: null }], ...LOST },
    ],
    ...more,
  };
}

function amounts(more: Partial<AmountColumnReading> = {}): AmountColumnReading {
  const cell = { row: 2, text: '1.250,00' };
  return {
    field: 'AMOUNT',
    header: 'AMOUNT',
    is: 'chosen',
    why: null,
    format: 'comma',
    isTyped: false,
    thousands: { comma: 'point', point: 'comma' },
    readings: [
      { format: 'comma', cells: [{ ...cell, read: 125_000 }], ...NONE_LOST },
      { format: 'point', cells: [{ ...cell, read: null }], ...LOST },
    ],
    ...more,
  };
}

function of(...columns: (DateColumnReading | AmountColumnReading)[]): ColumnReadings {
  return {
    dates: columns.filter((one) => one.field !== 'AMOUNT'),
    amounts: columns.filter((one) => one.field === 'AMOUNT'),
    days: { '': null, dmy: null, mdy: null, ymd: null },
    rows: 1,
    isWhole: true,
  };
}

it('shows a column by what its cells say, and cells as they are read', () => {
  expect(formatLines(of(amounts()), {}, FORMAT)).toEqual([
    {
      header: 'AMOUNT',
      written: 'Decimal comma, points between thousands',
      cells: [{ row: 2, text: '1.250,00', read: '1,250.00' }],
      isUndecided: false,
    },
  ]);
});

it('shows it by what was said, and what cannot be read then', () => {
  const [day, amount] = formatLines(
    of(dates(), amounts()),
    { dates: 'mdy', decimals: 'point' },
    FORMAT,
  );
  expect(day).toMatchObject({
    written: 'Month first, chosen by you',
    cells: [{ read: '2026-04-03 15:45:00' }],
    isUndecided: false,
  });
  expect(amount).toMatchObject({
    written: 'Decimal point, commas between thousands, chosen by you',
    cells: [{ read: null }],
  });
});

it('asks what nothing decides, with what the cells are by each answer', () => {
  const undecided = of(dates(), amounts());
  expect(undecidedKinds(undecided, {})).toEqual(['dates']);
  expect(formatLines(undecided, {}, FORMAT)[0]).toMatchObject({ isUndecided: true });
  expect(formatQuestions(undecided, {}, FORMAT)).toMatchObject([
    {
      kind: 'dates',
      why: ['Booked can be read in two ways.'],
      choices: [
        { format: 'dmy', words: 'Day first', cells: [{ read: '2026-03-04' }] },
        { format: 'mdy', words: 'Month first', cells: [{ read: '2026-04-03 15:45:00' }] },
      ],
    },
  ]);
  expect(formatQuestions(undecided, { dates: 'dmy' }, FORMAT)).toEqual([]);
});

it('asks once for two columns of dates, and of amounts for itself', () => {
  const both = of(
    dates(),
    dates({ field: 'EXPIREDAT', header: 'Expires', why: 'Expires can be read in two ways' }),
    amounts({ is: 'undecided', why: 'AMOUNT can be read in two ways', format: 'point' }),
  );
  const [days, marks] = formatQuestions(both, {}, FORMAT);
  expect(days).toMatchObject({ kind: 'dates' });
  expect(days!.why).toHaveLength(2);
  expect(days!.choices[0]!.cells).toHaveLength(2);
  expect(marks).toMatchObject({
    kind: 'decimals',
    choices: [{ format: 'comma' }, { format: 'point' }],
  });
});

it('says of dates and numbers of a workbook that they are that', () => {
  const typed = of(
    dates({ is: 'plain', isTyped: true }),
    amounts({ is: 'plain', format: 'point', isTyped: true }),
  );
  expect(formatLines(typed, {}, FORMAT).map(({ written }) => written)).toEqual([
    'Excel dates',
    'Numbers',
  ]);
});

it('warns of cells that the chosen format cannot read and another one can', () => {
  const columns = of(dates({ is: 'chosen' }), amounts());
  expect(misreadColumns(columns, {}, FORMAT)).toEqual([]);
  expect(misreadColumns(columns, { dates: 'dmy', decimals: 'comma' }, FORMAT)).toEqual([]);
  expect(misreadColumns(columns, { dates: 'ymd', decimals: 'point' }, FORMAT)).toEqual([
    {
      kind: 'dates',
      title: '2 dates in Booked cannot be read year first.',
      example: { row: 7, text: 'x' },
    },
    {
      kind: 'decimals',
      title: '2 amounts in AMOUNT cannot be read with a decimal point.',
      example: { row: 7, text: 'x' },
    },
  ]);
});
