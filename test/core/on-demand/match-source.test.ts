import { expect, it } from 'vitest';
import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { matchSource } from '../../../core/on-demand/match-source.ts';
import { rowsSource } from '../../../core/on-demand/rows-source.ts';
import type { GivenRow } from '../../../core/on-demand/rows-source.ts';

const TODAY = Date.UTC(2026, 11, 1) - 1;
const row = (id: string, type: string, day: string, amount: string | number): GivenRow => ({
  TRANS_ID: id,
  TCTYPE: type,
  CREATEDAT: `2026-${day} 10:00:00`,
  CUSTOMERID: 7,
  AMOUNT: amount,
});
const ROWS = [
  row('e1', 'earned', '06-01', '20.00'),
  row('e2', 'earned', '06-02', 5),
  row('s1', 'spent', '06-03', '-22.5'),
];
const matched = (rows: readonly GivenRow[], policy: Policy, more = {}) =>
  matchSource(rowsSource(rows), settingsSchema.parse({ policy, increment: 'off', ...more }), TODAY);

it('matches rows as a run does, by each policy, and verifies what it answers', async () => {
  const exact = await matched(ROWS, 'exact');
  expect(exact.allocations.map(({ earnedId, cents }) => [earnedId, cents])).toEqual([
    ['e1', 2000],
    ['e2', 250],
  ]);
  expect(exact.rows.map(({ id, status, openCents }) => [id, status, openCents])).toEqual([
    ['e1', 'redeemed', 0],
    ['e2', 'partly redeemed', 250],
    ['s1', 'matched', 0],
  ]);
  expect(exact.checks.map(({ passed }) => passed)).toEqual(Array(7).fill(true));
  expect(exact).toMatchObject({ asOf: '2026-06-03', rowsGiven: 3, rowsSetAside: 0 });
  const single = await matched(ROWS, 'one-to-one');
  expect(single.allocations.map(({ earnedId, cents }) => [earnedId, cents])).toEqual([
    ['e1', 2000],
  ]);
});

it('halts at an error, or sets the row aside, and tells which rule it broke', async () => {
  const rows = [...ROWS, row('s2', 'spent', '06-04', 'twelve')];
  await expect(matched(rows, 'exact')).rejects.toMatchObject({ kind: 'validation-halted' });
  const rest = await matched(rows, 'exact', { onError: 'quarantine' });
  expect([rest.rowsGiven, rest.rowsSetAside, rest.rows.length]).toEqual([4, 1, 3]);
  expect(rest.found.map(({ row: at, column }) => [at, column])).toContainEqual([5, 'AMOUNT']);
});
