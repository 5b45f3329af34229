import type { JournalEntry } from '../../../core/contract/close/journal.ts';

/** What the kinds of entries are called. */
export const ENTRY_KINDS: Readonly<Record<JournalEntry['kind'], string>> = {
  period: 'Activity',
  correction: 'Correction',
  reversal: 'Reversal',
  breakage: 'Breakage',
};
