import { counted } from '../counted.ts';
import { CHECKS } from '../contract/checks.ts';
import type { CheckFailure, CheckId, CheckResult } from '../contract/checks.ts';

/** What a check found in one partition. Plain data, because it is kept between attempts of a run. */
export interface CheckPart {
  /** The first of what does not hold. */
  readonly failures: readonly CheckFailure[];
  readonly failureCount: number;
  /** What adds up over the partitions: rows, cents, checksums. */
  readonly sums: Readonly<Record<string, number>>;
}

/** Collects what does not hold, the first of it in words and all of it in number. */
export interface CheckSheet {
  fail(message: string, ids?: readonly string[]): void;
  part(sums: CheckPart['sums']): CheckPart;
}

const KEPT = 100;

export function checkSheet(): CheckSheet {
  const failures: CheckFailure[] = [];
  let failureCount = 0;
  return {
    fail(message, ids = []) {
      failureCount++;
      if (failures.length < KEPT) failures.push({ message, ids });
    },
    part: (sums) => ({ failures, failureCount, sums }),
  };
}

/** The parts as one: failures in the order of the partitions, sums added. */
export function addedParts(parts: readonly CheckPart[]): CheckPart {
  const sums: Record<string, number> = {};
  for (const part of parts)
    for (const [name, value] of Object.entries(part.sums)) sums[name] = (sums[name] ?? 0) + value;
  return {
    failures: parts.flatMap(({ failures }) => failures).slice(0, KEPT),
    failureCount: parts.reduce((count, part) => count + part.failureCount, 0),
    sums,
  };
}

/** The result of a check, given its numbers and the sentence for a check that held. */
export function checkResult(
  id: CheckId,
  { failures, failureCount }: Pick<CheckPart, 'failures' | 'failureCount'>,
  numbers: Record<string, number | string>,
  held: string,
): CheckResult {
  return {
    id,
    title: CHECKS[id],
    passed: failureCount === 0,
    detail:
      failureCount === 0
        ? held
        : `${counted(failureCount, 'failure')}; the first: ${failures[0]!.message}`,
    numbers: { ...numbers, failures: failureCount },
    failures,
    failureCount,
  };
}
