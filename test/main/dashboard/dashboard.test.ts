import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchRate, totalsByCurrency } from '../../../core/contract/totals.ts';
import { application, ledgerFile, SAMPLES, scratch } from '../app/application-fixture.ts';

describe('the dashboard', () => {
  it('is empty before there is a run', async () => {
    const { call } = application();
    expect(await call('dashboard.get', {})).toEqual({
      sources: [],
      sourceId: null,
      choices: [],
      chosen: null,
      runs: [],
      outcomes: [],
    });
  });

  it('compares like with like: one source, one policy, one kind of period, by period end', async () => {
    const { call, start } = application();
    const settings = { xlsx: false, onError: 'quarantine' as const };
    const messy = join(SAMPLES, 'messy.xlsx');
    await start(messy, { settings: { xlsx: false } });
    const may = await start(messy, { settings: { ...settings, period: '2026-05' } });
    const april = await start(messy, { settings: { ...settings, period: '2026-04' } });
    // A revision of May, by which the first run of it is replaced.
    const mayAgain = await start(messy, {
      settings: { ...settings, period: '2026-05', toleranceCents: 1 },
    });
    const exact = await start(messy, { settings: { ...settings, policy: 'exact' } });
    const other = await start(ledgerFile(scratch(), 300), { settings });

    const latest = await call('dashboard.get', {});
    expect(latest.runs.map(({ runId }) => runId)).toEqual([other.runId]);
    const sourceId = latest.sources.find(({ name }) => name.startsWith('messy'))!.id;
    const byDefault = await call('dashboard.get', { sourceId });
    expect(byDefault.choices).toEqual([
      { policy: 'exact', periods: 'whole', words: 'Whole ledger', runs: 1 },
      { policy: 'one-to-one', periods: 'month', words: 'Months', runs: 2 },
    ]);
    expect(byDefault.chosen).toEqual({ policy: 'exact', periods: 'whole' });
    expect(byDefault.runs.map(({ runId }) => runId)).toEqual([exact.runId]);
    expect(byDefault.outcomes).toEqual([
      { status: 'completed', count: 4 },
      { status: 'halted', count: 1 },
    ]);
    const board = await call('dashboard.get', { sourceId, policy: 'one-to-one', periods: 'month' });
    expect(board.runs.map(({ runId }) => runId)).toEqual([april.runId, mayAgain.runId]);
    expect(board.runs.map(({ runId }) => runId)).not.toContain(may.runId);
    expect(board.runs.map(({ asOf }) => asOf)).toEqual(['2026-04-30', '2026-05-31']);
    for (const point of board.runs) {
      const view = await call('runs.get', { runId: point.runId });
      expect(point).toMatchObject({
        policy: view.run.policy,
        rows: view.run.rowCount,
        quality: view.run.quality,
        byCurrency: totalsByCurrency(view.run.totals!).map(({ currency, totals }) => ({
          currency,
          matchRate: matchRate(totals),
          openLiability: totals.closing,
          untracked: totals.untracked,
        })),
      });
      const worked = view.steps.reduce((sum, s) => sum + (s.endedAt! - s.startedAt), 0);
      expect(point.durationMs).toBe(worked);
      const listed = await call('exceptions.list', { runId: point.runId, query: {} });
      expect(point.exceptions.reduce((sum, { count }) => sum + count, 0)).toBe(listed.count);
    }
    const one = { sourceId, policy: 'one-to-one', periods: 'month', limit: 1 } as const;
    expect((await call('dashboard.get', one)).runs).toEqual([board.runs[1]]);
  });
});
