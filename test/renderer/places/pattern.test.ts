import { describe, expect, it } from 'vitest';
import {
  isPattern,
  isPeriod,
  lastMonth,
  namesPeriod,
  patternWords,
} from '../../../renderer/places/pattern.ts';

describe('a pattern', () => {
  it.each([
    ['s3://ledgers/{yyyy}-{MM}/tc.xlsx', true],
    ['s3://ledgers/{yy}/tc.xlsx', true],
    ['s3://ledgers/tc*.xlsx', false],
    ['/home/ana/{yyyy}/tc.xlsx', true],
    ['https://files.example.com/{yyyy}/tc.xlsx', false],
    ['s3://ledgers/{year}/tc.xlsx', false],
  ])('%s names a period: %s', (place, expected) => {
    expect(namesPeriod(place)).toBe(expected);
  });

  it.each([
    ['s3://ledgers/tc*.xlsx', true],
    ['s3://ledgers/month-end/', true],
    ['s3://ledgers', true],
    ['s3://ledgers/tc.xlsx', false],
    ['s3://ledgers/what?.xlsx', false],
    ['/home/ana/', true],
    ['/home/ana/tc*.csv', true],
    ['/home/ana/tc.csv', false],
    ['https://files.example.com/', false],
  ])('%s stands for one of several files: %s', (place, expected) => {
    expect(isPattern(place)).toBe(expected);
  });

  it.each([
    [
      's3://ledgers/{yyyy}-{MM}/tc*.xlsx',
      'For 2026-03: the newest file that matches s3://ledgers/2026-03/tc*.xlsx',
    ],
    [' s3://ledgers/{yy}{MM}.csv ', 'For 2026-03: s3://ledgers/2603.csv'],
    ['s3://ledgers/{yyyy}/', 'For 2026-03: the newest file in s3://ledgers/2026/'],
    ['s3://ledgers/', 'Each time the newest file in s3://ledgers/'],
    ['s3://ledgers/tc*.xlsx', 'Each time the newest file that matches s3://ledgers/tc*.xlsx'],
    ['s3://ledgers/tc.xlsx', null],
    ['C:\\ledgers\\{yyyy}\\', 'For 2026-03: the newest file in C:\\ledgers\\2026\\'],
    ['/home/ana/{yyyy}*.xlsx', 'For 2026-03: the newest file that matches /home/ana/2026*.xlsx'],
  ])('%s is explained', (place, expected) => {
    expect(patternWords(place, '2026-03')).toBe(expected);
  });
});

describe('a period', () => {
  it.each([
    ['2026-01', true],
    [' 2026-12 ', true],
    ['2026-13', false],
    ['2026-1', false],
    ['', false],
  ])('%s is one: %s', (text, expected) => {
    expect(isPeriod(text)).toBe(expected);
  });

  it('begins with the month that is closed, across the turn of the year', () => {
    expect(lastMonth(new Date(2026, 10, 30, 12).getTime())).toBe('2026-10');
    expect(lastMonth(new Date(2026, 2, 31, 12).getTime())).toBe('2026-02');
    expect(lastMonth(new Date(2026, 0, 1).getTime())).toBe('2025-12');
  });
});
