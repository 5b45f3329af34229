import { expect, it } from 'vitest';
import { compareCharts } from '../../../../../core/contract/close/charts/compare-charts.ts';
import { EXAMPLE_CHART } from '../../../../../core/contract/close/charts/example-chart.ts';

it('a version of a chart beside another tells what was added, removed, changed and moved', () => {
  const { lines } = EXAMPLE_CHART;
  const [first, second, ...others] = lines;
  const same = { added: [], removed: [], changed: [], isReordered: false };
  expect(compareCharts({ lines }, { lines: structuredClone(lines) })).toEqual(same);
  const moved = { ...first!, debit: '4999' };
  const contest = { ...second!, name: 'Contests' };
  expect(compareCharts({ lines }, { lines: [moved, ...others, contest] })).toEqual({
    added: [contest],
    removed: [second],
    changed: [{ before: first, now: moved }],
    isReordered: false,
  });
  expect(compareCharts({ lines }, { lines: [second!, first!, ...others] })).toEqual({
    ...same,
    isReordered: true,
  });
  // Two lines of one name are told apart.
  expect(compareCharts({ lines: [first!] }, { lines: [first!, first!] }).added).toEqual([first]);
});
