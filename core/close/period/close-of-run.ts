import type { ExpiryException } from '../../contract/close/expiry.ts';
import type { JournalEntry } from '../../contract/close/journal.ts';
import type { CloseStanding, Signed } from '../../contract/close/sign-off.ts';
import type { TieOutLine } from '../../contract/close/tie-out.ts';
import type { Matching } from '../../ledger/draft.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { CurrencyAmount } from '../../ledger/money.ts';
import { dayText } from '../../ledger/time.ts';
import { kindOf, spanOfPeriod } from '../../periods/periods.ts';
import type { RollForwardKind } from '../../periods/periods.ts';
import { dailySums, rollForward } from '../../report/figures/roll-forward.ts';
import { activityOf } from '../activity/activity.ts';
import type { Activity } from '../activity/activity.ts';
import type { CloseBooks } from '../books/close-books.ts';
import { breakageEstimates } from '../breakage/estimate.ts';
import type { BreakageEstimate } from '../breakage/estimate.ts';
import { triangles } from '../breakage/triangle.ts';
import { trueUpEntries } from '../breakage/true-up-entries.ts';
import { expiryExceptions } from '../expiry/expiry-exceptions.ts';
import { flux, unexplainedFlux } from '../flux/flux.ts';
import type { FluxLine } from '../flux/flux.ts';
import { journalOf, postingIn } from '../journal/journal.ts';
import type { Journal } from '../journal/journal.ts';
import { mappedBalances } from '../journal/mapped-balances.ts';
import { dueReversals } from '../journal/reversals.ts';
import { closeStanding } from '../states/close-state.ts';
import { firstOpenPeriod } from '../states/first-open-period.ts';
import { missingFor } from '../states/requirements.ts';
import type { Readiness } from '../states/requirements.ts';
import { signedParts } from '../states/signed-parts.ts';
import type { SignedRun } from '../states/signed-parts.ts';
import { closingBalances } from '../tie-out/sub-ledger.ts';
import type { CustomerGroups, SubLedgerBalance } from '../tie-out/sub-ledger.ts';
import { tieOut } from '../tie-out/tie-out.ts';

/** The finished run whose period is closed: what it keeps, and what people have decided on it. */
export interface ClosedRun extends SignedRun {
  /** Its period divides time. */
  readonly kind: RollForwardKind;
  /** The cut-off, wall-clock ms. */
  readonly asOf: number;
  readonly ledger: Ledger;
  readonly matching: Matching;
  readonly customerGroups: CustomerGroups | null;
  /** All checks hold. */
  readonly isVerified: boolean;
  /** How many of its material exceptions nobody has decided on. */
  readonly undecided: number;
}

/** All that a close shows of a period. */
export interface Close {
  readonly tieOut: readonly TieOutLine[];
  readonly journal: Journal;
  /** Null where breakage is not booked. */
  readonly breakage: readonly BreakageEstimate[] | null;
  /** What is to be booked: of the activity and of breakage. */
  readonly toBook: readonly JournalEntry[];
  readonly flux: readonly FluxLine[];
  readonly expiry: readonly ExpiryException[];
  readonly readiness: Readiness;
  readonly missing: ReturnType<typeof missingFor>;
  /** By part the digest of what it is now. */
  readonly now: Signed;
  readonly standing: CloseStanding;
}

