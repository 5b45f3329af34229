import { matchRate as rateOf, totalsByCurrency } from '../../totals.ts';
import { BY_CURRENCY } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const matchRate: Figure = {
  id: 'match-rate',
  title: 'Match rate',
  about: 'Matched ÷ redeemed, by value.',
  unit: 'share',
  by: BY_CURRENCY,
  least: { absolute: 0.005, share: 0 },
  absent: null,
  of: ({ run }) =>
    run.totals === null
      ? []
      : totalsByCurrency(run.totals).flatMap(({ currency, totals }) => {
          const value = rateOf(totals);
          return value === null ? [] : [{ part: currency, value }];
        }),
};
