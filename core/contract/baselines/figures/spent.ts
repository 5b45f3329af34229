import { sumByCurrency } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const spent: Figure = {
  id: 'spent',
  title: 'Spent',
  about: 'Credit spent up to the cut-off.',
  ...sumByCurrency((totals) => totals.spent),
};
