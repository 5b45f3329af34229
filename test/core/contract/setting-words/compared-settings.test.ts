import { describe, expect, it } from 'vitest';
import { comparedSettings } from '../../../../core/contract/setting-words/compared-settings.ts';
import { DEFAULT_SETTINGS } from '../../../../core/contract/settings.ts';
import { completedRun } from '../run-records.ts';

const format = {
  amount: (cents: number) => `${cents} cents`,
  dayNamed: (name: string) => `the day ${name}`,
};

describe('what two runs were asked for', () => {
  it('is silent about what is the same', () => {
    expect(comparedSettings(completedRun(), completedRun({ id: 'other' }), format)).toEqual([]);
  });

  it('names each setting that differs, once', () => {
    const a = completedRun();
    const b = completedRun({
      policy: 'exact',
      period: '2026-01',
      settings: {
        ...DEFAULT_SETTINGS,
        policy: 'exact',
        period: '2026-01',
        asOf: '2026-01-31',
        toleranceCents: 500,
        calendar: { fiscalStart: 4, fiscalPeriods: '4-4-5', twoWeeksFrom: '2026-01-05' },
        rollForward: 'week',
        mapping: { Betrag: 'AMOUNT' },
        dates: 'dmy',
        decimals: 'comma',
        sheets: { ledger: 'June', sales: null },
      },
    });
    expect(comparedSettings(a, b, format)).toEqual([
      { name: 'Period', a: 'The whole ledger', b: '2026-01' },
      { name: 'Matching policy', a: 'One-to-one', b: 'Exact' },
      { name: 'As-of date', a: 'From the ledger', b: 'the day 2026-01-31' },
      { name: 'Fiscal year starts in', a: 'January', b: 'April' },
      { name: 'Fiscal periods', a: 'Calendar months', b: 'Weeks, 4-4-5' },
      { name: 'Two-week periods start on', a: 'the day 2024-01-01', b: 'the day 2026-01-05' },
      { name: 'Roll-forward by', a: 'Month', b: 'Week' },
      { name: 'Tolerance', a: '0 cents', b: '500 cents' },
      { name: 'Header mapping', a: 'None', b: 'Betrag → AMOUNT' },
      { name: 'Dates in the file', a: 'Detect from the column', b: 'Day first (31/12/2026)' },
      { name: 'Amounts in the file', a: 'Detect from the column', b: 'Decimal comma (1.234,50)' },
      { name: 'Sheets', a: 'By name', b: 'ledger: June, Sales: none' },
    ]);
  });
});
