import { describe, expect, it } from 'vitest';
import type { DashboardRun } from '../../../../core/contract/api/dashboard.ts';
import { evenTicks } from '../../../../renderer/components/charts/axis.ts';
import {
  changeOf,
  countsByKind,
  currenciesOf,
  exceptionCount,
  figureIn,
  kindsInChart,
  shareSpan,
} from '../../../../renderer/dashboard/board/series.ts';

function run(but: Partial<DashboardRun> = {}): DashboardRun {
  return {
    runId: 'r',
    startedAt: 0,
    durationMs: 1000,
    policy: 'exact',
    period: null,
    rows: 10,
    quality: 1,
    asOf: '2026-11-30',
    byCurrency: [],
    exceptions: [],
    ...but,
  };
}

describe('exceptions by kind', () => {
  const runs = [
    run({ exceptions: [{ code: 'row.quarantined', count: 2 }] }),
    run({
      exceptions: [
        { code: 'redemption.unmatched', count: 3 },
        { code: 'retired', count: 1 },
      ],
    }),
  ];

  it('keep their order and their colour, whichever of them there are', () => {
    const all = kindsInChart(runs);
    expect(all.map(({ code }) => code)).toEqual([
      'redemption.unmatched',
      'row.quarantined',
      'retired',
    ]);
    const alone = kindsInChart([runs[0]!]);
    expect(alone[0]).toEqual(all[1]);
    expect(kindsInChart([])).toEqual([]);
  });

  it('are 0 where a run has none of a kind', () => {
    expect(countsByKind(runs[0]!, kindsInChart(runs))).toEqual({
      'redemption.unmatched': 0,
      'row.quarantined': 2,
      retired: 0,
    });
    expect(exceptionCount(runs[1]!)).toBe(4);
  });
});

describe('change against the run before', () => {
  it('needs a run before', () => {
    expect(changeOf([], (one) => one.rows)).toEqual({ now: null, change: null });
    expect(changeOf([run({ rows: 5 })], (one) => one.rows)).toEqual({
      now: 5,
      change: null,
    });
  });

  it('is between the last two', () => {
    const runs = [100, 30, 50].map((rows) => run({ rows }));
    expect(changeOf(runs, (one) => one.rows)).toEqual({ now: 50, change: 20 });
  });

  it('is unknown where one of the two is', () => {
    const runs = [run({ quality: null }), run()];
    expect(changeOf(runs, (one) => one.quality)).toEqual({ now: 1, change: null });
  });
});

describe('amounts', () => {
  const of = (currency: string, openLiability: number) => ({
    currency,
    openLiability,
    untracked: 0,
    matchRate: null,
  });

  it('are those of one currency, and are never added up', () => {
    const runs = [
      run({ byCurrency: [of('EUR', 5), of('USD', 7)] }),
      run({ byCurrency: [of('USD', 9)] }),
    ];
    expect(currenciesOf(runs)).toEqual(['EUR', 'USD']);
    expect(runs.map(figureIn('EUR', 'openLiability'))).toEqual([5, null]);
    expect(runs.map(figureIn('USD', 'openLiability'))).toEqual([7, 9]);
  });
});

describe('axes', () => {
  it.each([
    [[1, 1], 0.95],
    [[0.998, 0.992], 0.95],
    [[0.9], 0.85],
    [[0.3, null], 0.1],
    [[0], 0],
    [[], 0.95],
  ])('the shares %j are drawn from %f', (values, from) => {
    const [low, high] = shareSpan(values);
    expect(low).toBeCloseTo(from, 10);
    expect(high).toBe(1);
    for (const value of values) if (value !== null) expect(low).toBeLessThanOrEqual(value);
    // Its ticks are whole per cents, at even distances.
    const ticks = evenTicks([low, high]).map((tick) => tick * 100);
    const [first, second] = ticks;
    expect(ticks).toHaveLength(6);
    ticks.forEach((tick, n) => {
      expect(tick).toBeCloseTo(Math.round(tick), 6);
      expect(tick).toBeCloseTo(first! + n * (second! - first!), 6);
    });
  });
});
