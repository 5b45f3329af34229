import { exceptionTitle } from '../../exceptions.ts';
import type { Figure } from '../figure.ts';

export const exceptions: Figure = {
  id: 'exceptions',
  title: 'Exceptions',
  about: 'Exceptions of each kind, whatever their status.',
  unit: 'count',
  by: { title: 'Kind', words: exceptionTitle },
  least: { absolute: 3, share: 0.1 },
  absent: 0,
  of: ({ exceptionTotals }) =>
    exceptionTotals.map(({ code, count }) => ({ part: code, value: count })),
};
