import { Problem } from '../../../core/contract/problem.ts';

/** What the history may not know. */
type UnknownProblemCode = 'run.unknown' | 'step.unknown' | 'source.unknown' | 'schedule.unknown';

/**
 * The Problem `run.unknown`, or that of another thing that the history does not know; with the hint of
 * where to look it up.
 */
export function unknown(
  code: UnknownProblemCode,
  name: string,
  hint = 'Check the list of runs.',
): Problem {
  return new Problem({
    kind: 'usage',
    code,
    message: `The history has no ${code.replace('.unknown', '')} ${name}.`,
    hint,
  });
}
