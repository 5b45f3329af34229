import { chartSchema } from '../chart.ts';
import type { Chart, ChartLine } from '../chart.ts';

const LIABILITY = '2150 Store credit liability';

const earned = (name: string, debit: string, ...reasons: readonly string[]): ChartLine => ({
  name,
  types: ['earned'],
  reasons: { is: 'list', reasons: [...reasons] },
  groups: {},
  debit,
  credit: LIABILITY,
  memo: `${name} {PERIOD}`,
  dimensions: {},
});

const redeemed = (type: 'spent' | 'expired', name: string, credit: string): ChartLine => ({
  name,
  types: [type],
  reasons: { is: 'any' },
  groups: {},
  debit: LIABILITY,
  credit,
  memo: `${name} {PERIOD}`,
  dimensions: {},
});

/**
 * A chart to begin with: what a refund, a goodwill credit and a reward are debited to differs, and a reason that is
 * not listed has no account until somebody gives it one.
 */
export const EXAMPLE_CHART: Chart = chartSchema.parse({
  version: 1,
  from: '1900-01-01',
  note: 'An example to begin with.',
  lines: [
    earned(
      'Refunds as store credit',
      '4100 Sales returns',
      'Refund',
      'Damaged Item',
      'Missing Item',
      'Delivered, Not Received',
      'Short Expiry Product',
    ),
    earned('Goodwill credits', '6400 Customer goodwill', 'Goodwill', 'Late Delivery'),
    earned('Rewards', '4200 Sales discounts', 'Loyalty Reward', 'Refer a Friend'),
    redeemed('spent', 'Store credit spent', '4000 Sales'),
    redeemed('expired', 'Store credit expired', '4900 Breakage income'),
  ],
});
