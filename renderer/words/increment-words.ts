import type { Settings } from '../../core/contract/settings.ts';

/** What a later file of a source may be, as a person says it. */
export const INCREMENT_WORDS: Readonly<
  Record<Settings['increment'], { readonly title: string; readonly hint: string }>
> = {
  auto: {
    title: 'The whole ledger',
    hint: 'Compared with the run before; only the customers that it touches are matched anew.',
  },
  refresh: {
    title: 'The whole ledger, however much is missing',
    hint: 'Rows that the run before had and the file has not are gone, even if they are most.',
  },
  'new-rows': {
    title: 'Only new rows',
    hint: 'They are added to what the run before had.',
  },
  off: {
    title: 'A ledger of its own',
    hint: 'Not compared with the run before.',
  },
};

/** What counts where reported rows are changed or gone. */
export const CHANGED_WORDS: Readonly<Record<Settings['onChanged'], string>> = {
  halt: 'Halt the run',
  keep: 'What was reported stands',
  take: 'The file counts',
};
