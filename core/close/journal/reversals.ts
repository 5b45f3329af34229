import type { JournalEntry } from '../../contract/close/journal.ts';
import { REVERSIBLE_KINDS } from '../../contract/close/journal.ts';
import { dayText } from '../../ledger/time.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { spanOfPeriod } from '../../periods/periods.ts';
import { reversalOf } from './entry.ts';

/** What says which entries are reversed in a period. */
export interface Reversing {
  readonly period: string;
  readonly calendar: Calendar;
  /** All entries that were booked, of any period. */
  readonly booked: readonly JournalEntry[];
  /** By id those that are to be reversed. */
  readonly toReverse: ReadonlySet<string>;
  /** Whether what is taken back of an entry that was posted in a period is posted in this one. */
  readonly isReversedHere: (postedIn: string) => boolean;
}

/** The reversals that are due in a period (RULES.md section 9), each once, dated its first day. */
export function dueReversals({
  period,
  calendar,
  booked,
  toReverse,
  isReversedHere,
}: Reversing): readonly JournalEntry[] {
  const reversed = new Set(booked.map(({ reverses }) => reverses));
  const posting = { period, date: dayText(spanOfPeriod(period, calendar)!.start) };
  return booked
    .filter(
      (entry) =>
        isReversible(entry) &&
        toReverse.has(entry.id) &&
        !reversed.has(entry.id) &&
        isReversedHere(entry.period),
    )
    .map((entry) => reversalOf(entry, posting));
}

/** Whether an entry is of a kind that can be reversed. */
export function isReversible({ kind }: Pick<JournalEntry, 'kind'>): boolean {
  return REVERSIBLE_KINDS.some((one) => one === kind);
}
