import { expect, it } from 'vitest';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { periodsToRun, whyNotClosed } from '../../../renderer/close/closable.ts';

const RUN = {
  status: 'completed',
  archived: null,
  period: '2026-07',
  settings: settingsSchema.parse({}),
} as const;

it('a completed run of a period that divides time has a close', () => {
  for (const period of ['2026-07', '2026-Q3', '2026-W31', 'FY2026-P07'])
    expect(whyNotClosed({ ...RUN, period }), period).toBeNull();
});

it('says why another run has none', () => {
  expect(whyNotClosed({ ...RUN, status: 'halted' })).toBe('not-completed');
  expect(whyNotClosed({ ...RUN, archived: { at: 0, by: 'Ann', reason: 'A trial' } })).toBe(
    'archived',
  );
  expect(whyNotClosed({ ...RUN, period: null })).toBe('whole-ledger');
  expect(whyNotClosed({ ...RUN, period: '2026-07-01..2026-07-10' })).toBe('period-kind');
});

it('a run of no period offers those of every kind that the ledger holds, the latest first', () => {
  const cutOff = { asOf: '2026-07-15', bridge: [] };
  const run = { cutOff, highWater: null, startedAt: 0, settings: settingsSchema.parse({}) };
  const held = ['2026-06', '2026-05'];
  expect(periodsToRun(held, run, 'month')).toEqual(['2026-06', '2026-05']);
  const withJuly = [...held, '2026-07'];
  expect(periodsToRun(withJuly, run, 'quarter')).toEqual(['2026-Q3', '2026-Q2']);
  expect(periodsToRun([], run, 'month')).toEqual([]);
});
