import { Problem } from '../contract/problem.ts';

/** The Problem of a proof that nobody waits for any more. */
export function cancelled(): Problem {
  return new Problem({
    kind: 'cancelled',
    code: 'run.cancelled',
    message: 'The verification of the published files was cancelled.',
    hint: 'Start it again at any time; the files are unchanged.',
  });
}
