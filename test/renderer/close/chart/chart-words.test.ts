import { expect, it } from 'vitest';
import { EMPTY_LINE } from '../../../../core/contract/close/charts/line-text.ts';
import { EXAMPLE_CHART } from '../../../../core/contract/close/charts/example-chart.ts';
import { compareCharts } from '../../../../core/contract/close/charts/compare-charts.ts';
import {
  changesWords,
  groupsWords,
  reasonsWords,
} from '../../../../renderer/close/chart/chart-words.ts';

it('says for what a line is, or that it is for any', () => {
  expect(reasonsWords(EMPTY_LINE)).toBe('any');
  expect(reasonsWords({ reasons: 'Refund; Goodwill' })).toBe('Refund; Goodwill');
  expect(groupsWords(EMPTY_LINE)).toBe('any');
  const groups = { ...EMPTY_LINE.groups, COMPANY: 'North', REGION: 'Coast; (none)' };
  expect(groupsWords({ groups })).toBe('COMPANY North, REGION Coast; (none)');
});

it('says what a version has otherwise than the one before it', () => {
  const [refunds, goodwill, ...others] = EXAMPLE_CHART.lines;
  const dearer = { ...goodwill!, debit: '6500 Marketing', dimensions: { CLASS: 'Retail' } };
  const odd = { ...refunds!, name: 'Odd' };
  const now = { lines: [...others, dearer, odd] };
  expect(changesWords(compareCharts(EXAMPLE_CHART, now))).toEqual([
    'Added: Odd, 4100 Sales returns to 2150 Store credit liability.',
    'Taken out: Refunds as store credit.',
    'Changed: Goodwill credits: debit 6400 Customer goodwill → 6500 Marketing; dimensions none → CLASS=Retail.',
    'The order of lines has changed: the first one that fits counts.',
  ]);
  expect(changesWords(compareCharts(EXAMPLE_CHART, EXAMPLE_CHART))).toEqual([]);
});
