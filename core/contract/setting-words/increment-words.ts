import type { Settings } from '../settings.ts';

/** What a later file of a source may be, as a person says it. */
export const INCREMENT_WORDS: Readonly<
  Record<Settings['increment'], { readonly title: string; readonly hint: string }>
> = {
  auto: {
    title: 'The whole ledger',
    hint: 'Compared with the previous run; only customers with changes are rematched.',
  },
  refresh: {
    title: 'The whole ledger, even if many rows are missing',
    hint: 'Rows missing from the file count as removed, even if they are most of them.',
  },
  'new-rows': {
    title: 'Only new rows',
    hint: 'Added to what the previous run had.',
  },
  off: {
    title: 'A separate ledger',
    hint: 'Not compared with the previous run.',
  },
};

/** What counts where reported rows are changed or gone. */
export const CHANGED_WORDS: Readonly<Record<Settings['onChanged'], string>> = {
  halt: 'Halt the run',
  keep: 'Keep reported figures',
  take: 'Use the new file',
};
