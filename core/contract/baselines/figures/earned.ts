import { sumByCurrency } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const earned: Figure = {
  id: 'earned',
  title: 'Earned',
  about: 'Credit earned up to the cut-off.',
  ...sumByCurrency((totals) => totals.earned),
};
