import { expect, it } from 'vitest';
import type { FluxView } from '../../../../core/contract/close/close-view.ts';
import {
  columnsOf,
  columnTitle,
  currenciesOf,
  explainedCount,
  groupsOf,
  lineTitle,
  linesOfSlice,
} from '../../../../renderer/close/flux/flux-slices.ts';

const line = (
  currency: string,
  column: FluxView['column'],
  value: string,
  measure: FluxView['measure'],
  more: Partial<FluxView> = {},
): FluxView => ({
  ...{ currency, column, value, measure, key: `${currency} ${column} ${value} ${measure}` },
  ...{ amount: 0, differences: [], wantsExplanation: false, explanation: null },
  ...{ periods: [], cents: [] },
  ...more,
});

const LINES = [
  line('EUR', null, '', 'earned', { wantsExplanation: true, explanation: 'A campaign.' }),
  line('EUR', null, '', 'spent'),
  line('EUR', 'REGION', 'North', 'earned', { wantsExplanation: true }),
  line('EUR', 'REGION', '', 'earned'),
  line('USD', null, '', 'earned'),
];

it('lines stand slice by slice, of one currency and one column', () => {
  expect(currenciesOf(LINES)).toEqual(['EUR', 'USD']);
  expect(columnsOf(LINES, 'EUR')).toEqual([null, 'REGION']);
  expect(columnsOf(LINES, 'USD')).toEqual([null]);
  const asked = { currency: 'EUR', column: null, onlyWanting: false } as const;
  expect(groupsOf(LINES, asked).map(({ lines }) => lines.length)).toEqual([2]);
  const regions = groupsOf(LINES, { ...asked, column: 'REGION' });
  expect(regions.map(({ value }) => value)).toEqual(['North', '']);
  expect(linesOfSlice(LINES, regions[0]!.key)).toEqual([LINES[2]]);
});

it('what wants an explanation stands together, whatever its column', () => {
  const asked = { currency: 'EUR', column: null, onlyWanting: true } as const;
  expect(groupsOf(LINES, asked).flatMap(({ lines }) => lines)).toEqual([LINES[0], LINES[2]]);
  expect(explainedCount(LINES)).toEqual({ wanting: 2, explained: 1 });
});

it('slices and lines have names as a person says them', () => {
  expect(LINES.map(lineTitle)).toEqual([
    'Earned, Total',
    'Spent, Total',
    'Earned, Region North',
    'Earned, No region',
    'Earned, Total',
  ]);
  expect(columnTitle('CUSTOMER_GROUP')).toBe('Customer group');
});
