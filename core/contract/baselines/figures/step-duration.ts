import { STEP_TITLES } from '../../steps.ts';
import type { StepName } from '../../steps.ts';
import { duration } from './duration.ts';
import type { Figure } from '../figure.ts';

export const stepDuration: Figure = {
  id: 'step-duration',
  title: 'Duration by step',
  about: 'Processing time of each step, without waiting.',
  unit: 'ms',
  by: { title: 'Step', words: (step) => STEP_TITLES[step as StepName] ?? step },
  least: duration.least,
  absent: null,
  of: ({ steps }) =>
    steps.flatMap(({ name, startedAt, endedAt }) =>
      endedAt === null ? [] : [{ part: name, value: endedAt - startedAt }],
    ),
};
