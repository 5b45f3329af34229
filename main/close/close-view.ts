import type { BreakageEstimate } from '../../core/close/breakage/estimate.ts';
import { triangles } from '../../core/close/breakage/triangle.ts';
import type { Triangle } from '../../core/close/breakage/triangle.ts';
import { expiryRows } from '../../core/close/expiry/expiry-rows.ts';
import { expiryView } from '../../core/close/expiry/expiry-view.ts';
import { firstOpenFrom } from '../../core/close/period/close-of-run.ts';
import { chartOn } from '../../core/close/journal/charts.ts';
import { postingIn } from '../../core/close/journal/journal.ts';
import type { CloseBooks, Noted } from '../../core/close/books/close-books.ts';
import { isReversible } from '../../core/close/journal/reversals.ts';
import type { JournalEntry } from '../../core/contract/close/journal.ts';
import type {
  BookedEntry,
  BreakageView,
  CloseView,
  Vintage,
} from '../../core/contract/close/close-view.ts';
import type { GroupColumn } from '../../core/ledger/ledger.ts';
import { dayText } from '../../core/ledger/time.ts';
import { spanOfPeriod } from '../../core/periods/periods.ts';
import type { PeriodClose } from './period-close.ts';

/** The close of a period as the interface reads it. */
export function closeView({ source, run, books, close }: PeriodClose): CloseView {
  const { journal } = close;
  const { ledger, matching, asOf, period, calendar, customerGroups } = run;
  const { terms, termsNow, charts } = books;
  return {
    sourceId: source.id,
    period,
    runId: run.id,
    policy: matching.policy,
    begins: dayText(spanOfPeriod(period, calendar)!.start),
    asOf: dayText(asOf),
    terms,
    termsNow,
    charts,
    chartVersion: chartOn(charts, postingIn(period, calendar).date)?.version ?? null,
    groupColumns: (customerGroups?.groupColumns ?? []) as readonly GroupColumn[],
    standing: close.standing,
    reopenings: books.events.filter((event) => event.is === 'reopened'),
    correctedIn: close.standing.state === 'locked' ? firstOpenFrom(period, run, books) : null,
    missing: close.missing,
    tieOut: close.tieOut,
    files: {
      balances: books.balancesFile,
      customers: books.customerList && {
        ...books.customerList.file,
        ...notedIn(books.customerList),
      },
    },
    unmapped: journal.isComplete ? [] : journal.unmapped,
    proofs: journal.isComplete ? journal.proofs : [],
    toBook: close.toBook,
    booked: books.booked
      .filter((entry) => entry.period === period)
      .map((entry) => bookedEntry(entry, books)),
    breakage: close.breakage?.map(breakageView) ?? null,
    vintages: triangles(ledger, matching, null, [], asOf).map((triangle) => ({
      currency: triangle.currency,
      months: triangle.cohorts.map((cohort) => vintage(cohort, triangle)),
    })),
    flux: close.flux.map(({ kind, calendar: of, ...line }) => {
      void [kind, of];
      return { ...line, explanation: books.explanations.get(line.key) ?? null };
    }),
    expiry: expiryView(
      close.expiry,
      expiryRows(ledger, matching, { asOf, graceDays: terms.graceDays }),
    ),
  };
}

function notedIn({ by, at }: Noted<object>): Noted<object> {
  return { by, at };
}

function bookedEntry(entry: JournalEntry, books: CloseBooks): BookedEntry {
  const { id } = entry;
  const all = [...books.booked, ...books.bookedLater];
  const reversal = isReversible(entry)
    ? {
        isWanted: books.toReverse.has(id),
        bookedAs: all.find(({ reverses }) => reverses === id)?.id ?? null,
      }
    : null;
  return { ...entry, posted: books.posted.get(id) ?? null, reversal };
}

function breakageView({ key, triangle, cohorts, ...estimate }: BreakageEstimate): BreakageView {
  void key;
  return {
    ...estimate,
    currency: triangle.currency,
    of: triangle.of,
    cohorts: cohorts.map((cohort) => ({
      ...vintage(cohort, triangle),
      ultimate: cohort.ultimate,
      breakage: cohort.breakage,
      recognised: cohort.recognised,
    })),
  };
}

function vintage(
  { month, earned, redeemed, expired, open }: Triangle['cohorts'][number],
  { wholeAge }: Pick<Triangle, 'wholeAge'>,
): Vintage {
  return { month, earned, redeemed, expired, open, wholeAge: wholeAge(month) };
}
