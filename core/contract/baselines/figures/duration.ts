import { whole } from '../figure.ts';
import type { Figure } from '../figure.ts';

export const duration: Figure = {
  id: 'duration',
  title: 'Duration',
  about: 'Processing time from the first step to the last, without waiting.',
  unit: 'ms',
  by: null,
  // The same file takes half as long again on a busy computer.
  least: { absolute: 2000, share: 0.5 },
  absent: null,
  of: ({ steps }) => {
    const worked = steps.flatMap(({ startedAt, endedAt }) =>
      endedAt === null ? [] : [endedAt - startedAt],
    );
    return whole(worked.length === 0 ? null : worked.reduce((sum, ms) => sum + ms, 0));
  },
};
