import { describe, expect, it } from 'vitest';
import { comparedCounts, comparedTotals } from '../../../core/contract/comparison.ts';
import { TOTALS, completedRun } from './run-records.ts';

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
