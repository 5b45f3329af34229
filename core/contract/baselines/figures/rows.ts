import { whole } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const rows: Figure = {
  id: 'rows',
  title: 'Rows',
  about: 'Rows of the ledger in the file, below its header.',
  unit: 'count',
  by: null,
  least: { absolute: 1, share: 0.02 },
  absent: null,
  of: ({ run }) => whole(run.rowCount),
};
