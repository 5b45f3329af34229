import { whole } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const setAside: Figure = {
  id: 'set-aside',
  title: 'Rows set aside',
  about: 'Rows with errors that were set aside.',
  unit: 'count',
  by: null,
  least: { absolute: 3, share: 0.1 },
  absent: 0,
  of: ({ run }) => whole(run.counts?.quarantined),
};
