import { sumByCurrency } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const expired: Figure = {
  id: 'expired',
  title: 'Expired',
  about: 'Credit expired up to the cut-off.',
  ...sumByCurrency((totals) => totals.expired),
};
