import { Problem } from '../../../core/contract/problem.ts';

/** A command line that asks for what cannot be: what is wrong with it, and what to write. */
export function usage(message: string, hint: string): Problem {
  return new Problem({ kind: 'usage', code: 'usage.invalid', message, hint });
}
