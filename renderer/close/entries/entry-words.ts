import type { JournalEntry } from '../../../core/contract/close/journal.ts';

/** What the kinds of entries are called. */
export const ENTRY_KINDS: Readonly<Record<JournalEntry['kind'], string>> = {
  period: 'Activity',
  correction: 'Correction',
  reversal: 'Reversal',
  breakage: 'Breakage',
};

/** `LOCATION North, CLASS Retail`. */
export function dimensionsWords(dimensions: Readonly<Record<string, string>>): string {
  return Object.entries(dimensions)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
