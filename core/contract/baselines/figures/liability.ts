import { sumByCurrency } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const liability: Figure = {
  id: 'liability',
  title: 'Open liability',
  about: 'Closing balance: what the shop still owes.',
  ...sumByCurrency((totals) => totals.closing),
};
