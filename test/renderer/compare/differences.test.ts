import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { comparedCounts, comparedTotals } from '../../../core/contract/comparison.ts';
import { differencesOf } from '../../../renderer/compare/differences.ts';
import { TOTALS, completedRun } from '../words/run-records.ts';

const format = {
  amount: (cents: number | null | undefined) => `${cents} cents`,
  dayNamed: (name: string | null | undefined) => `the day ${name}`,
};

describe('two runs beside each other', () => {
  it('shows what the second has more', () => {
    const [only, ...more] = comparedTotals(
      { totals: TOTALS },
      { totals: { ...TOTALS, closing: 2500, untracked: 40 } },
    );
    expect(more).toEqual([]);
    const figure = (name: string) => only!.figures.find((one) => one.name === name);
    expect(figure('Closing balance')).toMatchObject({ a: 3000, b: 2500, difference: -500 });
    expect(figure('Untracked variance')).toMatchObject({ difference: 40 });
    expect(figure('Earned')).toMatchObject({ difference: 0 });
    const rate = TOTALS.matched / (TOTALS.spent + TOTALS.expired);
    expect(only!.matchRate).toEqual({ a: rate, b: rate });
  });

  it('sets a currency beside the same currency, and beside nothing where a run lacks it', () => {
    const totals = comparedTotals(
      { totals: { ...TOTALS, byCurrency: { USD: TOTALS } } },
      { totals: { ...TOTALS, byCurrency: { USD: TOTALS, EUR: TOTALS } } },
    );
    expect(totals.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
    expect(totals[0]!.matchRate.a).toBeNull();
    expect(totals[0]!.figures[0]).toEqual({ name: 'Earned', a: null, b: 10_000, difference: null });
  });

  it('has no difference where a run has no figures', () => {
    const [only] = comparedTotals({ totals: null }, { totals: TOTALS });
    expect(only!.figures.every(({ difference }) => difference === null)).toBe(true);
  });

  it('counts rows and customers', () => {
    const a = completedRun();
    const b = completedRun({ rowCount: 12 });
    expect(comparedCounts(a, b)[0]).toEqual({
      name: 'Rows of the source',
      a: 10,
      b: 12,
      difference: 2,
    });
    expect(comparedCounts({ ...a, counts: null }, b)[5]).toMatchObject({
      a: null,
      difference: null,
    });
  });
});

describe('what two runs were asked for', () => {
  it('is silent about what is the same', () => {
    expect(differencesOf(completedRun(), completedRun({ id: 'other' }), format)).toEqual([]);
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
        mapping: { Betrag: 'AMOUNT' },
        dates: 'dmy',
        decimals: 'comma',
        sheets: { ledger: 'June', sales: null },
      },
    });
    expect(differencesOf(a, b, format)).toEqual([
      { name: 'Period', a: 'The whole ledger', b: '2026-01' },
      { name: 'Matching policy', a: 'One-to-one', b: 'Exact' },
      { name: 'As-of date', a: 'Chosen by the ledger', b: 'the day 2026-01-31' },
      { name: 'Tolerance', a: '0 cents', b: '500 cents' },
      { name: 'Header mapping', a: 'None', b: 'Betrag → AMOUNT' },
      { name: 'Dates in the file', a: 'Detect from the column', b: 'Day first (31/12/2026)' },
      { name: 'Amounts in the file', a: 'Detect from the column', b: 'Decimal comma (1.234,50)' },
      { name: 'Sheets', a: 'By their names', b: 'ledger: June, Sales: none' },
    ]);
  });
});
