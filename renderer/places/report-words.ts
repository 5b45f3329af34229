import type {
  ConnectionReport,
  ConnectionStep,
  ObjectChoice,
} from '../../core/contract/api/places.ts';

/** What each step of a connection test tries, for a person. */
export const STEP_WORDS: Readonly<Record<ConnectionStep, string>> = {
  address: 'Address',
  host: 'Host name',
  connection: 'Connection',
  credentials: 'Credentials',
  bucket: 'Bucket',
  object: 'File',
  write: 'Writing',
};

/** What failed, in a sentence, by the step at which a test ended. */
const FAILED_WORDS: Readonly<Record<ConnectionStep, string>> = {
  address: 'Address not valid.',
  host: 'Host not found.',
  connection: 'No connection.',
  credentials: 'Credentials not accepted.',
  bucket: 'Bucket not reachable.',
  object: 'File not found.',
  write: 'No permission to write.',
};

/** `absent`: everything is in order and only the file is not there yet. */
export type StepMark = 'passed' | 'failed' | 'absent' | 'skipped';

export const MARK_WORDS: Readonly<Record<StepMark, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  absent: 'Not arrived yet',
  skipped: 'Not tested',
};

export function stepMark({
  step,
  outcome,
  code,
}: Pick<ConnectionReport['steps'][number], 'step' | 'outcome' | 'code'>): StepMark {
  const absent = code === 'source.missing' || code === 'source.no-match';
  return outcome === 'failed' && step === 'object' && absent ? 'absent' : outcome;
}

/** What the test says as a whole, in one sentence. */
export function verdictOf({ ok, steps }: Pick<ConnectionReport, 'ok' | 'steps'>): {
  readonly mark: Exclude<StepMark, 'skipped'>;
  readonly words: string;
} {
  if (ok) return { mark: 'passed', words: 'The connection works.' };
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  if (failed && stepMark(failed) === 'absent' && steps.length > 1)
    return { mark: 'absent', words: 'The connection works; the file has not arrived yet.' };
  return {
    mark: 'failed',
    words: failed ? FAILED_WORDS[failed.step] : 'The connection does not work.',
  };
}

/** Of how many files one was chosen, in one sentence. */
export function choiceWords({ of, others }: Pick<ObjectChoice, 'of' | 'others'>): string {
  if (of === 1) return 'The only matching file.';
  const left = of - 1 - others.length;
  return `The newest of ${of} matching files${left > 0 ? `; ${left} more are not listed` : ''}.`;
}
