import { describe, expect, it } from 'vitest';
import type { MonthView } from '../../../../core/contract/runs/report-view.ts';
import { DEFAULT_APP_SETTINGS } from '../../../../core/contract/api/settings.ts';
import { PLAIN_CALENDAR } from '../../../../core/contract/periods.ts';
import { DEFAULT_SETTINGS } from '../../../../core/contract/settings.ts';
import { formatOf } from '../../../../renderer/format/format.ts';
import {
  byCurrency,
  foldQuiet,
  kindInFocus,
  periodWords,
  rollsForward,
  sumOfMonths,
  withShares,
} from '../../../../renderer/walk/report/report-figures.ts';

const month = (name: string, opening: number, earned: number, spent: number): MonthView => ({
  currency: 'USD',
  month: name,
  opening,
  earned,
  spent,
  expired: 5,
  closing: opening + earned - spent - 5,
  movements: 3,
});
const MONTHS = [month('2025-01', 0, 100, 20), month('2025-02', 75, 50, 30)];

describe('the figures of a report', () => {
  it('roll forward by the kind of the run’s own period, else by the one that was asked for', () => {
    const settings = { ...DEFAULT_SETTINGS, rollForward: 'week' } as const;
    const kind = (period: string | null) => kindInFocus({ period, settings });
    expect(['2026-06', '2026-Q2', '2026-W23', 'FY26-P05'].map(kind)).toEqual([
      'month',
      'quarter',
      'week',
      'fiscal',
    ]);
    expect([null, '2026-06-03..2026-06-20'].map(kind)).toEqual(['week', 'week']);
  });

  it('name a period by its first and last day, whatever kind it is of', () => {
    const words = (period: string) =>
      periodWords(period, { ...PLAIN_CALENDAR, fiscalStart: 2 }, formatOf(DEFAULT_APP_SETTINGS));
    expect(words('2026-06-03..2026-06-20')).toBe('2026-06-03 to 2026-06-20');
    expect(words('2026-Q2')).toBe('2026-Q2, 2026-04-01 to 2026-06-30');
    expect(words('FY26-P05')).toBe('FY26-P05, 2025-06-01 to 2025-06-30');
  });

  it('roll forward when each opening is the closing before it and activity explains the rest', () => {
    expect(rollsForward(MONTHS)).toBe(true);
    expect(rollsForward([])).toBe(true);
    expect(rollsForward([MONTHS[0]!, { ...MONTHS[1]!, opening: 76, closing: 91 }])).toBe(false);
    expect(rollsForward([{ ...MONTHS[0]!, closing: 76 }])).toBe(false);
  });

  it('sum activity over months from the first opening to the last closing', () => {
    expect(sumOfMonths(MONTHS)).toEqual({
      opening: 0,
      earned: 150,
      spent: 50,
      expired: 10,
      closing: 90,
      movements: 6,
    });
    expect(sumOfMonths([])).toBeNull();
  });

  it('are never added up over currencies', () => {
    const groups = byCurrency([...MONTHS, { ...MONTHS[0]!, currency: 'EUR' }]);
    expect(groups.map(({ currency, items }) => [currency, items.length])).toEqual([
      ['USD', 2],
      ['EUR', 1],
    ]);
  });

  it('fold quiet periods in a row into one line, but the one in focus', () => {
    const quiet = (name: string): MonthView => ({
      ...month(name, 5, 0, 0),
      expired: 0,
      movements: 0,
    });
    const periods = [
      month('2024-01', 0, 10, 0),
      ...['2024-02', '2024-03', '2024-04', '2024-05'].map(quiet),
      month('2024-06', 5, 9, 0),
      quiet('2024-07'),
    ];
    const lines = (focus: string | null): string[] =>
      foldQuiet(periods, focus).map((line) =>
        line.kind === 'one'
          ? line.period.month
          : `${line.count}: ${line.first.month} to ${line.last.month}`,
      );
    expect(lines(null)).toEqual(['2024-01', '4: 2024-02 to 2024-05', '2024-06', '2024-07']);
    expect(lines('2024-04')).toEqual([
      '2024-01',
      '2: 2024-02 to 2024-03',
      '2024-04',
      '2024-05',
      '2024-06',
      '2024-07',
    ]);
    expect(foldQuiet([], null)).toEqual([]);
  });

  it('draw bars against the largest bucket, and none where there is nothing', () => {
    const bucket = (cents: number) => ({ currency: '', bucket: String(cents), lots: 1, cents });
    expect(withShares([bucket(50), bucket(200)]).map(({ share }) => share)).toEqual([0.25, 1]);
    expect(withShares([bucket(0)]).map(({ share }) => share)).toEqual([0]);
  });
});
