import { SIGNED_PARTS } from '../../contract/close/sign-off.ts';
import type { Signed, SignedPart } from '../../contract/close/sign-off.ts';
import type { Policy } from '../../contract/settings.ts';
import { dayText } from '../../ledger/time.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { spanOfPeriod } from '../../periods/periods.ts';
import type { CloseBooks } from '../books/close-books.ts';
import { postingIn } from '../journal/journal.ts';
import { openItems } from '../tie-out/items.ts';
import { digestOf } from './digest.ts';

/** Of the run whose period is closed, what is signed of it: all of this the history knows. */
export interface SignedRun {
  readonly id: string;
  readonly period: string;
  readonly calendar: Calendar;
  /** `YYYY-MM-DD`: the day at whose end it stands. */
  readonly asOfDay: string;
  readonly policy: Policy;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  /** The decisions on its exceptions, as plain data. */
  readonly decisions: unknown;
}

/**
 * By part the digest of what a signature is on (RULES.md section 13): the run, and all that people have entered from
 * which the part follows together with it. What a run found never changes, so that this needs no ledger: it costs
 * little enough to be computed wherever a state is told.
 */
export function signedParts(run: SignedRun, books: CloseBooks): Signed {
  const { id, period, asOfDay, policy, files, decisions } = run;
  const { terms, booked, explanations } = books;
  const parts: Record<SignedPart, unknown> = {
    figures: { id, period, asOfDay, policy },
    'tie-out': tieOutGiven(run, books),
    entries: booked.filter((entry) => entry.period === period),
    // What is booked of a true-up stands in the entries.
    breakage: terms.breakage,
    flux: { terms: terms.flux, explanations: [...explanations].sort() },
    exceptions: { decisions, materialityCents: terms.materialityCents },
    files,
  };
  const names = Object.keys(SIGNED_PARTS) as SignedPart[];
  return Object.fromEntries(names.map((name) => [name, digestOf(parts[name])])) as Signed;
}

/** What people have given of a tie-out. That an item clears later does not change what was signed. */
function tieOutGiven(
  { period, calendar, asOfDay }: SignedRun,
  { terms: { accounts }, charts, balances, items }: CloseBooks,
): unknown {
  const tied = new Set(accounts.map(({ account }) => account));
  const begins = dayText(spanOfPeriod(period, calendar)!.start);
  const ends = postingIn(period, calendar).date;
  return {
    accounts,
    balances: balances.filter(({ account }) => tied.has(account)),
    items: openItems(items, asOfDay, begins).map((item) => ({ ...item, clearedOn: null })),
    // Of several accounts the chart says what stands in which.
    charts: accounts.length > 1 ? charts.filter(({ from }) => from <= ends) : [],
  };
}
