import type {
  ConnectionReport,
  ConnectionStep,
  ObjectChoice,
} from '../../core/contract/api/places.ts';

/** What each step of a connection test tries, for a person. */
export const STEP_WORDS: Readonly<Record<ConnectionStep, string>> = {
  address: 'Address',
  host: 'Name of the host',
  connection: 'Connection',
  credentials: 'Credentials',
  bucket: 'Bucket',
  object: 'File',
  write: 'Writing',
};

export const OUTCOME_WORDS: Readonly<
  Record<ConnectionReport['steps'][number]['outcome'], string>
> = { passed: 'Passed', failed: 'Failed', skipped: 'Not tried' };

/** The verdict of a connection test in one sentence. */
export function verdictWords({ ok, steps }: Pick<ConnectionReport, 'ok' | 'steps'>): string {
  if (ok) return 'The connection works.';
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  return failed
    ? `The connection ends at: ${STEP_WORDS[failed.step].toLowerCase()}.`
    : 'The connection does not work.';
}

/** Of how many files one was chosen, in one sentence. */
export function choiceWords({ of, others }: Pick<ObjectChoice, 'of' | 'others'>): string {
  if (of === 1) return 'The only file that fits.';
  const left = of - 1 - others.length;
  return `The newest of ${of} files that fit${left > 0 ? `; ${left} more are not listed` : ''}.`;
}
