import { describe, expect, it } from 'vitest';
import { nameButForDates, nameOfNewSource } from '../../../main/recognition/name-but-for-dates.ts';

describe('the name of a file without dates and numbers', () => {
  it.each([
    ['ledger_2026-11.xlsx', 'ledger_2026-12.csv'],
    ['Store credit, October.xlsx', 'Store Credit November (1).xlsx'],
    ['tc_raw_data 20261130 v2.csv', 'TC-raw-data_20261231_v10.parquet'],
    ['2026_Q3 export.csv', 'Export FY26 Q4.csv'],
  ])('%s and %s are the same', (one, other) => {
    expect(nameButForDates(one)).toBe(nameButForDates(other));
    expect(nameButForDates(one)).not.toBe('');
  });

  it('keeps what no date is, and is empty where nothing else is there', () => {
    expect(nameButForDates('Marchand.xlsx')).toBe('marchand');
    expect(nameButForDates('gift cards.csv')).not.toBe(nameButForDates('store credit.csv'));
    expect(nameButForDates('2026-11-30.csv')).toBe('');
  });
});

it.each([
  ['ledger_2026-11.xlsx', 'ledger'],
  ['Store credit 2026-Q3.csv', 'Store credit'],
  ['tc_raw_data.xlsx', 'tc_raw_data'],
  ['credit-20261130.parquet', 'credit'],
  ['2026-11.csv', '2026-11'],
  ['.csv', '.csv'],
])('a source that begins with %s is called %s', (file, name) => {
  expect(nameOfNewSource(file)).toBe(name);
});
