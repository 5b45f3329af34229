import type { Chart } from '../../contract/close/chart.ts';
import type { ActivityLine, JournalEntry, LiabilityProof } from '../../contract/close/journal.ts';
import type { CurrencyAmount } from '../../ledger/money.ts';
import { dayText } from '../../ledger/time.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { spanOfPeriod } from '../../periods/periods.ts';
import type { Activity } from '../activity/activity.ts';
import { chartOn, liabilityAccounts } from './charts.ts';
import { corrections } from './correction.ts';
import type { Posting } from './entry.ts';
import { periodEntries } from './period-entries.ts';

/** What the entries of a close are made from. */
export interface JournalInput {
  /** By periods of the kind that is closed. */
  readonly activity: Activity;
  readonly charts: readonly Chart[];
  readonly calendar: Calendar;
  /** The period to be closed, which is open. */
  readonly period: string;
  /** All entries that were booked before, of this period and of any other. */
  readonly booked: readonly JournalEntry[];
  /** By period the movement of the roll-forward, closing − opening, in each currency. */
  readonly movementOf: (period: string) => readonly CurrencyAmount[];
}

/** The entries to be posted; or, where an amount has no account, those amounts: there are no entries then. */
export type Journal =
  | {
      readonly isComplete: true;
      readonly entries: readonly JournalEntry[];
      readonly proofs: readonly LiabilityProof[];
    }
  | { readonly isComplete: false; readonly unmapped: readonly ActivityLine[] };

/**
 * What is to be posted in an open period (RULES.md section 9): the entries of its activity, unless they are booked;
 * and for it and every earlier period that was booked, the difference to what its entries are now. A period that
 * was never booked here, and is not the one to be closed, is left alone.
 */
export function journalOf(input: JournalInput): Journal {
  const { activity, charts, calendar, period, movementOf } = input;
  const booked = input.booked.filter(({ kind }) => kind === 'period' || kind === 'correction');
  const posting = postingIn(period, calendar);
  const periods = [...new Set([...booked.map(({ of }) => of), period])].sort(
    (a, b) => startOf(a, calendar) - startOf(b, calendar),
  );
  const unmapped: ActivityLine[] = [];
  const posted: JournalEntry[] = [];
  for (const of of periods) {
    const lines = activity.lines.filter((line) => line.period === of);
    const chart = chartOn(charts, postingIn(of, calendar).date);
    const made = periodEntries(lines, chart, postingIn(of, calendar));
    const before = booked.filter((entry) => entry.of === of);
    if (!made.isComplete) unmapped.push(...made.unmapped);
    else if (before.length === 0) posted.push(...made.entries);
    else posted.push(...corrections(of, made.entries, before, posting));
  }
  if (unmapped.length > 0) return { isComplete: false, unmapped };
  const accounts = liabilityAccounts(charts);
  const proofs = periods.flatMap((of) =>
    movementOf(of).map(({ currency, cents }): LiabilityProof => {
      const isOf = (entry: JournalEntry): boolean => entry.of === of && entry.currency === currency;
      const sums = [booked.filter(isOf), posted.filter(isOf)].map((entries) =>
        liabilityChange(entries, accounts),
      ) as [number, number];
      const agrees = sums[0] + sums[1] === cents;
      return { period: of, currency, booked: sums[0], posted: sums[1], movement: cents, agrees };
    }),
  );
  return { isComplete: true, entries: posted, proofs };
}

/** Credits − debits of some accounts, in cents: by how much more is owed there. */
export function liabilityChange(
  entries: readonly JournalEntry[],
  accounts: ReadonlySet<string>,
): number {
  return entries
    .flatMap(({ lines }) => lines)
    .reduce(
      (sum, { account, debit, credit }) => sum + (accounts.has(account) ? credit - debit : 0),
      0,
    );
}

/** A period as one to post in: its entries bear its last day. */
export function postingIn(period: string, calendar: Calendar): Posting {
  return { period, date: dayText(spanOfPeriod(period, calendar)!.end) };
}

function startOf(period: string, calendar: Calendar): number {
  return spanOfPeriod(period, calendar)!.start;
}
