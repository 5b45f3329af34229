/** A line of an entry: of debit and credit one is 0. Unsigned cents. */
export interface EntryLine {
  readonly account: string;
  readonly debit: number;
  readonly credit: number;
  readonly memo: string;
  /** By the name of a dimension its value. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * What an entry is: that of a period's activity; the difference to what was booked for a period before; the
 * taking back of another entry; the true-up of breakage.
 */
export type EntryKind = 'period' | 'correction' | 'reversal' | 'breakage';

/** An entry of the general ledger, of one company and currency (RULES.md section 9). */
export interface JournalEntry {
  /** The same whenever it is made from the same figures. */
  readonly id: string;
  readonly kind: EntryKind;
  /** The period of whose activity it tells. */
  readonly of: string;
  /** The period that it is posted in. */
  readonly period: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Empty where customers are told by no company. */
  readonly company: string;
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  readonly memo: string;
  /** The id of the entry that it takes back; null for all others. */
  readonly reverses: string | null;
  readonly lines: readonly EntryLine[];
}

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
