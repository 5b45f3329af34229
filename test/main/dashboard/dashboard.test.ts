import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchRate } from '../../../core/contract/totals.ts';
import { application, ledgerFile, SAMPLES, scratch } from '../app/application-fixture.ts';

describe('the dashboard', () => {
  it('is empty before there is a run', async () => {
    const { call } = application();
    expect(await call('dashboard.get', {})).toEqual({
      sources: [],
      sourceId: null,
      runs: [],
      outcomes: [],
    });
  });

  it('draws the completed runs of a source from their own figures, the oldest first', async () => {
    const { call, start } = application();
    const settings = { xlsx: false };
    const messy = join(SAMPLES, 'messy.xlsx');
    await start(messy, { settings });
    const first = await start(messy, { settings: { ...settings, onError: 'quarantine' } });
    const second = await start(messy, {
      settings: { ...settings, onError: 'quarantine', policy: 'exact' },
    });
    const other = await start(ledgerFile(scratch(), 300), { settings });

    const latest = await call('dashboard.get', {});
    expect(latest.runs.map(({ runId }) => runId)).toEqual([other.runId]);
    expect(latest.sources.map(({ name, runs }) => [name, runs])).toEqual([
      ['ledger-300', 1],
      ['messy', 3],
    ]);
    const sourceId = latest.sources.find(({ name }) => name === 'messy')!.id;
    const board = await call('dashboard.get', { sourceId });
    expect(board.outcomes).toEqual([
      { status: 'completed', count: 2 },
      { status: 'halted', count: 1 },
    ]);
    expect(board.runs.map(({ runId }) => runId)).toEqual([first.runId, second.runId]);
    for (const point of board.runs) {
      const view = await call('runs.get', { runId: point.runId });
      expect(point).toMatchObject({
        policy: view.run.policy,
        rows: view.run.rowCount,
        quality: view.run.quality,
        // Currencies are never added up.
        matchRate: view.run.totals!.byCurrency ? null : matchRate(view.run.totals!),
        openLiability: view.run.totals!.closing,
        untracked: view.run.totals!.untracked,
      });
      const worked = view.steps.reduce((sum, s) => sum + (s.endedAt! - s.startedAt), 0);
      expect(point.durationMs).toBe(worked);
      const listed = await call('exceptions.list', { runId: point.runId, query: {} });
      expect(point.exceptions.reduce((sum, { count }) => sum + count, 0)).toBe(listed.count);
    }
    expect((await call('dashboard.get', { sourceId, limit: 1 })).runs).toEqual([board.runs[1]]);
  });
});
