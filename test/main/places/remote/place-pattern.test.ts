import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN_CALENDAR } from '../../../../core/periods/periods.ts';
import {
  isPattern,
  keyPattern,
  monthOfPattern,
  namesPeriod,
  withPeriod,
} from '../../../../main/places/remote/place-pattern.ts';

describe('a pattern of keys', () => {
  it('takes the period in the place of its tokens', () => {
    expect(withPeriod('{yyyy}/{MM}/tc_{yy}{MM}.xlsx', '2026-09')).toBe('2026/09/tc_2609.xlsx');
    expect(namesPeriod('month-end/{yyyy}/a.csv')).toBe(true);
    expect(namesPeriod('month-end/{YYYY}/{year}/a.csv')).toBe(false);
  });

  it('is filled with the month in which a period ends, by the calendar of the run', () => {
    const february = { ...PLAIN_CALENDAR, fiscalStart: 2 };
    expect(monthOfPattern('FY26-P05', PLAIN_CALENDAR)).toBe('2026-05');
    expect(monthOfPattern('FY26-P05', february)).toBe('2025-06');
    expect(monthOfPattern('2026-Q2', february)).toBe('2026-06');
    expect(monthOfPattern(null, february)).toBeNull();
  });

  it('stands for many where it ends with a slash, has a star, or is a whole bucket', () => {
    expect(['', 'month-end/', 'a*.csv'].map(isPattern)).toEqual([true, true, true]);
    expect(['a.csv', 'what?.csv', 'a/{x}.csv'].map(isPattern)).toEqual([false, false, false]);
  });

  it('fits keys in which a star stands for anything but a slash', () => {
    const { prefix, fits } = keyPattern('month-end/2026-10/tc_raw_data*.xlsx');
    expect(prefix).toBe('month-end/2026-10/tc_raw_data');
    const under = 'month-end/2026-10/';
    expect(fits(`${under}tc_raw_data.xlsx`)).toBe(true);
    expect(fits(`${under}tc_raw_data (2).xlsx`)).toBe(true);
    expect(fits(`${under}tc_raw_data/old.xlsx`)).toBe(false);
    expect(fits(`${under}tc_raw_dataXxlsx`)).toBe(false);
    expect(fits(`x${under}tc_raw_data.xlsx`)).toBe(false);
    expect(fits(`${under}tc_raw_data.xlsx.bak`)).toBe(false);
  });

  it('fits everything below a prefix, but no folder', () => {
    const { prefix, fits } = keyPattern('month-end/');
    expect(prefix).toBe('month-end/');
    expect(fits('month-end/2026/a.csv')).toBe(true);
    expect(fits('month-end/2026/')).toBe(false);
    expect(fits('month-end.csv')).toBe(false);
    expect(keyPattern('').fits('anything.csv')).toBe(true);
  });

  it('takes every letter but the star as itself', () => {
    const letters = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('*', ''));
    fc.assert(
      fc.property(letters, letters, letters, (before, after, between) => {
        const { fits, prefix } = keyPattern(`${before}*${after}x`);
        const key = `${before}${between.replaceAll('/', '')}${after}x`;
        expect(fits(key)).toBe(true);
        expect(key.startsWith(prefix)).toBe(true);
      }),
    );
  });
});
