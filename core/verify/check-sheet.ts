import { CHECKS } from '../contract/checks.ts';
import type { CheckFailure, CheckId, CheckResult } from '../contract/checks.ts';

/** Collects what does not hold, the first of it in words and all of it in number. */
export interface CheckSheet {
  fail(message: string, ids?: readonly string[]): void;
  /** The result, given the numbers and the sentence for a check that held. */
  result(numbers: Record<string, number | string>, held: string): CheckResult;
}

const KEPT = 100;

export function checkSheet(id: CheckId): CheckSheet {
  const failures: CheckFailure[] = [];
  let failureCount = 0;
  return {
    fail(message, ids = []) {
      failureCount++;
      if (failures.length < KEPT) failures.push({ message, ids });
    },
    result: (numbers, held) => ({
      id,
      title: CHECKS[id],
      passed: failureCount === 0,
      detail:
        failureCount === 0
          ? held
          : `${failureCount} ${failureCount === 1 ? 'failure' : 'failures'}; the first: ${failures[0]!.message}`,
      numbers: { ...numbers, failures: failureCount },
      failures,
      failureCount,
    }),
  };
}
