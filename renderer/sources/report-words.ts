import type { ConnectionReport, ConnectionStep } from '../../core/contract/api/places.ts';

export const STEP_WORDS: Readonly<Record<ConnectionStep, string>> = {
  address: 'Address',
  host: 'Name of the server',
  connection: 'Connection',
  credentials: 'Credentials',
  bucket: 'Bucket',
  object: 'File',
  write: 'Writing',
};

/** `absent`: everything is in order and only the file is not there yet. */
export type StepMark = 'passed' | 'failed' | 'absent' | 'skipped';

export function stepMark({
  outcome,
  code,
}: Pick<ConnectionReport['steps'][number], 'outcome' | 'code'>): StepMark {
  const absent = code === 'source.missing' || code === 'source.no-match';
  return outcome === 'failed' && absent ? 'absent' : outcome;
}

/** What the test says as a whole. */
export function verdictOf({ ok, steps }: Pick<ConnectionReport, 'ok' | 'steps'>): {
  readonly tone: 'good' | 'info' | 'bad';
  readonly words: string;
} {
  if (ok) return { tone: 'good', words: 'The connection works.' };
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  if (failed && stepMark(failed) === 'absent' && steps.length > 1)
    return { tone: 'info', words: 'The connection works; the file is not there yet.' };
  return {
    tone: 'bad',
    words: failed ? `It ends at: ${STEP_WORDS[failed.step]}.` : 'The connection does not work.',
  };
}
