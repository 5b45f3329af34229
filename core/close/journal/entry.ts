import type { JournalEntry } from '../../contract/close/journal.ts';

/** Where an entry is posted. */
export interface Posting {
  readonly period: string;
  /** `YYYY-MM-DD`: the last day of it. */
  readonly date: string;
}

/** Debits − credits of an entry, in cents: 0 where it balances. */
export function imbalance({ lines }: Pick<JournalEntry, 'lines'>): number {
  return lines.reduce((sum, { debit, credit }) => sum + debit - credit, 0);
}

/** The entry that takes another one back, where it is asked for: the same lines with debit and credit exchanged. */
export function reversalOf(entry: JournalEntry, { period, date }: Posting): JournalEntry {
  return {
    ...entry,
    id: `${entry.id}-R`,
    kind: 'reversal',
    period,
    date,
    memo: `Reversal of ${entry.id}`,
    reverses: entry.id,
    lines: entry.lines.map((line) => ({ ...line, debit: line.credit, credit: line.debit })),
  };
}

/** An id that tells what an entry is about; `suffix` tells several of them apart. */
export function entryId(
  prefix: string,
  { period, currency, company }: Pick<JournalEntry, 'period' | 'currency' | 'company'>,
  suffix = '',
): string {
  return [prefix, period, currency, company, suffix].filter((part) => part !== '').join('-');
}
