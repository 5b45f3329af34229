import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROLL_FORWARD_WORDS } from '../../../core/contract/periods.ts';
import { rollForwardOfDays } from '../../../main/grid/roll-forward.ts';
import { application, SAMPLES } from '../app/application-fixture.ts';
import { PLAIN_CALENDAR } from '../../../core/contract/periods.ts';

it('the roll-forward by any kind of period is there once a run is verified, and stays as it was', async () => {
  const { start, goOn, call } = application();
  const calendar = { fiscalStart: 4, fiscalPeriods: '4-4-5', twoWeeksFrom: '2026-01-05' } as const;
  const settings = { xlsx: false, onError: 'quarantine', calendar } as const;
  const sample = join(SAMPLES, 'messy.xlsx');
  const paused = await start(sample, { settings, until: 'verify' });
  expect(paused.outcome).toBe('paused');
  const runId = paused.runId!;
  const byKind = () =>
    Promise.all(ROLL_FORWARD_WORDS.map(({ kind }) => call('grid.rollForward', { runId, kind })));
  const early = await byKind();
  expect((await goOn(runId)).outcome).toBe('completed');
  expect(early).toEqual(await byKind());
  const { months } = (await call('runs.report', { runId }))!;
  expect(early[0]).toEqual(months);
  expect(new Set(months.map(({ currency }) => currency)).size).toBeGreaterThan(1);
});

it('the roll-forward of days ties from period to period', () => {
  const days = [
    ['', 20_000, 1000, 0, 0, 1],
    ['', 20_100, 0, 300, 200, 2],
  ] as const;
  expect(
    rollForwardOfDays(
      days.map(([...day]) => day),
      'quarter',
      PLAIN_CALENDAR,
    ),
  ).toEqual([
    { month: '2024-Q4', ...FIGURES, earned: 1000, closing: 1000, movements: 1 },
    {
      month: '2025-Q1',
      ...FIGURES,
      opening: 1000,
      spent: 300,
      expired: 200,
      closing: 500,
      movements: 2,
    },
  ]);
});

const FIGURES = { currency: '', opening: 0, earned: 0, spent: 0, expired: 0 };
