import type { Chart } from '../../contract/close/chart.ts';
import type { ActivityLine, JournalEntry, LiabilityProof } from '../../contract/close/journal.ts';
import type { CurrencyAmount } from '../../ledger/money.ts';
import { dayText } from '../../ledger/time.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { kindOfPeriod, spanOfPeriod } from '../../periods/periods.ts';
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
  /** The period to be closed. */
  readonly period: string;
  /** All entries that were booked, of this period and of any other. */
  readonly booked: readonly JournalEntry[];
  /** Whether what changes of a period that was booked is posted in the one to be closed: the first open one after it. */
  readonly isPostedHere: (of: string) => boolean;
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
 * What is to be posted in a period (RULES.md section 9): the entries of its activity, unless they are booked; and for
 * it and every earlier period of its kind that was booked and is posted here, the difference to what its entries are
 * now. A period that was never booked, and is not the one to be closed, is left alone; one within another that was
 * booked has no entry of its own.
 */
export function journalOf(input: JournalInput): Journal {
  const { activity, charts, calendar, period, movementOf } = input;
  const booked = input.booked.filter(({ kind }) => kind === 'period' || kind === 'correction');
  const posting = postingIn(period, calendar);
  const periods = postedPeriods(input, booked);
  const accounts = liabilityAccounts(charts);
  const unmapped: ActivityLine[] = [];
  const posted: JournalEntry[] = [];
  const proofs: LiabilityProof[] = [];
  for (const of of periods) {
    const lines = activity.lines.filter((line) => line.period === of);
    const chart = chartOn(charts, postingIn(of, calendar).date);
    const made = periodEntries(lines, chart, postingIn(of, calendar));
    const before = booked.filter((entry) => isWithin(entry.of, of, calendar));
    if (!made.isComplete) {
      unmapped.push(...made.unmapped);
      continue;
    }
    const now = before.length === 0 ? made.entries : corrections(of, made.entries, before, posting);
    posted.push(...now);
    for (const { currency, cents } of movementOf(of)) {
      const sums = [before, now].map((entries) =>
        liabilityChange(
          entries.filter((entry) => entry.currency === currency),
          accounts,
        ),
      ) as [number, number];
      const agrees = sums[0] + sums[1] === cents;
      proofs.push({
        period: of,
        currency,
        booked: sums[0],
        posted: sums[1],
        movement: cents,
        agrees,
      });
    }
  }
  if (unmapped.length > 0) return { isComplete: false, unmapped };
  return { isComplete: true, entries: posted, proofs };
}

/** The periods of which something may be posted in the one to be closed, the earliest first. */
function postedPeriods(
  { period, calendar, isPostedHere }: JournalInput,
  booked: readonly JournalEntry[],
): readonly string[] {
  const own = kindOfPeriod(period, calendar)!.id;
  const { start } = spanOfPeriod(period, calendar)!;
  const earlier = booked
    .map(({ of }) => of)
    .filter(
      (of) =>
        of !== period &&
        kindOfPeriod(of, calendar)?.id === own &&
        startOf(of, calendar) < start &&
        isPostedHere(of),
    );
  const isCovered = booked.some(({ of }) => of !== period && isWithin(period, of, calendar));
  return [...new Set([...earlier, ...(isCovered ? [] : [period])])].sort(
    (a, b) => startOf(a, calendar) - startOf(b, calendar),
  );
}

/** Whether a period lies in another one, or is it; of another calendar it does not. */
function isWithin(inner: string, outer: string, calendar: Calendar): boolean {
  const [a, b] = [spanOfPeriod(inner, calendar), spanOfPeriod(outer, calendar)];
  return a !== null && b !== null && a.start >= b.start && a.end <= b.end;
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