/** The close of a period from its run and its books (RULES.md sections 8 to 13). */
export function closeOf(run: ClosedRun, books: CloseBooks): Close {
  const { ledger, matching, customerGroups, calendar, kind, period, asOf } = run;
  const { terms } = books;
  const activity = activityOf(ledger, customerGroups, kind, calendar);
  const movements = movementsOf(run);
  const isLocked = books.lockedPeriods.has(period);
  // A locked period is as it was seen when it was locked.
  const booked = isLocked ? books.booked : [...books.booked, ...books.bookedLater];
  const { charts, toReverse } = books;
  const posts = { charts, calendar, period, booked };
  const journal = journalOf({
    ...posts,
    activity,
    movementOf: movements,
    isPostedHere: (of) => firstOpenFrom(of, run, books).period === period,
  });
  const reversals = dueReversals({
    ...posts,
    toReverse,
    isReversedHere: (postedIn) => firstOpenFrom(next(postedIn, run), run, books).period === period,
  });
  const ties = tiesOf(run, books, activity);
  const breakage = breakageOf(run, books);
  const trueUps =
    breakage === null || terms.breakage === null
      ? []
      : trueUpEntries(breakage, terms.breakage, postingIn(period, calendar), booked);
  const toBook = [...(journal.isComplete ? journal.entries : []), ...reversals, ...trueUps];
  const lines = flux(activity, kind, calendar, period, terms.flux);
  const readiness: Readiness = {
    isVerified: run.isVerified,
    tieOut: ties,
    journal,
    toBook: toBook.length,
    undecided: run.undecided,
    unexplained: unexplainedFlux(lines, new Set(books.explanations.keys())),
  };
  const now = signedParts(run, books);
  return {
    tieOut: ties,
    journal,
    breakage,
    toBook,
    flux: lines,
    expiry: expiryExceptions(ledger, matching, { asOf, graceDays: terms.graceDays }),
    readiness,
    missing: missingFor(readiness),
    now,
    standing: closeStanding(books.events, now),
  };
}

/** The first period from one on that is not locked, and its last day. */
export function firstOpenFrom(
  first: string,
  { kind, calendar }: Pick<ClosedRun, 'kind' | 'calendar'>,
  { lockedPeriods }: Pick<CloseBooks, 'lockedPeriods'>,
): { readonly period: string; readonly date: string } {
  const stateOf = (period: string) => (lockedPeriods.has(period) ? 'locked' : 'open');
  return firstOpenPeriod(first, stateOf, kind, calendar);
}

/** The period of the run's kind that begins after one has ended. */
function next(period: string, { kind, calendar }: ClosedRun): string {
  return kindOf(kind).at((spanOfPeriod(period, calendar)?.end ?? 0) + 1, calendar);
}

/** By class what the true-ups of a close make income, in cents: kept with its entries. */
export function trueUpsOf({ breakage }: Pick<Close, 'breakage'>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    (breakage ?? []).filter(({ trueUp }) => trueUp !== 0).map(({ key, trueUp }) => [key, trueUp]),
  );
}

/** What the roll-forward moved, closing − opening, in each period and currency. */
function movementsOf({
  ledger,
  kind,
  calendar,
}: ClosedRun): (period: string) => readonly CurrencyAmount[] {
  const rolled = rollForward(dailySums(ledger), kind, calendar);
  return (period) =>
    rolled
      .filter((one) => one.period === period)
      .map(({ currency, opening, closing }) => ({ currency, cents: closing - opening }));
}

/** None while there is no account to tie, or the chart does not say what stands in which of several. */
function tiesOf(run: ClosedRun, books: CloseBooks, activity: Activity): readonly TieOutLine[] {
  const { accounts } = books.terms;
  const subLedger = subLedgerOf(run, books, activity);
  if (subLedger === null) return [];
  return tieOut({
    asOf: dayText(run.asOf),
    periodStart: dayText(spanOfPeriod(run.period, run.calendar)!.start),
    accounts,
    gl: books.balances,
    subLedger,
    items: books.items,
  });
}

/** By the only account that is tied, or by what the chart says; null where neither does. */
function subLedgerOf(
  { ledger, customerGroups, calendar }: ClosedRun,
  { terms: { accounts }, charts }: CloseBooks,
  activity: Activity,
): readonly SubLedgerBalance[] | null {
  const [first, ...others] = accounts;
  if (first === undefined) return null;
  if (others.length === 0) return closingBalances(ledger, customerGroups, first.account);
  const mapped = mappedBalances(activity, charts, calendar);
  return mapped.isComplete ? mapped.balances : null;
}

function breakageOf(
  { ledger, matching, customerGroups, asOf }: ClosedRun,
  { terms: { breakage }, trueUps }: CloseBooks,
): readonly BreakageEstimate[] | null {
  if (breakage === null) return null;
  const found = triangles(ledger, matching, customerGroups, breakage.by, asOf);
  return breakageEstimates(found, breakage, trueUps);
}
