import type { Settings } from '../settings.ts';

/** What becomes of a run with bad rows. */
export const ON_ERROR_WORDS: Readonly<Record<Settings['onError'], string>> = {
  halt: 'Halt the run',
  quarantine: 'Quarantine them and continue',
};

/** The same in a list that has little room. */
export const ON_ERROR_SHORT: Readonly<Record<Settings['onError'], string>> = {
  halt: 'Halt',
  quarantine: 'Quarantine',
};
