import type { ProblemValue } from '../../core/contract/problem.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A problem as a value that can be sent: without the stack, with its message, without secrets. */
export function plainProblem(problem: ProblemValue): ProblemValue & {
  readonly details: Record<string, string | number | boolean | null>;
} {
  const { kind, code, message, hint, details } = problem;
  return withoutSecrets({ kind, code, message, hint, details: { ...details } });
}
