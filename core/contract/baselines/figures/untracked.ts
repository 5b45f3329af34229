import { sumByCurrency } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const untracked: Figure = {
  id: 'untracked',
  title: 'Untracked variance',
  about: 'What taken lots had left over, and what redemptions still needed.',
  ...sumByCurrency((totals) => totals.untracked),
};
