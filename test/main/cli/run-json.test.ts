import { expect, it } from 'vitest';
import { listedJson } from '../../../main/cli/run-json.ts';
import { completedRun } from '../../core/contract/run-records.ts';

it('a run of several currencies is listed with the totals of each, and without their sum', () => {
  const of = { earned: 5, spent: 0, expired: 0, closing: 5, matched: 0, openLots: 5 };
  const one = { ...of, uncovered: 0, untracked: 0 };
  const byCurrency = { EUR: one, USD: one };
  expect(listedJson(completedRun({ totals: one }))['totals']).toEqual(one);
  expect(
    listedJson(completedRun({ totals: { ...one, earned: 10, byCurrency } }))['totals'],
  ).toEqual({
    byCurrency,
  });
  expect(listedJson(completedRun({ totals: null }))['totals']).toBeNull();
});
