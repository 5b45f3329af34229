import { describe, expect, it } from 'vitest';
import {
  durationOf,
  pairToCompare,
  placeName,
  totalByCurrency,
} from '../../../renderer/words/run-words.ts';
import { TOTALS, completedRun } from '../../core/contract/run-records.ts';

describe('words for a run', () => {
  it.each([
    ['/data/ledger.xlsx', 'ledger.xlsx'],
    ['C:\\Data\\ledger.csv', 'ledger.csv'],
    ['s3://bucket/2026/10/ledger.parquet', 'ledger.parquet'],
    ['https://example.test/a/ledger.xlsx?version=2', 'ledger.xlsx'],
    ['/data/folder/', 'folder'],
  ])('%s is named %s', (place, name) => {
    expect(placeName(place)).toBe(name);
  });

  it('has no duration before its end', () => {
    expect(durationOf({ startedAt: 1000, endedAt: null })).toBeNull();
    expect(durationOf({ startedAt: 1000, endedAt: 3500 })).toBe(2500);
  });
});

describe('totals of a run', () => {
  it('are one amount where there is one currency, and none before there are totals', () => {
    expect(totalByCurrency(TOTALS, 'closing')).toEqual([{ currency: '', cents: 3000 }]);
    expect(totalByCurrency(null, 'closing')).toEqual([]);
  });

  it('are an amount for each currency where there are several', () => {
    const byCurrency = { USD: TOTALS, EUR: { ...TOTALS, closing: 7 } };
    expect(totalByCurrency({ ...TOTALS, byCurrency }, 'closing')).toEqual([
      { currency: 'EUR', cents: 7 },
      { currency: 'USD', cents: 3000 },
    ]);
  });
});

it('two chosen runs are compared the earlier first; one or three are not', () => {
  const early = completedRun({ id: 'early', startedAt: 1 });
  const late = completedRun({ id: 'late', startedAt: 2 });
  expect(pairToCompare([late, early])).toEqual(['early', 'late']);
  expect(pairToCompare([early, late])).toEqual(['early', 'late']);
  expect(pairToCompare([early])).toBeNull();
  expect(pairToCompare([early, late, early])).toBeNull();
});
