import type { ConnectionReport } from '../../core/contract/api/places.ts';

const MARKS = { passed: 'passed ', failed: 'FAILED ', skipped: 'skipped' } as const;

/** The steps of a test of a connection, a line each, and what to do about the one that failed. */
export function connectionText({ steps, choice }: ConnectionReport): string {
  const lines = steps.map(
    ({ step, outcome, words }) => `${MARKS[outcome]}  ${step.padEnd(11)} ${words}`,
  );
  const hint = steps.find(({ outcome }) => outcome === 'failed')?.hint;
  const others = (choice?.others ?? []).map(({ place }) => `  ${place}`);
  return [
    ...lines,
    ...(others.length > 0 ? ['', 'Other matching files, the newest first', ...others] : []),
    ...(hint ? ['', hint] : []),
    '',
  ].join('\n');
}
